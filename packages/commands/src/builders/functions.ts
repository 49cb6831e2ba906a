import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { ByNode } from '../methods.js'
import { toList, toRecord, toRecords, toText } from '../replies.js'
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

/** A library of functions. */
export interface FunctionLibrary {
  name: string
  engine: string
  functions: { name: string; description: string | null; flags: string[] }[]
  /** Its source, where it was asked for. */
  code: string | null
}

/** What FUNCTION STATS tells of a server. */
export interface FunctionStats {
  /** The function that runs, since how many milliseconds, and by which command; null where none runs. */
  running: { name: string; command: string[]; durationMs: number } | null
  /** How much there is for each engine, such as `LUA`. */
  engines: Record<string, { libraries: number; functions: number }>
}

/**
 * Deletes a library and its functions. The server refuses it where there is none.
 *
 * O(1). Since 7.0.0. Cluster: runs on all primaries.
 */
export const functionDelete = (library: Value): Command<'OK'> => command(FUNCTION_DELETE, [library])

/**
 * All libraries, in the server's own form, for `functionRestore`. The form is bytes, not text: ask for it with
 * `rc.bytes()`.
 *
 * O(n) in the number of functions. Since 7.0.0. Cluster: asks any node.
 */
export const functionDump = (): Command<string> => command(FUNCTION_DUMP, [])

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

const toLibraries = (reply: Reply): FunctionLibrary[] =>
  toRecords(reply).map(({ library_name, engine, functions, library_code }) => ({
    name: toText(library_name),
    engine: toText(engine),
    functions: toRecords(functions ?? null).map(({ name, description, flags }) => ({
      name: toText(name),
      description: textOrNull(description),
      flags: toList(flags ?? null).map(toText),
    })),
    code: textOrNull(library_code),
  }))

function toFunctionStats(reply: Reply): FunctionStats {
  const { running_script: running, engines } = toRecord(reply)
  return { running: toRunning(running ?? null), engines: toEngines(engines ?? null) }
}

function toRunning(reply: Reply): FunctionStats['running'] {
  if (reply === null) return null
  const { name, command: words, duration_ms: durationMs } = toRecord(reply)
  return { name: toText(name), command: toList(words ?? null).map(toText), durationMs: Number(durationMs) }
}

function toEngines(reply: Reply): FunctionStats['engines'] {
  const engines = Object.create(null) as FunctionStats['engines']
  for (const [name, counts] of Object.entries(toRecord(reply))) {
    const { libraries_count: libraries, functions_count: functions } = toRecord(counts)
    engines[name] = { libraries: Number(libraries), functions: Number(functions) }
  }
  return engines
}

const textOrNull = (reply: Reply | undefined): string | null =>
  reply === null || reply === undefined ? null : toText(reply)
