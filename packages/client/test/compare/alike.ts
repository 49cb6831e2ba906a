/** What is by nature different between two calls of a command, and what must be the same all the same. */
export interface Alike {
  readonly why: string
  /** What is compared in the place of the reply. */
  readonly look: (reply: unknown) => unknown
  /** How far numbers may be apart. Default 0. */
  readonly within?: number
}

/** What a value is made of, without the values: numbers become `number`, lists of the same become one. */
export function kindsOf(value: unknown): unknown {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return [...new Set(value.map(one => JSON.stringify(kindsOf(one))))].sort()
  if (value instanceof Uint8Array) return 'string'
  if (typeof value !== 'object') return typeof value === 'bigint' ? 'number' : typeof value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, kindsOf(one)]),
  )
}

/** The order of a list says nothing: sets, and what walks over a hash table. */
export const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value

const length = (value: unknown): unknown => (Array.isArray(value) ? value.length : kindsOf(value))

/** Record, at any depth, without the fields that are named. */
export const without =
  (...names: readonly string[]) =>
  (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(without(...names))
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return withoutClock(value)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !names.includes(name))
        .map(([name, one]) => [name, without(...names)(one)]),
    )
  }

/** Milliseconds since 1970 that a server wrote down itself. */
const withoutClock = (value: unknown): unknown => (typeof value === 'number' && value > 1e12 ? 'a time' : value)

/** Lists at any depth, in one order. */
export function sortedThroughout(value: unknown): unknown {
  if (Array.isArray(value)) return sorted(value.map(sortedThroughout))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sortedThroughout(one)] as const))
}

const itself = (value: unknown): unknown => value

/** Every reason why replies are not compared by value, once. */
export const ALIKE = {
  unordered: { why: 'Walks over a hash table: the order says nothing.', look: sorted },
  listed: { why: 'Tables within tables, each in an order of chance.', look: sortedThroughout },
  seconds: { why: 'Seconds pass between the calls.', look: itself, within: 2 },
  milliseconds: { why: 'Milliseconds pass between the calls.', look: itself, within: 2000 },
  chance: { why: 'The server draws lots: how many and of what kind is compared.', look: length },
  measured: { why: 'The server measures itself: names and kinds of what it says are compared.', look: kindsOf },
  clock: { why: 'The id is made of the clock.', look: kindsOf },
  connection: { why: 'Tells of the connection that asks: names and kinds are compared.', look: kindsOf },
  idle: {
    why: 'Tells how long ago something happened.',
    look: without('idleMs', 'idle', 'inactive', 'seen-time', 'active-time'),
  },
  gossip: {
    why: 'Tells when nodes last heard of each other, and starts at any of them.',
    look: value => sorted(without('pingSent', 'pongReceived', 'linkState', 'replication-offset')(value)),
  },
  pages: {
    why: 'Walks over a hash table: the order within a page says nothing.',
    look: value =>
      Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, sorted(one)] as const)),
  },
} as const satisfies Record<string, Alike>
