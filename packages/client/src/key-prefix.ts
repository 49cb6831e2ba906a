import type { Command } from '@rc/commands'
import type { Commander } from '@rc/pipeline'
import type { Key } from '@rc/slots'

/** The key prefix of a client: what its users call a key, and what the servers do. */
export interface KeyPrefix {
  readonly text: string
  /** The server's name of a key. */
  readonly key: (key: Key) => Key
  /** The command as servers get it; its reply is read as the user knows the keys. */
  readonly command: <T>(command: Command<T>) => Command<T>
  /** Runs commands whose keys are what users call them. */
  readonly before: (commander: Commander) => Commander
}

/** Keys are called what they are. */
export const NO_PREFIX: KeyPrefix = {
  text: '',
  key: key => key,
  command: command => command,
  before: commander => commander,
}
