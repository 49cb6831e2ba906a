import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { PlainText } from '../plain-text.js'
import { toList, toTexts } from '../replies.js'
import {
  COMMAND,
  COMMAND_COUNT,
  COMMAND_DOCS,
  COMMAND_GETKEYS,
  COMMAND_GETKEYSANDFLAGS,
  COMMAND_INFO,
  COMMAND_LIST,
} from '../specs.gen.js'
import { many, type OneOrMany, some, type Value } from './args.js'
import { type CommandDescription, toDescriptions, toDescriptionsOrNulls } from './command-description.js'
import { type CommandDocs, toDocs } from './command-docs.js'
import { appendOptions, type OptionTable } from './options.js'

/** Which commands COMMAND LIST names. At most one of them. */
export interface CommandListOptions {
  /** Commands of this module. */
  module?: string
  /** Commands of this category of the access control list. */
  aclcat?: string
  /** Commands whose name matches this pattern. */
  pattern?: string
}

/** A key among words, and what happens to it, such as `RW` and `access`. */
export interface KeyWithFlags {
  key: string
  flags: PlainText[]
}

const LIST_OPTIONS: OptionTable<CommandListOptions> = {
  tokens: { module: 'value', aclcat: 'value', pattern: 'value' },
  exclusive: [['module', 'aclcat', 'pattern']],
}

/**
 * All commands, as the server describes them. `lookup` knows them without asking.
 *
 * O(n) in the number of commands. Since 2.8.13. Cluster: asks any node.
 */
const allCommands = (): Command<CommandDescription[]> => command(COMMAND, [], toDescriptions)
// What makes commands has the name already.
export { allCommands as command }

/**
 * Number of commands that the server has.
 *
 * O(1). Since 2.8.13. Cluster: asks any node.
 */
export const commandCount = (): Command<number> => command(COMMAND_COUNT, [])

/**
 * The server's documentation of commands, by name; of all where none is named.
 *
 * O(n) in the number of commands. Since 7.0.0. Cluster: asks any node.
 */
export const commandDocs = (names?: OneOrMany<string>): Command<Record<string, CommandDocs>> =>
  command(COMMAND_DOCS, some(names), toDocs)

/**
 * Keys of a command, as the server finds them. `keyPositions` finds them without asking.
 *
 * O(n) in the number of words. Since 2.8.13. Cluster: asks any node.
 *
 * @param words the command's name and its arguments
 * @throws ConfigError where there are no words
 * @example
 * await rc.commandGetkeys(['MSET', 'a', 1, 'b', 2]) // ['a', 'b']
 */
export const commandGetkeys = (words: readonly Value[]): Command<string[]> =>
  command(COMMAND_GETKEYS, many(COMMAND_GETKEYS, 'words', words))

/**
 * Keys of a command, and what it does with each.
 *
 * O(n) in the number of words. Since 7.0.0. Cluster: asks any node.
 *
 * @param words the command's name and its arguments
 * @throws ConfigError where there are no words
 */
export const commandGetkeysandflags = (words: readonly Value[]): Command<KeyWithFlags[]> =>
  command(COMMAND_GETKEYSANDFLAGS, many(COMMAND_GETKEYSANDFLAGS, 'words', words), toKeysWithFlags)

/**
 * Commands, as the server describes them, in the order in which they are named; null for one that it has not.
 *
 * O(n) in the number of commands. Since 2.8.13. Cluster: asks any node.
 *
 * @throws ConfigError where none is named
 */
export const commandInfo = (names: OneOrMany<string>): Command<(CommandDescription | null)[]> =>
  command(COMMAND_INFO, many(COMMAND_INFO, 'names', names), toDescriptionsOrNulls)

/**
 * Names of the commands that the server has.
 *
 * O(n) in the number of commands. Since 7.0.0. Cluster: asks any node.
 *
 * @throws ConfigError where options exclude each other
 */
export const commandList = (options?: CommandListOptions): Command<string[]> => {
  const filter = appendOptions(COMMAND_LIST, [], { given: options, table: LIST_OPTIONS })
  return command(COMMAND_LIST, filter.length === 0 ? filter : ['FILTERBY', ...filter])
}

const toKeysWithFlags = (reply: Reply): KeyWithFlags[] =>
  toList(reply).map(one => {
    const [key, flags] = toList(one)
    return { key: key as string, flags: toTexts(flags ?? null) }
  })
