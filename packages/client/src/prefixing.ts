import { type Command, prefixed, prefixedKey } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { CallOptions, Commander, Gatherer } from '@rc/pipeline'
import type { Key } from '@rc/slots'

/** The key prefix of a client: what its users call a key, and what the servers do. */
export interface KeyPrefix {
  readonly text: string
  /** The server's name of a key. */
  readonly key: (key: Key) => Key
  /** The command as servers get it; its reply is read as the user knows the keys. */
  readonly command: <T>(command: Command<T>) => Command<T>
}

export const keyPrefix = (text: string): KeyPrefix => ({
  text,
  key: key => prefixedKey(key, text),
  command: command => prefixed(command, text),
})

/** Runs commands among keys that all begin with a prefix. */
export class PrefixingCommander implements Commander {
  readonly #commander: Commander
  readonly #prefix: KeyPrefix

  constructor(commander: Commander, prefix: KeyPrefix) {
    this.#commander = commander
    this.#prefix = prefix
  }

  async run<T>(command: Command<T>, options: CallOptions): Promise<T> {
    return this.#commander.run(this.#prefix.command(command), options)
  }

  runAll(commands: readonly Command<unknown>[], options: CallOptions, gatherer: Gatherer): void {
    let prefixed: Command<unknown>[]
    try {
      prefixed = commands.map(this.#prefix.command)
    } catch (error) {
      commands.forEach((_, index) => gatherer.failed(index, error as RedisClusterError))
      return
    }
    this.#commander.runAll(prefixed, options, gatherer)
  }

  async transact(commands: readonly Command<unknown>[], options: CallOptions): Promise<unknown[]> {
    return this.#commander.transact(commands.map(this.#prefix.command), options)
  }

  async runOn(
    command: Command<unknown>,
    options: CallOptions,
    on: Parameters<Commander['runOn']>[2],
  ): Promise<unknown> {
    return this.#commander.runOn(this.#prefix.command(command), options, on)
  }
}
