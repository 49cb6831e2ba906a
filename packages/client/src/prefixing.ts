import { type Command, prefixed, prefixedKey } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { CallOptions, Commander, Gatherer } from '@rc/pipeline'
import type { KeyPrefix } from './key-prefix.js'

/** Keys that all begin with a prefix which users do not name. */
export function keyPrefixes(text: string): KeyPrefix {
  const prefix: KeyPrefix = {
    text,
    key: key => prefixedKey(key, text),
    command: command => prefixed(command, text),
    before: commander => new PrefixingCommander(commander, prefix),
  }
  return prefix
}

/** Runs commands among keys that all begin with a prefix. */
class PrefixingCommander implements Commander {
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
