import { type Command, type CommandSpec, FIRST, PUBLISH, spec } from '@rc/commands'
import type { CallOptions, Commander, Gatherer } from '@rc/pipeline'

/** Here a channel lives where a key of its name does: servers that know nothing of each other do not pass messages on. */
const PUBLISH_AT_CHANNEL: CommandSpec = spec('PUBLISH', { ...PUBLISH, keys: FIRST })

/** Has messages go to the node of their channel, and all else as the command table says. */
export class ChannelCommander implements Commander {
  readonly #commander: Commander

  constructor(commander: Commander) {
    this.#commander = commander
  }

  run<T>(command: Command<T>, options: CallOptions): Promise<T> {
    return this.#commander.run(placed(command), options)
  }

  runAll(commands: readonly Command<unknown>[], options: CallOptions, gatherer: Gatherer): void {
    this.#commander.runAll(commands.some(isPublish) ? commands.map(placed) : commands, options, gatherer)
  }

  transact(commands: readonly Command<unknown>[], options: CallOptions): Promise<unknown[]> {
    return this.#commander.transact(commands.map(placed), options)
  }

  runOn(command: Command<unknown>, options: CallOptions, on: Parameters<Commander['runOn']>[2]): Promise<unknown> {
    return this.#commander.runOn(placed(command), options, on)
  }
}

const isPublish = ({ spec }: Command<unknown>): boolean => spec.name === 'PUBLISH'

const placed = <T>(command: Command<T>): Command<T> =>
  isPublish(command) ? { ...command, spec: PUBLISH_AT_CHANNEL } : command
