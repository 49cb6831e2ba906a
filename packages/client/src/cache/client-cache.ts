import { ConfigError } from '@rc/errors'
import type { Connection, Ticker } from '@rc/pool'
import type { Reply } from '@rc/resp'
import type { Topology } from '@rc/slots'
import type { Companion } from '../companion.js'
import type { CacheSettings } from './cache-options.js'
import type { Cache, CacheStats } from './cache-stats.js'
import { type Flight, Flights, type Wanted } from './flights.js'
import { keepReply, saysNothing, sizeOfReply } from './reply-copy.js'
import { CacheStore, type Entry } from './store.js'

/**
 * Milliseconds for which it is kept that there is nothing: a key that comes to be while its slot moves does so on the
 * new node, of which the old one tells nobody.
 */
const NOTHING_MS = 1000

/** What a cache works with. */
export interface CacheSetup {
  readonly settings: CacheSettings
  readonly ticker: Ticker
  /** The connection that commands of a slot take now. */
  readonly direct: (slot: number) => Connection | undefined
  /** Told of a server that does not say what changes. */
  readonly report: (error: Error) => void
}

/**
 * What is kept, and when it is not true any more. A reply is served only while the connection that it came over is the
 * one that would be asked now: then its server's word on what changed comes in before any newer value does.
 */
export class ClientCache implements Cache, Companion {
  hits = 0
  misses = 0
  joined = 0
  readonly flights = new Flights()
  /** The client is closed: its commands are to say so. */
  over = false
  #invalidations = 0
  #expirations = 0
  #reported = false
  readonly #setup: CacheSetup
  readonly #store: CacheStore

  constructor(setup: CacheSetup) {
    this.#setup = setup
    this.#store = new CacheStore(setup.settings)
  }

  stats(): CacheStats {
    const { hits, misses, joined } = this
    const { size, bytes, evictions } = this.#store
    const [invalidations, expirations] = [this.#invalidations, this.#expirations]
    return { hits, misses, joined, entries: size, bytes, invalidations, evictions, expirations }
  }

  clear(): void {
    this.#store.clear()
    this.#doubtAll()
  }

  /** Whether the servers tell of this key. */
  covers(key: string): boolean {
    const { prefixes } = this.#setup.settings
    return prefixes === undefined || prefixes.some(prefix => key.startsWith(prefix))
  }

  /** What is kept of a key's command and may be served. */
  find(key: string, id: string): Entry | undefined {
    const entry = this.#store.find(key, id)
    if (entry === undefined) return undefined
    if (entry.until <= this.#setup.ticker.now()) {
      this.#store.remove(entry)
      this.#expirations++
      return undefined
    }
    const { from } = entry
    if (this.#setup.direct(entry.key.slot) !== from || from.suspected) return undefined
    this.#store.touch(entry)
    return entry
  }

  /** A key that is to be read now. */
  want(key: string, slot: number): Wanted {
    return { key, slot, from: this.#setup.direct(slot) }
  }

  /** Keeps what came of a question, unless it may be old already. */
  keep({ key, slot, from }: Wanted, { id, reply }: { id: string; reply: Reply }, flight: Flight): void {
    if (flight.doubtful.has(key) || from === undefined || this.#setup.direct(slot) !== from || !this.covers(key)) return
    if (from.tracking !== 'OK') {
      this.#reportSilence(from)
      return
    }
    const content = sizeOfReply(reply)
    if (content === Infinity) return
    const { ttlMs } = this.#setup.settings
    const until = flight.since + (saysNothing(reply) ? Math.min(ttlMs, NOTHING_MS) : ttlMs)
    this.#store.put({ key, slot, id, reply: keepReply(reply), bytes: content, until, from })
  }

  /** A key has changed, or may have. */
  forget(key: string): void {
    this.#store.removeKey(key)
    this.flights.doubt(key)
  }

  /** Something in a slot has changed, or the slot is on its way. */
  forgetSlot(slot: number): void {
    this.#store.removeSlot(slot)
    this.flights.doubtSlot(slot)
  }

  closed(connection: Connection): void {
    if (connection.tracking !== undefined) this.#store.removeFrom(connection)
  }

  push(connection: Connection, [kind, keys]: readonly Reply[]): void {
    if (kind !== 'invalidate') return
    if (!Array.isArray(keys)) {
      this.#invalidations++
      this.#store.removeFrom(connection)
      this.#doubtAll()
      return
    }
    this.#invalidations += keys.length
    for (const key of keys as readonly Reply[]) if (typeof key === 'string') this.forget(key)
  }

  mapChanged(after: Topology, before: Topology): void {
    const moved = (slot: number): boolean => before.ownerOf(slot)?.name !== after.ownerOf(slot)?.name
    for (const slot of this.#store.slots) if (moved(slot)) this.#store.removeSlot(slot)
    for (const slot of this.flights.slots) if (moved(slot)) this.flights.doubtSlot(slot)
  }

  close(): Promise<void> {
    this.destroy()
    return Promise.resolve()
  }

  destroy(): void {
    this.over = true
    this.clear()
  }

  /** Once: it may be so with every node. */
  #reportSilence({ tracking, name }: Connection): void {
    if (this.#reported) return
    this.#reported = true
    const why = tracking instanceof Error ? `refused CLIENT TRACKING: ${tracking.message}` : 'speaks RESP2 only'
    this.#setup.report(
      new ConfigError(`${name} does not tell what changes, so nothing of it is cached: it ${why}.`, { node: name }),
    )
  }

  #doubtAll(): void {
    for (const slot of this.flights.slots) this.flights.doubtSlot(slot)
  }
}
