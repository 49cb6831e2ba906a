/** What a cache has done since the client was made, and what it holds. */
export interface CacheStats {
  /** Reads that were answered here; each key of an MGET counts. */
  readonly hits: number
  /** Reads that were sent to a server, or waited for one that was under way. */
  readonly misses: number
  /** Those of the misses that waited for the same read of another caller. */
  readonly joined: number
  /** Replies that are kept now. */
  readonly entries: number
  /** About how many bytes they take. */
  readonly bytes: number
  /** Keys that servers said had changed; a node that was emptied counts as one. */
  readonly invalidations: number
  /** Replies that went because there was no room. */
  readonly evictions: number
  /** Replies that were found to be older than `ttlMs`. */
  readonly expirations: number
}

/** The cache of a client, for its owner. */
export interface Cache {
  /**
   * What it has done, and what it holds.
   *
   * @example
   * const { hits, misses } = rc.cache.stats()
   * console.log(hits / (hits + misses))
   */
  stats(): CacheStats
  /** Lets go of everything that is kept. What is being read now is not kept, either. The counts stay. */
  clear(): void
}
