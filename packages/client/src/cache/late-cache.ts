import type { Command } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import { type CallOptions, type Commander, type Gatherer, Late } from '@rc/pipeline'
import { type CacheOptions, type CacheSettings, cacheSettings } from './cache-options.js'
import type { Cache, CacheStats } from './cache-stats.js'
import type { CacheParts, OpenCache } from './open-cache.js'

/** A cache whose options are settled. */
export interface PlannedCache {
  /** Words behind CLIENT TRACKING. */
  readonly tracking: readonly string[]
  /** Puts the cache in front of what runs commands. */
  open(parts: CacheParts): LateCache
}

/**
 * Settles the option `cache`.
 *
 * @throws ConfigError where it cannot be
 */
export function planCache(given: CacheOptions, keyPrefix: string): PlannedCache {
  const settings = cacheSettings(given, keyPrefix)
  return { tracking: settings.tracking, open: parts => new LateCache(settings, parts) }
}

const caches = /* @__PURE__ */ new Late(() => import('./open-cache.js'))

const NOTHING: CacheStats = {
  hits: 0,
  misses: 0,
  joined: 0,
  entries: 0,
  bytes: 0,
  invalidations: 0,
  evictions: 0,
  expirations: 0,
}

/** A cache that is loaded when its client is made, since most clients have none. The first commands wait for it. */
export class LateCache implements Commander, Cache {
  #open: OpenCache | undefined
  readonly #opening: Promise<OpenCache>

  constructor(settings: CacheSettings, parts: CacheParts) {
    this.#opening = caches.load().then(({ openCache }) => (this.#open = openCache(settings, parts)))
    // Every command tells it.
    this.#opening.catch(() => undefined)
  }

  stats(): CacheStats {
    return this.#open?.cache.stats() ?? NOTHING
  }

  clear(): void {
    this.#open?.cache.clear()
  }

  run<T>(command: Command<T>, options: CallOptions): Promise<T> {
    const open = this.#open
    return open === undefined
      ? this.#opening.then(({ runner }) => runner.run(command, options))
      : open.runner.run(command, options)
  }

  runAll(commands: readonly Command<unknown>[], options: CallOptions, gatherer: Gatherer): void {
    if (this.#open !== undefined) {
      this.#open.runner.runAll(commands, options, gatherer)
      return
    }
    this.#opening.then(
      ({ runner }) => runner.runAll(commands, options, gatherer),
      (error: RedisClusterError) => commands.forEach((_, index) => gatherer.failed(index, error)),
    )
  }

  async transact(commands: readonly Command<unknown>[], options: CallOptions): Promise<unknown[]> {
    const { runner } = this.#open ?? (await this.#opening)
    return runner.transact(commands, options)
  }

  async runOn(
    command: Command<unknown>,
    options: CallOptions,
    on: Parameters<Commander['runOn']>[2],
  ): Promise<unknown> {
    const { runner } = this.#open ?? (await this.#opening)
    return runner.runOn(command, options, on)
  }
}
