import type { Connection } from '@rc/pool'
import type { Reply } from '@rc/resp'
import { ownText } from './reply-copy.js'

/** What a reply costs beside its content: the maps' places, the links, the objects. */
const ENTRY_BYTES = 450

/** A reply that is kept. */
export interface Entry {
  readonly key: CachedKey
  readonly id: string
  readonly reply: Reply
  readonly bytes: number
  /** When it is too old, by the ticker's clock. */
  readonly until: number
  /** Over which connection it came: that one's server tells when it changes. */
  readonly from: Connection
  newer: Entry | undefined
  older: Entry | undefined
}

/** A key of which replies are kept. */
export interface CachedKey {
  readonly name: string
  readonly slot: number
  /** By what they answer; see `commandId`. */
  readonly entries: Map<string, Entry>
}

/** What is to be kept. */
export interface NewEntry {
  readonly key: string
  readonly slot: number
  readonly id: string
  readonly reply: Reply
  readonly bytes: number
  readonly until: number
  readonly from: Connection
}

/** Replies by key, bounded by number and bytes: what was used longest ago goes first. Every step costs the same. */
export class CacheStore {
  bytes = 0
  size = 0
  evictions = 0
  readonly #maxEntries: number
  readonly #maxBytes: number
  readonly #keys = new Map<string, CachedKey>()
  readonly #slots = new Map<number, Set<CachedKey>>()
  #newest: Entry | undefined
  #oldest: Entry | undefined

  constructor({ maxEntries, maxBytes }: { readonly maxEntries: number; readonly maxBytes: number }) {
    this.#maxEntries = maxEntries
    this.#maxBytes = maxBytes
  }

  find(key: string, id: string): Entry | undefined {
    return this.#keys.get(key)?.entries.get(id)
  }

  /** It was used just now. */
  touch(entry: Entry): void {
    if (entry === this.#newest) return
    this.#unlink(entry)
    this.#link(entry)
  }

  /** Keeps a reply in place of an older one, and lets others go where there is no room. */
  put({ key: name, slot, id, reply, bytes: content, until, from }: NewEntry): void {
    const bytes = content + ENTRY_BYTES + name.length + id.length
    const before = this.find(name, id)
    if (before !== undefined) this.remove(before)
    if (bytes > this.#maxBytes) return
    while (this.#oldest !== undefined && (this.size >= this.#maxEntries || this.bytes + bytes > this.#maxBytes)) {
      this.remove(this.#oldest)
      this.evictions++
    }
    const key = this.#keys.get(name) ?? this.#addKey(name, slot)
    const entry: Entry = { key, id, reply, bytes, until, from, newer: undefined, older: undefined }
    key.entries.set(id, entry)
    this.size++
    this.bytes += bytes
    this.#link(entry)
  }

  remove(entry: Entry): void {
    const { key, id, bytes } = entry
    key.entries.delete(id)
    this.size--
    this.bytes -= bytes
    this.#unlink(entry)
    if (key.entries.size === 0) this.#removeKey(key)
  }

  /** Lets go of all that is kept of a key. */
  removeKey(name: string): void {
    const key = this.#keys.get(name)
    if (key === undefined) return
    for (const entry of key.entries.values()) this.remove(entry)
  }

  /** Slots of which something is kept. */
  get slots(): Iterable<number> {
    return this.#slots.keys()
  }

  removeSlot(slot: number): void {
    for (const { name } of this.#slots.get(slot) ?? []) this.removeKey(name)
  }

  /** Lets go of all that came over a connection. */
  removeFrom(connection: Connection): void {
    for (const { entries } of this.#keys.values()) {
      for (const entry of entries.values()) if (entry.from === connection) this.remove(entry)
    }
  }

  clear(): void {
    this.#keys.clear()
    this.#slots.clear()
    this.#newest = this.#oldest = undefined
    this.size = this.bytes = 0
  }

  #addKey(given: string, slot: number): CachedKey {
    const name = ownText(given)
    const key: CachedKey = { name, slot, entries: new Map() }
    this.#keys.set(name, key)
    const ofSlot = this.#slots.get(slot)
    if (ofSlot === undefined) this.#slots.set(slot, new Set([key]))
    else ofSlot.add(key)
    return key
  }

  #removeKey(key: CachedKey): void {
    this.#keys.delete(key.name)
    const ofSlot = this.#slots.get(key.slot)
    ofSlot?.delete(key)
    if (ofSlot?.size === 0) this.#slots.delete(key.slot)
  }

  #link(entry: Entry): void {
    entry.older = this.#newest
    entry.newer = undefined
    if (this.#newest === undefined) this.#oldest = entry
    else this.#newest.newer = entry
    this.#newest = entry
  }

  #unlink({ newer, older }: Entry): void {
    if (newer === undefined) this.#newest = older
    else newer.older = older
    if (older === undefined) this.#oldest = newer
    else older.newer = newer
  }
}
