import { type Command, command, FIRST, spec } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { CommandChain } from '@rc/client'
import { METHODS } from './command-methods.js'
import { type ReplyForm, replyOf } from './replies.js'
import { type Callback, told, withoutCallback } from './told.js'
import { behind, commandOf, type Word, wordsOf } from './words.js'

/** One command of a chain. */
interface Queued {
  readonly name: string
  readonly command: Command<unknown>
  readonly asBytes: boolean
  readonly callback: Callback | undefined
}

/** What makes chains: a client, or a view of a node. */
export interface ChainMaker {
  bytes(): unknown
  pipeline(): CommandChain
  multi(): CommandChain
}

/** What a chain needs of its client. */
export interface ChainSetup {
  client(): ChainMaker
  readonly keyPrefix: string
  readonly stringNumbers: boolean
  /** The command of a script that the client knows by name. */
  script?(name: string, args: readonly unknown[]): Command<unknown> | undefined
}

/** `[error]`, or `[null, reply]`. */
type Outcome = [Error] | [null, unknown]

/** Commands that are queued and sent together, in ioredis' form; a transaction where `atomic`. */
export class Chain {
  readonly #setup: ChainSetup
  readonly #atomic: boolean
  readonly #queued: Queued[] = []

  constructor(setup: ChainSetup, atomic: boolean, batch: readonly (readonly unknown[])[] = []) {
    this.#setup = setup
    this.#atomic = atomic
    this.addBatch(batch)
  }

  get length(): number {
    return this.#queued.length
  }

  /** Queues any command by its name. */
  call(name: string, ...args: unknown[]): this {
    return this.queue(name, args, false)
  }

  /** As `call`; Buffers come where strings would. */
  callBuffer(name: string, ...args: unknown[]): this {
    return this.queue(name, args, true)
  }

  /** Queues commands that are lists of their words. */
  addBatch(commands: readonly (readonly unknown[])[]): this {
    for (const [name, ...args] of commands) this.queue(String(name), args, false)
    return this
  }

  /** Sends what is queued; resolves with an outcome for each. A transaction that did not run rejects. */
  exec(callback?: unknown): Promise<Outcome[]> {
    return told(this.#run(), callback)
  }

  /** As `exec`, with Buffers. */
  execBuffer(callback?: unknown): Promise<Outcome[]> {
    return told(this.#run(true), callback)
  }

  /** @internal */
  queue(name: string, given: readonly unknown[], asBytes: boolean): this {
    const { args, callback } = withoutCallback(given)
    const known = this.#setup.script?.(name, args)
    const words = wordsOf(name, args)
    const made = known ?? commandOf(words, this.#setup.keyPrefix) ?? this.#unknown(words)
    this.#queued.push({ name: words[0], command: made, asBytes, callback })
    return this
  }

  /** A command of a module: its first argument is taken for its key. */
  #unknown([name, key, ...rest]: readonly [string, ...Word[]]): Command<unknown> {
    if (key === undefined)
      throw new ConfigError('A command that is not known needs a key to be queued.', { command: name })
    const row = spec(name, { arity: -2, flags: 0, keys: FIRST })
    return command(row, [behind(this.#setup.keyPrefix, key), ...rest])
  }

  async #run(bytes = false): Promise<Outcome[]> {
    const queued = this.#queued.splice(0)
    if (queued.length === 0) return []
    const asBytes = bytes || queued.some(one => one.asBytes)
    const maker = this.#setup.client()
    const client = (asBytes ? maker.bytes() : maker) as ChainMaker
    let chain: CommandChain<unknown[]> = this.#atomic ? client.multi() : client.pipeline()
    for (const one of queued) chain = chain.add(one.command) as unknown as CommandChain<unknown[]>
    const replies = (await chain.execute({ raiseOnError: false })) as unknown[]
    return replies.map((reply, i) => {
      const { name, callback, asBytes: own } = queued[i] as Queued
      const form: ReplyForm = { asBytes: bytes || own, stringNumbers: this.#setup.stringNumbers }
      const outcome: Outcome = reply instanceof Error ? [reply] : [null, replyOf(name, reply, form)]
      if (callback !== undefined) callback(...(outcome as [Error | null, unknown]))
      return outcome
    })
  }
}

for (const method of METHODS) {
  for (const [name, asBytes] of [
    [method, false],
    [`${method}Buffer`, true],
  ] as const) {
    if (name in Chain.prototype) continue
    Object.defineProperty(Chain.prototype, name, {
      configurable: true,
      writable: true,
      value(this: Chain, ...args: unknown[]) {
        return this.queue(method, args, asBytes)
      },
    })
  }
}
