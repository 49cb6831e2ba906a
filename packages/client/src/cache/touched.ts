import { BLOCKING, type Command, keyPositions, READ, SCRIPT, WRITE } from '@rc/commands'
import type { CallOptions } from '@rc/pipeline'
import type { Arg } from '@rc/resp'
import { keyName } from './cache-key.js'
import type { ClientCache } from './client-cache.js'

/** What a command may make old: keys, a slot, or everything. */
export type Touched = { readonly keys: readonly string[] } | { readonly slot: number } | 'all'

/**
 * What a command may make old of what is kept; undefined for nothing.
 *
 * A write touches its keys. So does a read that goes another way than those that are kept: what it saw may be newer than
 * what the servers have told until then.
 */
export function touchedBy({ spec, args }: Command<unknown>, options: CallOptions): Touched | undefined {
  const { flags } = spec
  const reads = (flags & READ) !== 0
  if (reads && !goesAnotherWay(flags, options)) return undefined
  const at = keyPositions(spec.keys, args)
  if (at.length > 0) return { keys: at.map(i => keyName(args[i] as Arg)) }
  if (reads) return undefined
  if (options.slot !== undefined) return { slot: options.slot }
  // A script without keys touches none, or it would not work in a cluster.
  return (flags & WRITE) !== 0 && (flags & SCRIPT) === 0 ? 'all' : undefined
}

/** Lets go of it. */
export function forgetTouched(cache: ClientCache, touched: Touched): void {
  if (touched === 'all') cache.clear()
  else if ('slot' in touched) cache.forgetSlot(touched.slot)
  else for (const key of touched.keys) cache.forget(key)
}

const goesAnotherWay = (flags: number, { node, own, readFrom }: CallOptions): boolean =>
  (flags & BLOCKING) !== 0 || node !== undefined || own !== undefined || readFrom !== 'primary'
