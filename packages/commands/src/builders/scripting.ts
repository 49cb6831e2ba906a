import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { CommandSpec } from '../spec.js'
import {
  EVAL,
  EVAL_RO,
  EVALSHA,
  EVALSHA_RO,
  FCALL,
  FCALL_RO,
  SCRIPT_DEBUG,
  SCRIPT_EXISTS,
  SCRIPT_FLUSH,
  SCRIPT_KILL,
  SCRIPT_LOAD,
  SCRIPT_SHOW,
} from '../specs.gen.js'
import { type Key, many, type OneOrMany, some, type Value } from './args.js'
import { FLUSH_OPTIONS, type FlushOptions } from './flush-options.js'
import { appendOptions, checkNames } from './options.js'

/** What a script or a function is called with. */
export interface ScriptCall {
  /** What it calls `KEYS`. Every key that it uses belongs here: a cluster finds its node by them. */
  keys?: OneOrMany<Key>
  /** What it calls `ARGV`. */
  args?: OneOrMany<Value>
}

/**
 * Runs a script on the server. Answers with what it returns: a number, text, a list of these, or null.
 *
 * As hard as what the script does. Since 2.6.0. Cluster: all keys must be in one slot; runs on its primary, and without
 * keys on any node. Never sent again where it may have run.
 *
 * @throws ConfigError where there is an option other than `keys` and `args`
 * @example
 * await rc.eval("return redis.call('incrby', KEYS[1], ARGV[1])", { keys: 'counter', args: 5 })
 */
const evalScript = (script: Value, call?: ScriptCall): Command<Reply> => calling(EVAL, script, call)
// No binding may be called eval.
export { evalScript as eval }

/**
 * As `eval`, for a script that only reads; the server refuses writes.
 *
 * As hard as what the script does. Since 7.0.0. Cluster: all keys must be in one slot; runs on a node of it, by
 * `readFrom`, and without keys on any node.
 *
 * @throws ConfigError where there is an option other than `keys` and `args`
 */
export const eval_ro = (script: Value, call?: ScriptCall): Command<Reply> => calling(EVAL_RO, script, call)

/**
 * Runs a script that the server has, by the SHA-1 of its text. The server refuses it (NOSCRIPT) where it has not:
 * `rc.script()` then sends the text.
 *
 * As hard as what the script does. Since 2.6.0. Cluster: all keys must be in one slot; runs on its primary, and without
 * keys on any node. Never sent again where it may have run.
 *
 * @throws ConfigError where there is an option other than `keys` and `args`
 */
export const evalsha = (sha1: Value, call?: ScriptCall): Command<Reply> => calling(EVALSHA, sha1, call)

/**
 * As `evalsha`, for a script that only reads; the server refuses writes.
 *
 * As hard as what the script does. Since 7.0.0. Cluster: all keys must be in one slot; runs on a node of it, by
 * `readFrom`, and without keys on any node.
 *
 * @throws ConfigError where there is an option other than `keys` and `args`
 */
export const evalsha_ro = (sha1: Value, call?: ScriptCall): Command<Reply> => calling(EVALSHA_RO, sha1, call)

/**
 * Calls a function of a library that `functionLoad` brought to the servers.
 *
 * As hard as what the function does. Since 7.0.0. Cluster: all keys must be in one slot; runs on its primary, and without
 * keys on any node. Never sent again where it may have run.
 *
 * @throws ConfigError where there is an option other than `keys` and `args`
 * @example
 * await rc.fcall('take', { keys: 'stock:7', args: 2 })
 */
export const fcall = (name: Value, call?: ScriptCall): Command<Reply> => calling(FCALL, name, call)

/**
 * As `fcall`, for a function with the flag `no-writes`; the server refuses others.
 *
 * As hard as what the function does. Since 7.0.0. Cluster: all keys must be in one slot; runs on a node of it, by
 * `readFrom`, and without keys on any node.
 *
 * @throws ConfigError where there is an option other than `keys` and `args`
 */
export const fcall_ro = (name: Value, call?: ScriptCall): Command<Reply> => calling(FCALL_RO, name, call)

/**
 * How scripts of this connection are debugged: `'YES'` on a copy of the data, `'SYNC'` on the data itself, `'NO'` not.
 *
 * O(1). Since 3.2.0. Cluster: refused by the client, whose connections are shared by
 * all callers: use a connection of a debugger's own. The builder is for who has a connection to himself.
 */
export const scriptDebug = (mode: 'YES' | 'SYNC' | 'NO'): Command<'OK'> => command(SCRIPT_DEBUG, [mode])

/**
 * Which scripts the server has, by their SHA-1: 1 or 0 for each.
 *
 * O(n) in the number of scripts. Since 2.6.0. Cluster: asks all primaries; 1 where each of them has it.
 *
 * @throws ConfigError where the list is empty
 */
export const scriptExists = (sha1s: OneOrMany<Value>): Command<number[]> =>
  command(SCRIPT_EXISTS, many(SCRIPT_EXISTS, 'SHA-1s', sha1s))

/**
 * Forgets all scripts.
 *
 * O(n) in the number of scripts. Since 2.6.0, options since 6.2.0. Cluster: runs on all nodes.
 *
 * @throws ConfigError where options exclude each other
 */
export const scriptFlush = (options?: FlushOptions): Command<'OK'> =>
  command(SCRIPT_FLUSH, appendOptions(SCRIPT_FLUSH, [], { given: options, table: FLUSH_OPTIONS }))

/**
 * Ends the script that runs, unless it has written. The server refuses it (NOTBUSY) where none runs.
 *
 * O(1). Since 2.6.0. Cluster: runs on all primaries; one that had a script to end is enough.
 */
export const scriptKill = (): Command<'OK'> => command(SCRIPT_KILL, [])

/**
 * Brings a script to the server without running it. Answers with the SHA-1 of its text, for `evalsha`.
 *
 * O(n) in the length of the script. Since 2.6.0. Cluster: runs on all nodes; all must take it.
 */
export const scriptLoad = (script: Value): Command<string> => command(SCRIPT_LOAD, [script])

/**
 * The text of a script, by its SHA-1. The server refuses it (NOSCRIPT) where it has none.
 *
 * O(1). Since Valkey 8.0.0. Cluster: asks any node.
 */
export const scriptShow = (sha1: Value): Command<string> => command(SCRIPT_SHOW, [sha1])

const NAMES = ['keys', 'args']

function calling(spec: CommandSpec, what: Value, call: ScriptCall | undefined): Command<Reply> {
  if (call !== undefined) checkNames(spec, call, NAMES)
  const keys = some(call?.keys)
  return command(spec, [what, keys.length, ...keys, ...some(call?.args)])
}
