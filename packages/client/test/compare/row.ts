import { builders } from '@rc/commands'
import fc from 'fast-check'
import type { Alike } from './alike.js'
import { type Shape, same } from './shapes.js'

/** Where ioredis has to send a command that our client sends to several nodes, and what it has to make of the replies. */
export type Everywhere = 'first' | 'sum' | 'union' | 'and' | 'byNode'

/** One command, and how to call it in all its forms. */
export interface Row {
  /** As Redis writes it: `GET`, `XINFO STREAM`. */
  readonly name: string
  /** Of our client. */
  readonly method: string
  readonly calls: fc.Arbitrary<Call>
}

/** One call of a command. */
export interface Call {
  readonly row: Omit<Row, 'calls'>
  readonly args: readonly unknown[]
  /** What our client makes of the flat reply that ioredis gives. */
  readonly shape: Shape
  /** Where replies may differ by nature. */
  readonly alike: Alike | undefined
  readonly everywhere: Everywhere | undefined
  /** The reply is no text: ioredis is asked for bytes. */
  readonly bytes: boolean
  /** The client's method does more than the command, so that the command is run as a value. */
  readonly asValue: boolean
  /** The call as it is told where it went wrong. */
  toString(): string
}

export interface RowOptions {
  readonly shape?: Shape | ((args: readonly unknown[]) => Shape)
  readonly alike?: Alike
  readonly everywhere?: Everywhere
  readonly bytes?: boolean
  readonly asValue?: boolean
  /** Where the method is not the command's name in lower case. */
  readonly method?: string
}

type Arguments = readonly fc.Arbitrary<unknown>[] | fc.Arbitrary<readonly unknown[]>

/** `XINFO STREAM` → `xinfoStream`. */
const methodOf = (name: string): string =>
  name
    .toLowerCase()
    .split(/[ -]/)
    .map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')

/** A shape that depends on how the command was called; see `when`. */
const CHOOSES = new WeakSet<object>()

/** Chooses a shape by the arguments of a call. */
export function when(choose: (args: readonly unknown[]) => Shape): (args: readonly unknown[]) => Shape {
  CHOOSES.add(choose)
  return choose
}

/**
 * A row for a command whose arguments both clients take in the same order.
 *
 * @param args one arbitrary for each parameter of our method, or one of all of them; `undefined` is left out
 */
export function row(name: string, args: Arguments = [], options: RowOptions = {}): Row {
  const { shape = same, alike, everywhere, bytes = false, asValue = false, method = methodOf(name) } = options
  if (!Object.hasOwn(builders, method)) throw new TypeError(`There is no method ${method} for ${name}.`)
  const head = { name, method }
  return {
    ...head,
    calls: (args instanceof fc.Arbitrary ? args : fc.tuple(...args)).map(given => ({
      row: head,
      toString: () => `${name} ${given.map(arg => fc.stringify(arg)).join(' ')}`,
      args: given,
      shape: CHOOSES.has(shape) ? (shape as (args: readonly unknown[]) => Shape)(given) : (shape as Shape),
      alike,
      everywhere,
      bytes,
      asValue,
    })),
  }
}
