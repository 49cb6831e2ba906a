import type { Arg } from '@rc/resp'
import type { CommandSpec } from '../spec.js'
import type { Value } from './args.js'
import { checkNames, isOn, refuse } from './options.js'

/** How a stream is made shorter: by one of `maxlen` and `minid`. */
export interface TrimOptions {
  /** Keep so many entries. */
  maxlen?: number | bigint
  /** Keep entries from this id on. */
  minid?: Value
  /** A little more may be kept, which costs the server much less. */
  approximate?: boolean
  /** With `approximate`: remove no more than so many at once. */
  limit?: number
}

export const TRIM_NAMES: readonly (keyof TrimOptions)[] = ['maxlen', 'minid', 'approximate', 'limit']

/**
 * Appends MAXLEN or MINID.
 *
 * @throws ConfigError where an option is not known or does not go with the others
 */
export function appendTrim(spec: CommandSpec, args: Arg[], options: TrimOptions): Arg[] {
  const { maxlen, minid, limit } = options
  const approximate = isOn(spec, 'approximate', options.approximate)
  if (maxlen !== undefined && minid !== undefined) throw refuse(spec, 'the options maxlen and minid exclude each other')
  const threshold = maxlen ?? minid
  if (threshold === undefined) {
    if (approximate || limit !== undefined) throw refuse(spec, 'the options approximate and limit need maxlen or minid')
    return args
  }
  if (limit !== undefined && !approximate) throw refuse(spec, 'the option limit needs approximate beside it')
  args.push(maxlen === undefined ? 'MINID' : 'MAXLEN', approximate ? '~' : '=', threshold)
  if (limit !== undefined) args.push('LIMIT', limit)
  return args
}

/** Appends what XTRIM takes. */
export function appendTrimOnly(spec: CommandSpec, args: Arg[], options: TrimOptions): Arg[] {
  checkNames(spec, options, TRIM_NAMES)
  if (options.maxlen === undefined && options.minid === undefined) throw refuse(spec, 'it needs maxlen or minid')
  return appendTrim(spec, args, options)
}
