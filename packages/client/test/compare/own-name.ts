/**
 * A name that each client has for itself: a key, a library, a user. Written into rows as it is, and made the client's own
 * when the row is run, so that clients run the same commands beside each other.
 */
export class OwnName {
  readonly name: string
  readonly kind: 'key' | 'word'

  constructor(name: string, kind: 'key' | 'word' = 'key') {
    this.name = name
    this.kind = kind
  }

  toString(): string {
    return this.name
  }
}

/** What the two clients take in different forms: `{ ex: 60 }` here, `EX 60` there. */
export class TwoForms {
  readonly ours: unknown
  readonly words: readonly unknown[]

  constructor(ours: unknown, words: readonly unknown[]) {
    this.ours = ours
    this.words = words
  }

  toString(): string {
    return this.words.join(' ')
  }
}

/** Where a client keeps what is its own: the same length for each, so that nothing depends on it. */
export interface Place {
  /** Stands before the client's keys. One hash tag for all clients: their keys live in one slot. */
  readonly keys: string
  /** Stands before other names; letters alone. */
  readonly words: string
}

const placed = ({ name, kind }: OwnName, place: Place): string =>
  kind === 'key' ? place.keys + name : place.words + name

/** An argument as our client takes it. */
export function oursOf(value: unknown, place: Place): unknown {
  if (value instanceof OwnName) return placed(value, place)
  if (value instanceof TwoForms) return oursOf(value.ours, place)
  if (Array.isArray(value)) return value.map(one => oursOf(one, place))
  if (value instanceof Map) {
    return new Map([...(value as Map<unknown, unknown>)].map(([k, v]) => [oursOf(k, place), oursOf(v, place)]))
  }
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return withPlaces(value, place)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, oursOf(one, place)]))
}

/** The same argument as words of a command. */
export function wordsOf(value: unknown, place: Place): (string | number | Buffer)[] {
  if (value instanceof OwnName) return [placed(value, place)]
  if (value instanceof TwoForms) return value.words.flatMap(one => wordsOf(one, place))
  if (Array.isArray(value)) return value.flatMap(one => wordsOf(one, place))
  if (value instanceof Uint8Array) return [Buffer.from(value)]
  if (value === undefined) return []
  if (typeof value === 'string' || typeof value === 'number') return [withPlaces(value, place) as string | number]
  throw new TypeError(`A row has no words for ${String(value)}: write it as TwoForms.`)
}

/** Own names in the middle of a text, as in the code of a library: `§lib§`. */
const withPlaces = (value: unknown, place: Place): unknown =>
  typeof value === 'string' ? value.replaceAll(/§(\w+)§/g, (_, name: string) => place.words + name) : value
