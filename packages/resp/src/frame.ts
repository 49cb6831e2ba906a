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

/** Arrays and sets; also pushes, which are told apart by their kind. */
export class ArrayFrame implements Frame {
  left: number
  readonly kind: 'array' | 'push'
  readonly #items: Reply[] = []

  constructor(count: number, kind: 'array' | 'push') {
    this.left = count
    this.kind = kind
  }

  add(value: Reply): void {
    this.left--
    this.#items.push(value)
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
