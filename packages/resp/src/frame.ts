import type { Reply } from './types.js'

/** An aggregate that is being read: how much is to come, and what it becomes. */
export interface Frame {
  /** Values still to come. */
  left: number
  add(value: Reply): void
  /** The finished aggregate. */
  result(): Reply
  readonly kind: 'array' | 'map' | 'push' | 'attribute'
}

/** Up to here an array is made in its full length at once. Beyond, it grows: what was announced need not come. */
const AT_ONCE = 4096

/** Arrays and sets; also pushes, which are told apart by their kind. */
export class ArrayFrame implements Frame {
  left: number
  readonly kind: 'array' | 'push'
  readonly #items: Reply[]
  #at = 0

  constructor(count: number, kind: 'array' | 'push') {
    this.left = count
    this.kind = kind
    this.#items = count <= AT_ONCE ? new Array<Reply>(count) : []
  }

  add(value: Reply): void {
    this.left--
    this.#items[this.#at++] = value
  }

  result(): Reply {
    return this.#items
  }
}

/** Maps: a record without a prototype, so that a field named `__proto__` is a field; a `Map` once a key is no string. */
export class MapFrame implements Frame {
  left: number
  readonly kind = 'map'
  #key: Reply | undefined
  #record: Record<string, Reply> | undefined = Object.create(null) as Record<string, Reply>
  #map: Map<Reply, Reply> | undefined

  constructor(pairs: number) {
    this.left = pairs * 2
  }

  add(value: Reply): void {
    // Values to come are even in number when a key is due.
    if ((this.left-- & 1) === 0) this.#key = value
    else this.#put(this.#key as Reply, value)
  }

  #put(key: Reply, value: Reply): void {
    if (this.#record !== undefined) {
      if (typeof key === 'string') {
        this.#record[key] = value
        return
      }
      this.#map = new Map(Object.entries(this.#record))
      this.#record = undefined
    }
    this.#map?.set(key, value)
  }

  result(): Reply {
    return (this.#record ?? this.#map) as Reply
  }
}

/** Attributes stand before the reply that they describe. Nothing here uses them: they are read and dropped. */
export class AttributeFrame implements Frame {
  left: number
  readonly kind = 'attribute'

  constructor(pairs: number) {
    this.left = pairs * 2
  }

  add(): void {
    this.left--
  }

  result(): Reply {
    return null
  }
}

/** The frame of an aggregate, by its type byte. */
export function frameOf(type: number, count: number): Frame {
  switch (type) {
    case 0x25:
      return new MapFrame(count)
    case 0x7c:
      return new AttributeFrame(count)
    case 0x3e:
      return new ArrayFrame(count, 'push')
    default:
      return new ArrayFrame(count, 'array')
  }
}
