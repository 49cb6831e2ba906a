import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { ByNode } from '../methods.js'
import { toList, toRecord, toRecords } from '../replies.js'
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
import { FLUSH_OPTIONS, type FlushOptions } from './flush-options.js'
import { appendOptions, type OptionTable } from './options.js'

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
