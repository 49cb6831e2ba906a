import type { Arg } from '@rc/resp'
import type { CommandSpec } from '../spec.js'
import type { Value } from './args.js'
import { checkNames, isOn, refuse } from './options.js'

/** What becomes of what groups know of entries that are removed. At most one of them. Redis alone, since 8.2. */
export interface ReferenceOptions {
  /** Groups keep them among what is pending: the default. */
  keepref?: boolean
  /** Groups forget them, too. */
  delref?: boolean
  /** Only entries that every group has acknowledged are removed. */
  acked?: boolean
}

/** How a stream is made shorter: by one of `maxlen` and `minid`. */
export interface TrimOptions extends ReferenceOptions {
  /** Keep so many entries. */
  maxlen?: number | bigint
  /** Keep entries from this id on. */
  minid?: Value
  /** A little more may be kept, which costs the server much less. */
  approximate?: boolean
  /** With `approximate`: remove no more than so many at once. */
  limit?: number
}

export const TRIM_NAMES: readonly (keyof TrimOptions)[] = [
  'maxlen',
  'minid',
  'approximate',
  'limit',
  'keepref',
  'delref',
  'acked',
]

/**
 * Appends at most one of KEEPREF, DELREF and ACKED.
 *
 * @throws ConfigError where there are more
 */
export function appendReference(spec: CommandSpec, args: Arg[], options: ReferenceOptions): void {
  const given = (['keepref', 'delref', 'acked'] as const).filter(name => isOn(spec, name, options[name]))
  if (given.length > 1) throw refuse(spec, `the options ${given.join(' and ')} exclude each other`)
  for (const name of given) args.push(name.toUpperCase())
}

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
  appendTrim(spec, args, options)
  appendReference(spec, args, options)
  return args
}
