import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { ByNode } from '../methods.js'
import { toList, toNumber, toRecord, toRecords, toText } from '../replies.js'
import {
  ACL_CAT,
  ACL_DELUSER,
  ACL_DRYRUN,
  ACL_GENPASS,
  ACL_GETUSER,
  ACL_LIST,
  ACL_LOAD,
  ACL_LOG,
  ACL_SAVE,
  ACL_SETUSER,
  ACL_USERS,
  ACL_WHOAMI,
} from '../specs.gen.js'
import { many, type OneOrMany, some, type Value } from './args.js'
import { byNode } from './by-node.js'

/** What a user may do: rules in the server's own language, such as `~cache:*`. */
export interface AclSelector {
  commands: string
  keys: string
  channels: string
}

/** A user, under the server's names of the fields. */
export interface AclUser extends AclSelector {
  flags: string[]
  /** SHA-256 of each password. */
  passwords: string[]
  /** What else the user may do, each by itself. */
  selectors: AclSelector[]
}

/** Something that was refused, under the server's names of the fields. Which there are depends on its version. */
export interface AclLogEntry {
  /** How often it happened. */
  count: number
  /** `command`, `key`, `channel` or `auth`. */
  reason: string
  /** `toplevel`, `multi`, `lua` or `module`. */
  context: string
  /** The command, key, channel or user. */
  object: string
  username: string
  'age-seconds': number
  /** The client, as a line of CLIENT LIST. */
  'client-info': string
  [field: string]: string | number
}

/**
 * Categories of commands, or the commands of a category.
 *
 * O(n) in the number of commands. Since 6.0.0. Cluster: asks any node.
 */
export const aclCat = (category?: string): Command<string[]> =>
  command(ACL_CAT, category === undefined ? [] : [category])

/**
 * Deletes users and ends their connections. Answers with how many there were.
 *
 * O(1). Since 6.0.0. Cluster: runs on all nodes; the answer is that of one.
 *
 * @throws ConfigError where the list is empty
 */
export const aclDeluser = (usernames: OneOrMany<string>): Command<number> =>
  command(ACL_DELUSER, many(ACL_DELUSER, 'users', usernames))

/**
 * Whether a user may run a command, without running it: `'OK'`, or why not.
 *
 * O(1). Since 7.0.0. Cluster: asks any node.
 *
 * @param words the command's name and its arguments
 * @throws ConfigError where there are no words
 * @example
 * await rc.aclDryrun('guest', ['SET', 'name', 'Alice'])
 */
export const aclDryrun = (username: string, words: readonly Value[]): Command<string> =>
  command(ACL_DRYRUN, [username, ...many(ACL_DRYRUN, 'words', words)])

/**
 * A password by chance, of 256 bits or as many as said.
 *
 * O(1). Since 6.0.0. Cluster: asks any node.
 */
export const aclGenpass = (bits?: number): Command<string> => command(ACL_GENPASS, bits === undefined ? [] : [bits])

/**
 * What a user may do; null where there is no such user.
 *
 * O(n) in the number of passwords and rules. Since 6.0.0. Cluster: asks any node.
 */
export const aclGetuser = (username: string): Command<AclUser | null> => command(ACL_GETUSER, [username], toUser)

/**
 * All users, as lines of an ACL file.
 *
 * O(n) in the number of users. Since 6.0.0. Cluster: asks any node.
 */
export const aclList = (): Command<string[]> => command(ACL_LIST, [])

/**
 * Reads the ACL file again.
 *
 * O(n) in the number of users. Since 6.0.0. Cluster: runs on all nodes.
 */
export const aclLoad = (): Command<'OK'> => command(ACL_LOAD, [])

/**
 * What was refused to users of late, the last one first: 10 entries, or as many as are asked for.
 *
 * O(n) in the number of entries. Since 6.0.0. Cluster: asks all nodes; the answers stand by node.
 */
export const aclLog = (count?: number): Command<ByNode<AclLogEntry[]>> =>
  byNode(command(ACL_LOG, count === undefined ? [] : [count], toLog))

/**
 * Empties the log of what was refused.
 *
 * O(n) in the number of entries. Since 6.0.0. Cluster: runs on all nodes; the answers stand by node.
 */
export const aclLogReset = (): Command<ByNode<'OK'>> => byNode(command<'OK'>(ACL_LOG, ['RESET']))

/**
 * Writes the ACL file.
 *
 * O(n) in the number of users. Since 6.0.0. Cluster: runs on all nodes.
 */
export const aclSave = (): Command<'OK'> => command(ACL_SAVE, [])

/**
 * Makes a user, or changes what it may do.
 *
 * O(n) in the number of rules. Since 6.0.0. Cluster: runs on all nodes.
 *
 * @example
 * await rc.aclSetuser('reader', ['on', '>secret', '~cache:*', '+@read'])
 */
export const aclSetuser = (username: string, rules?: OneOrMany<string>): Command<'OK'> =>
  command(ACL_SETUSER, [username, ...some(rules)])

/**
 * Names of all users.
 *
 * O(n) in the number of users. Since 6.0.0. Cluster: asks any node.
 */
export const aclUsers = (): Command<string[]> => command(ACL_USERS, [])

/**
 * The user of the connection.
 *
 * O(1). Since 6.0.0. Cluster: asks any node.
 */
export const aclWhoami = (): Command<string> => command(ACL_WHOAMI, [])

function toUser(reply: Reply): AclUser | null {
  if (reply === null) return null
  const { flags, passwords, selectors } = toRecord(reply)
  return Object.assign(toSelector(reply), {
    flags: toList(flags ?? null).map(toText),
    passwords: toList(passwords ?? null).map(toText),
    selectors: toList(selectors ?? null).map(toSelector),
  })
}

function toSelector(reply: Reply): AclSelector {
  const selector = toRecord(reply)
  for (const name of ['commands', 'keys', 'channels']) selector[name] = toRules(selector[name])
  return selector as unknown as AclSelector
}

/** Before Redis 7, the rules for keys and channels are lists. */
const toRules = (rules: Reply | undefined): string =>
  Array.isArray(rules) ? rules.map(toText).join(' ') : toText(rules)

const toLog = (reply: Reply): AclLogEntry[] =>
  toRecords(reply).map(entry => {
    entry['age-seconds'] = toNumber(entry['age-seconds'] ?? null)
    return entry as AclLogEntry
  })
