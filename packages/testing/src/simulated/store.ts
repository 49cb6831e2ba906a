import { slotOfKey } from './key-slot.js'

/** Bytes as a string of one character a byte, which can be a key of a `Map`. */
export type ByteText = string

export const byteText = (bytes: Uint8Array): ByteText => Buffer.from(bytes).toString('latin1')

export const textBytes = (text: ByteText): Buffer => Buffer.from(text, 'latin1')

/** What a key may hold. */
export interface Values {
  string: Buffer
  hash: Map<ByteText, Buffer>
  list: Buffer[]
  set: Set<ByteText>
}

export type ValueType = keyof Values

interface Entry {
  readonly type: ValueType
  value: Values[ValueType]
  expiresAt: number | undefined
}

/** What a command throws to answer with an error. */
export class CommandError extends Error {}

/** The keys of one shard. */
export class Store {
  readonly #entries = new Map<ByteText, Entry>()

  has(key: Uint8Array): boolean {
    return this.#find(key) !== undefined
  }

  typeOf(key: Uint8Array): ValueType | undefined {
    return this.#find(key)?.type
  }

  /**
   * The value, if there is one.
   *
   * @throws CommandError where the key holds something of another type
   */
  get<T extends ValueType>(key: Uint8Array, type: T): Values[T] | undefined {
    const entry = this.#find(key)
    if (entry === undefined) return undefined
    if (entry.type !== type) throw new CommandError('WRONGTYPE Operation against a key holding the wrong kind of value')
    return entry.value as Values[T]
  }

  /** The value, made first where there is none. */
  ensure<T extends ValueType>(key: Uint8Array, type: T): Values[T] {
    const found = this.get(key, type)
    if (found !== undefined) return found
    const empty = EMPTY[type]()
    this.set(key, type, empty)
    return empty
  }

  /** Sets the value; the time of expiry stays where there is one. */
  set<T extends ValueType>(key: Uint8Array, type: T, value: Values[T]): void {
    const expiresAt = this.#find(key)?.expiresAt
    this.#entries.set(byteText(key), { type, value, expiresAt })
  }

  delete(key: Uint8Array): boolean {
    return this.has(key) && this.#entries.delete(byteText(key))
  }

  /** A collection that nothing is left in is no key any more. */
  deleteIfEmpty(key: Uint8Array): void {
    const value = this.#find(key)?.value
    const size = value === undefined || Buffer.isBuffer(value) ? 1 : Array.isArray(value) ? value.length : value.size
    if (size === 0) this.delete(key)
  }

  /** When the key expires, in milliseconds since 1970; undefined for never. */
  expiry(key: Uint8Array): number | undefined {
    return this.#find(key)?.expiresAt
  }

  expireAt(key: Uint8Array, at: number | undefined): void {
    const entry = this.#find(key)
    if (entry !== undefined) entry.expiresAt = at
  }

  keys(): Buffer[] {
    return [...this.#entries.keys()].map(textBytes).filter(key => this.has(key))
  }

  keysInSlot(slot: number): Buffer[] {
    return this.keys().filter(key => slotOfKey(key) === slot)
  }

  clear(): void {
    this.#entries.clear()
  }

  /** Hands keys over to another store, with what they hold. */
  moveTo(other: Store, keys: readonly Uint8Array[]): number {
    let moved = 0
    for (const key of keys) {
      const entry = this.#find(key)
      if (entry === undefined) continue
      this.#entries.delete(byteText(key))
      other.#entries.set(byteText(key), entry)
      moved++
    }
    return moved
  }

  #find(key: Uint8Array): Entry | undefined {
    const name = byteText(key)
    const entry = this.#entries.get(name)
    if (entry?.expiresAt === undefined || entry.expiresAt > Date.now()) return entry
    this.#entries.delete(name)
    return undefined
  }
}

const EMPTY: { [T in ValueType]: () => Values[T] } = {
  string: () => Buffer.alloc(0),
  hash: () => new Map(),
  list: () => [],
  set: () => new Set(),
}
