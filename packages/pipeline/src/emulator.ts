import type { Command, CommandSpec, Executor } from '@rc/commands'
import type { Reply } from '@rc/resp'

/** Runs a command as steps; bulk strings are Buffers in the replies of the steps and in what it resolves with. */
export type Emulate = (command: Command<unknown>, steps: Executor) => Promise<Reply>

/** Commands over keys that live apart, step by step. Given from outside: most users need none of it. */
export interface Emulator {
  /** Undefined where the command cannot be had in steps. */
  find(spec: CommandSpec): Emulate | undefined
}
