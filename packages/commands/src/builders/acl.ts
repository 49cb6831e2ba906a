import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { ByNode } from '../methods.js'
import { toNumber, toRecord, toRecords } from '../replies.js'
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
import { appendOptions, type OptionTable } from './options.js'

/** What a user may do. */
export interface AclUser {
  flags: string[]
  /** SHA-256 of each password. */
  passwords: string[]
  commands: string
  keys: string
  channels: string
  selectors: { commands: string; keys: string; channels: string }[]
}

/** Something that was refused, under the server's names of the fields. */
export interface AclLogEntry {
  count: number
  reason: string
  context: string
  object: string
  username: string
  'age-seconds': number
  'client-info': string
  [field: string]: Reply
}

/** Options of ACL LOG. */
export interface AclLogOptions {
  /** Empty the log; the answers are `'OK'`. */
  reset?: boolean
}

const LOG_OPTIONS: OptionTable<AclLogOptions> = { tokens: { reset: 'flag' } }

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
 */
export const aclDryrun = (username: string, words: OneOrMany<Value>): Command<string> =>
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
 * What was refused lately.
 *
 * O(n) in the number of entries. Since 6.0.0. Cluster: asks all nodes; the answers stand by node.
 */
export const aclLog = (count?: number, options?: AclLogOptions): Command<ByNode<AclLogEntry[] | 'OK'>> =>
  byNode(
    command(
      ACL_LOG,
      appendOptions(ACL_LOG, count === undefined ? [] : [count], { given: options, table: LOG_OPTIONS }),
      toLog,
    ),
  )

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
  const user = toRecord(reply)
  user['selectors'] = toRecords(user['selectors'] ?? null)
  return user as unknown as AclUser
}

function toLog(reply: Reply): AclLogEntry[] | 'OK' {
  if (!Array.isArray(reply)) return 'OK'
  return toRecords(reply).map(entry => {
    entry['age-seconds'] = toNumber(entry['age-seconds'] ?? null)
    return entry as AclLogEntry
  })
}
