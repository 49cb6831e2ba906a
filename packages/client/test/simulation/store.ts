import { bulk } from './cluster-state.js'
import type { ModelKey } from './layout.js'
import type { Op } from './ledger.js'

/** What a key holds and which writes made it so; that history stays when the key is deleted. */
export interface Entry {
  readonly value: string | number | readonly string[] | undefined
  readonly history: readonly number[]
}

/** The keys of a node. */
export type Store = Map<string, Entry>

const EMPTY: Entry = { value: undefined, history: [] }

/** A command of one slot. */
export interface Order {
  readonly op: Op
  readonly id: number
  readonly keys: readonly ModelKey[]
  /** What stands behind the key. */
  readonly argument: string | undefined
}

/** Runs a command and returns its reply, which names who asked; `put` is told what changes. */
export function execute(order: Order, store: Store, put: (key: string, entry: Entry) => void): string {
  const { op, id, keys, argument = '' } = order
  const [key] = keys as [ModelKey]
  const { value, history } = store.get(key.text) ?? EMPTY
  const write = (after: Entry['value']): void => put(key.text, { value: after, history: [...history, id] })
  switch (op) {
    case 'GET':
      if (key.type === 'list' && value !== undefined) return WRONG_TYPE
      return read(key, store, id)
    case 'MGET':
      return `*${keys.length}\r\n${keys.map(one => read(one, store, id)).join('')}`
    case 'SET':
      write(argument)
      return `+OK ${id}\r\n`
    case 'APPEND': {
      const after = `${textOf(value)}${argument}`
      write(after)
      return integer(id, after.length)
    }
    case 'INCR': {
      const after = ((value as number | undefined) ?? 0) + 1
      write(after)
      return integer(id, after)
    }
    case 'RPUSH': {
      const after = [...((value as readonly string[] | undefined) ?? []), argument]
      write(after)
      return integer(id, after.length)
    }
    case 'DEL': {
      const there = keys.filter(one => store.get(one.text)?.value !== undefined)
      for (const one of keys) {
        put(one.text, { value: undefined, history: [...(store.get(one.text)?.history ?? []), id] })
      }
      return integer(id, there.length)
    }
  }
}

/** A reply that is a number says who asked, too. */
const SCALE = 1000

const integer = (id: number, value: number): string => `:${id * SCALE + (value % SCALE)}\r\n`

/** Whom a number was meant for. */
export const askerOf = (reply: number): number => Math.floor(reply / SCALE)

const WRONG_TYPE = '-WRONGTYPE Operation against a key holding the wrong kind of value\r\n'

const read = (key: ModelKey, store: Store, id: number): string =>
  bulk(`${key.text}|${textOf(store.get(key.text)?.value)}|${id}`)

const textOf = (value: Entry['value']): string => (value === undefined ? '' : String(value))
