// How the replies of our client and the flat replies of ioredis (RESP2) correspond, in one place: each shape makes ours of
// theirs. Written without a look at the readers of @rc/commands, which are what is being tested.

/** Makes the value that our client gives out of the reply that ioredis gives. */
export type Shape = (flat: unknown) => unknown

export const list = (flat: unknown): readonly unknown[] => {
  if (!Array.isArray(flat)) throw new TypeError(`A list was expected, but the reply is ${JSON.stringify(flat)}.`)
  return flat
}

/** Lists of two out of a list of all. */
export function inTwos(flat: unknown): [unknown, unknown][] {
  const all = list(flat)
  if (all.length % 2 === 1) throw new TypeError('A list of pairs has an odd length.')
  return Array.from({ length: all.length / 2 }, (_, i) => [all[2 * i], all[2 * i + 1]])
}

/** The same on both sides. */
export const same: Shape = flat => flat

/** Nil stays null, whatever the shape. */
export const orNull =
  (shape: Shape): Shape =>
  flat =>
    flat === null ? null : shape(flat)

/** A list of things of one shape. */
export const listOf =
  (shape: Shape): Shape =>
  flat =>
    list(flat).map(shape)

/** Text that is a number. */
export const number: Shape = orNull(flat => {
  if (typeof flat === 'number') return flat
  if (flat === 'inf') return Number.POSITIVE_INFINITY
  return flat === '-inf' ? Number.NEGATIVE_INFINITY : Number(flat)
})
export const numbers: Shape = listOf(number)

/** Names and values in turn: a record. ioredis makes one of HGETALL itself. */
export const record =
  (shape: Shape = same): Shape =>
  flat => {
    const pairs = Array.isArray(flat) ? inTwos(flat) : Object.entries(flat as object)
    return Object.fromEntries(pairs.map(([name, value]) => [String(name), shape(value)]))
  }

/** Values in a row: fields with these names, each of its shape; what is not there stays away. */
export const fields =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  flat =>
    Object.fromEntries(Object.entries(shapes).map(([name, shape], i) => [name, shape(list(flat)[i])]))

/** A record whose named fields have shapes of their own. */
export const recordWith =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  flat => {
    const plain = record()(flat) as Record<string, unknown>
    return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, (shapes[name] ?? same)(value)]))
  }

/** Members and scores in turn. */
export const scored: Shape = flat => inTwos(flat).map(fields({ member: same, score: number }))
export const oneScored: Shape = flat => (list(flat).length === 0 ? null : (scored(flat) as unknown[])[0])
export const scoredPairs: Shape = listOf(fields({ member: same, score: number }))
export const fieldValues: Shape = flat => inTwos(flat).map(fields({ field: same, value: same }))

export const poppedElement: Shape = orNull(fields({ key: same, element: same }))
export const poppedMember: Shape = orNull(fields({ key: same, member: same, score: number }))
export const poppedElements: Shape = orNull(fields({ key: same, elements: same }))
export const poppedMembers: Shape = orNull(fields({ key: same, members: scoredPairs }))
export const rankAndScore: Shape = orNull(fields({ rank: same, score: number }))

export const entry: Shape = orNull(fields({ id: same, message: orNull(record()) }))
export const entries: Shape = flat =>
  list(flat)
    .filter(one => one !== null)
    .map(entry)
export const streams: Shape = orNull(flat =>
  Object.fromEntries(list(flat).map(one => [String(list(one)[0]), entries(list(one)[1])])),
)
export const claimedEntries: Shape = fields({ cursor: same, entries, deleted: same })
export const claimedIds: Shape = fields({ cursor: same, entries: same, deleted: same })
export const pendingSummary: Shape = flat => {
  const [count, min, max, consumers] = list(flat)
  const each = listOf(fields({ name: same, count: number }))
  return { count, min, max, consumers: consumers === null ? [] : each(consumers) }
}
export const pendingEntries: Shape = listOf(fields({ id: same, consumer: same, idleMs: same, deliveries: same }))
export const records: Shape = listOf(record())
export const streamInfo: Shape = recordWith({ 'first-entry': entry, 'last-entry': entry })
export const fullStreamInfo: Shape = recordWith({ entries, groups: listOf(recordWith({ consumers: records })) })

export const position: Shape = orNull(fields({ longitude: number, latitude: number }))
export const positions: Shape = listOf(position)

/** What GEOSEARCH finds, with what was asked for, in the order in which servers write it. */
export function found(options: { withdist?: unknown; withhash?: unknown; withcoord?: unknown } = {}): Shape {
  const parts: Record<string, Shape> = {
    ...(options.withdist === true && { distance: number }),
    ...(options.withhash === true && { hash: same }),
    ...(options.withcoord === true && { position }),
  }
  return Object.keys(parts).length === 0 ? same : listOf(fields({ member: same, ...parts }))
}

export const hashPage: Shape = fields({ cursor: same, entries: fieldValues })
export const setPage: Shape = fields({ cursor: same, members: same })
export const scoredPage: Shape = fields({ cursor: same, members: scored })
export const commonPieces: Shape = recordWith({ matches: same })
