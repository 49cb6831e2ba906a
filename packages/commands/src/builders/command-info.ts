import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { toList, toRecord } from '../replies.js'
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
import { checkNames, refuse } from './options.js'

/** Which commands COMMAND LIST names. At most one of them. */
export interface CommandListOptions {
  /** Commands of this module. */
  module?: string
  /** Commands of this ACL category. */
  aclcat?: string
  /** Commands whose name matches this pattern. */
  pattern?: string
}

/**
 * All commands, as the server describes them. `lookup` knows them without asking.
 *
 * O(n) in the number of commands. Since 2.8.13. Cluster: asks any node.
 */
const allCommands = (): Command<Reply[]> => command(COMMAND, [])
export { allCommands as command }

/**
 * Number of commands.
 *
 * O(1). Since 2.8.13. Cluster: asks any node.
 */
export const commandCount = (): Command<number> => command(COMMAND_COUNT, [])

/**
 * The server's documentation of commands, by name; of all where none is named.
 *
 * O(n) in the number of commands. Since 7.0.0. Cluster: asks any node.
 */
export const commandDocs = (names?: OneOrMany<string>): Command<Record<string, Record<string, Reply>>> =>
  command(COMMAND_DOCS, some(names), toDocs)

/**
 * Keys of a command, as the server finds them. `keyPositions` knows them without asking.
 *
 * O(n) in the number of arguments. Since 2.8.13. Cluster: asks any node.
 *
 * @param words the command's name and its arguments
 * @throws ConfigError where there are no words
 */
export const commandGetkeys = (words: OneOrMany<Value>): Command<string[]> =>
  command(COMMAND_GETKEYS, many(COMMAND_GETKEYS, 'words', words))

/**
 * Keys of a command, and what it does with each.
 *
 * O(n) in the number of arguments. Since 7.0.0. Cluster: asks any node.
 *
 * @param words the command's name and its arguments
 * @throws ConfigError where there are no words
 */
export const commandGetkeysandflags = (words: OneOrMany<Value>): Command<{ key: string; flags: string[] }[]> =>
  command(COMMAND_GETKEYSANDFLAGS, many(COMMAND_GETKEYSANDFLAGS, 'words', words), toKeysAndFlags)

/**
 * Commands, as the server describes them, null for one that it does not know; all where none is named.
 *
 * O(n) in the number of commands. Since 2.8.13. Cluster: asks any node.
 */
export const commandInfo = (names?: OneOrMany<string>): Command<(Reply[] | null)[]> =>
  command(COMMAND_INFO, some(names))

/**
 * Names of commands.
 *
 * O(n) in the number of commands. Since 7.0.0. Cluster: asks any node.
 *
 * @throws ConfigError where options exclude each other
 */
export const commandList = (filterby?: CommandListOptions): Command<string[]> => {
  if (filterby === undefined) return command(COMMAND_LIST, [])
  checkNames(COMMAND_LIST, filterby, ['module', 'aclcat', 'pattern'])
  const given = Object.entries(filterby).filter(([, value]) => value !== undefined) as [string, Value][]
  if (given.length > 1) throw refuse(COMMAND_LIST, 'the options module, aclcat and pattern exclude each other')
  return command(
    COMMAND_LIST,
    given.flatMap(([name, value]) => ['FILTERBY', name.toUpperCase(), value]),
  )
}

function toDocs(reply: Reply): Record<string, Record<string, Reply>> {
  const docs = toRecord(reply)
  for (const name of Object.keys(docs)) docs[name] = toRecord(docs[name] as Reply)
  return docs as Record<string, Record<string, Reply>>
}

const toKeysAndFlags = (reply: Reply): { key: string; flags: string[] }[] =>
  toList(reply).map(one => {
    const [key, flags] = toList(one)
    return { key: key as string, flags: toList(flags ?? null) as string[] }
  })
