import type { Command, Executor, Key } from '@rc/commands'
import type { Reply } from '@rc/resp'

/** What an emulated command needs of whoever runs it. */
export interface Surroundings {
  /**
   * Runs a step. Bulk strings in its replies are Buffers (binary members must survive), whatever the caller asked for.
   *
   * Steps of one key run in the order in which they are issued; EXISTS is split over its keys; reads see what was
   * written, so that they do not go to replicas.
   */
  readonly steps: Executor
  /** A name for a temporary key that lives where `key` lives: a new one at every call, that nobody else uses. */
  beside(key: Key): Key
}

/**
 * Runs a command step by step. Resolves with what the server would have answered under RESP3, with Buffers for bulk
 * strings.
 *
 * @throws ReplyError the server's own, where nothing was changed
 * @throws PartialFailureError where a step failed after others; its parts name them
 * @throws ConfigError where the command has an option that cannot be emulated
 */
export type Emulation = (command: Command<unknown>, how: Surroundings) => Promise<Reply>
