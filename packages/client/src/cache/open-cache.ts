import type { Commander } from '@rc/pipeline'
import type { Connection, Ticker } from '@rc/pool'
import type { Companions } from '../companion.js'
import { CachedReader } from './cached-reader.js'
import { CachingCommander } from './caching-commander.js'
import type { CacheSettings } from './cache-options.js'
import type { Cache } from './cache-stats.js'
import { ClientCache } from './client-cache.js'

/** What a cache is put together of. */
export interface CacheParts {
  readonly runner: Commander
  readonly ticker: Ticker
  readonly companions: Companions
  /** The connection that commands of a slot take now. */
  readonly direct: (slot: number) => Connection | undefined
  /** Told of a server that does not say what changes. */
  readonly report: (error: Error) => void
  /** Has a listener told of the slot of every command that is sent on to another node. */
  readonly onRedirect: (listener: (slot: number) => void) => void
}

/** A cache, and the commands that go through it. */
export interface OpenCache {
  readonly cache: Cache
  readonly runner: Commander
}

/** Puts a cache in front of what runs commands. */
export function openCache(settings: CacheSettings, parts: CacheParts): OpenCache {
  const { runner, ticker, companions, direct, report, onRedirect } = parts
  const cache = new ClientCache({ settings, ticker, direct, report })
  companions.add(cache)
  // Where a slot is on its way, the node that told of its keys does not hear of all that becomes of them.
  onRedirect(slot => cache.forgetSlot(slot))
  return { cache, runner: new CachingCommander(runner, cache, new CachedReader(runner, cache, ticker)) }
}
