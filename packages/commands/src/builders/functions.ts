import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { ByNode } from '../methods.js'
import { toRecord, toRecords } from '../replies.js'
import {
  FUNCTION_DELETE,
  FUNCTION_DUMP,
  FUNCTION_FLUSH,
  FUNCTION_KILL,
  FUNCTION_LIST,
  FUNCTION_LOAD,
  FUNCTION_RESTORE,
  FUNCTION_STATS,
} from '../specs.gen.js'
import type { Value } from './args.js'
import { byNode } from './by-node.js'
import { FLUSH_OPTIONS, type FlushOptions } from './flush-options.js'
import { appendOptions, checkNames, type OptionTable, refuse } from './options.js'

/** Options of FUNCTION LIST. */
export interface FunctionListOptions {
  /** Libraries whose name matches this pattern. */
  libraryname?: Value
  /** Their source too. */
  withcode?: boolean
}

/** Options of FUNCTION LOAD. */
export interface FunctionLoadOptions {
  /** Take the place of a library of the same name. */
  replace?: boolean
}

/** What FUNCTION RESTORE does with the libraries that are there. */
export interface FunctionRestoreOptions {
  /** `'APPEND'` refuses a library that is there (the default), `'REPLACE'` takes its place, `'FLUSH'` deletes all first. */
  policy?: 'APPEND' | 'REPLACE' | 'FLUSH'
}

const LIST_OPTIONS: OptionTable<FunctionListOptions> = { tokens: { libraryname: 'value', withcode: 'flag' } }
const LOAD_OPTIONS: OptionTable<FunctionLoadOptions> = { tokens: { replace: 'flag' } }

/** A library of functions, under the server's names of the fields. */
export interface FunctionLibrary {
  library_name: string
  engine: string
  functions: { name: string; description: string | null; flags: string[] }[]
  /** Its source, where it was asked for. */
  library_code?: string
}

/** What FUNCTION STATS tells of a server, under its names of the fields. */
export interface FunctionStats {
  /** The function that runs, and the command that called it; null where none runs. */
  running_script: { name: string; command: string[]; duration_ms: number } | null
  /** How much there is for each engine, such as `LUA`. */
  engines: Record<string, { libraries_count: number; functions_count: number }>
}

/**
 * Deletes a library and its functions. The server refuses it where there is none.
 *
 * O(1). Since 7.0.0. Cluster: runs on all primaries.
 */
export const functionDelete = (library: Value): Command<'OK'> => command(FUNCTION_DELETE, [library])

/**
 * All libraries, in the server's own form, for `functionRestore`. The form is no text: it is a Buffer, whether or not
 * bytes are asked for.
 *
 * O(n) in the number of functions. Since 7.0.0. Cluster: asks any node.
 */
export const functionDump = (): Command<Buffer> => command(FUNCTION_DUMP, [])

/**
 * Deletes all libraries.
 *
 * O(n) in the number of functions. Since 7.0.0. Cluster: runs on all primaries.
 *
 * @throws ConfigError where options exclude each other
 */
export const functionFlush = (options?: FlushOptions): Command<'OK'> =>
  command(FUNCTION_FLUSH, appendOptions(FUNCTION_FLUSH, [], { given: options, table: FLUSH_OPTIONS }))

/**
 * Ends the function that runs, unless it has written. The server refuses it (NOTBUSY) where none runs.
 *
 * O(1). Since 7.0.0. Cluster: runs on all primaries; one that had a function to end is enough.
 */
export const functionKill = (): Command<'OK'> => command(FUNCTION_KILL, [])

/**
 * The libraries and their functions.
 *
 * O(n) in the number of functions. Since 7.0.0. Cluster: asks any node.
 */
export const functionList = (options?: FunctionListOptions): Command<FunctionLibrary[]> =>
  command(FUNCTION_LIST, appendOptions(FUNCTION_LIST, [], { given: options, table: LIST_OPTIONS }), toLibraries)

/**
 * Brings a library to the server, under the name of its first line. Answers with that name.
 *
 * O(1). Since 7.0.0. Cluster: runs on all primaries; all must take it.
 *
 * @example
 * await rc.functionLoad("#!lua name=shop\nredis.register_function('take', function(keys, args) … end)", { replace: true })
 */
export const functionLoad = (code: Value, options?: FunctionLoadOptions): Command<string> =>
  command(FUNCTION_LOAD, [...appendOptions(FUNCTION_LOAD, [], { given: options, table: LOAD_OPTIONS }), code])

/**
 * Makes libraries out of what `functionDump` answered with.
 *
 * O(n) in the number of functions. Since 7.0.0. Cluster: runs on all primaries.
 *
 * @throws ConfigError where the policy is none of the three
 */
export const functionRestore = (serialized: Value, options?: FunctionRestoreOptions): Command<'OK'> => {
  if (options !== undefined) checkNames(FUNCTION_RESTORE, options, ['policy'])
  const policy = options?.policy
  if (policy === undefined) return command(FUNCTION_RESTORE, [serialized])
  if (!POLICIES.includes(policy))
    throw refuse(FUNCTION_RESTORE, `the option policy must be one of ${POLICIES.join(', ')}`)
  return command(FUNCTION_RESTORE, [serialized, policy])
}

/**
 * What runs, and how much there is.
 *
 * O(1). Since 7.0.0. Cluster: asks all primaries; the answers stand by node.
 */
export const functionStats = (): Command<ByNode<FunctionStats>> => byNode(command(FUNCTION_STATS, [], toFunctionStats))

const POLICIES: readonly string[] = ['APPEND', 'REPLACE', 'FLUSH']

function toLibraries(reply: Reply): FunctionLibrary[] {
  const libraries = toRecords(reply)
  for (const library of libraries) library.functions = toRecords(library.functions ?? null)
  return libraries as unknown as FunctionLibrary[]
}

function toFunctionStats(reply: Reply): FunctionStats {
  const stats = toRecord(reply)
  const engines = toRecord(stats.engines ?? null)
  for (const name of Object.keys(engines)) engines[name] = toRecord(engines[name] as Reply)
  stats.engines = engines
  if (stats.running_script) stats.running_script = toRecord(stats.running_script)
  return stats as unknown as FunctionStats
}
