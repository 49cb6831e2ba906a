import { formatSlotRanges, parseSlotRanges } from '@rc/slots'
import { type Crossing, type Pass, type Position, startOf } from './position.js'
import { type Packed, type PackedPass, refused } from './seal.js'
import { SlotSet } from './slot-set.js'
import { wantedSlots } from './wanted-slots.js'

/** What a scan looks for. */
export interface KeyQuery {
  readonly match: Buffer | undefined
  readonly type: string | undefined
  readonly count: number
}

/** What a token holds: all that another process needs to go on. */
export interface Resumed {
  readonly query: KeyQuery
  readonly position: Position
}

/** What a token is made of; see `seal`. */
export function pack({ query, position }: Resumed): Packed {
  const { match, type, count } = query
  return {
    v: 1,
    ...(match !== undefined && { m: match.toString('base64url') }),
    ...(type !== undefined && { t: type }),
    c: count,
    d: toText(position.done),
    x: position.crossings.map(({ from, epoch, to, slots }) => [from, epoch, to, toText(slots)]),
    ...(position.pass !== undefined && { p: packPass(position.pass) }),
  }
}

function packPass({ node, run, epoch, owned, leaving, arriving, cursor }: Pass): PackedPass {
  return {
    n: node,
    ...(run !== undefined && { r: run }),
    e: epoch,
    o: toText(owned),
    l: [...leaving].map(([to, slots]) => [to, toText(slots)]),
    a: toText(arriving),
    ...(cursor !== undefined && { c: cursor }),
  }
}

/**
 * What a token says.
 *
 * @throws ConfigError where it says what no scan does
 */
export function unpack(packed: Packed): Resumed {
  try {
    const query = queryOf(packed)
    const { d, x = [], p } = packed
    if (d === undefined) return { query, position: startOf(wantedSlots(query.match)) }
    return {
      query,
      position: { done: slots(d), crossings: x.map(toCrossing), pass: p === undefined ? undefined : toPass(p) },
    }
  } catch {
    throw refused()
  }
}

/** What a token says of what is looked for. */
const queryOf = ({ m, t, c }: Packed): KeyQuery => ({
  match: m === undefined ? undefined : Buffer.from(text(m), 'base64url'),
  type: t === undefined ? undefined : text(t),
  count: whole(c, 1),
})

const toCrossing = ([from, epoch, to, ranges]: NonNullable<Packed['x']>[number]): Crossing => ({
  from: text(from),
  epoch: whole(epoch),
  to: text(to),
  slots: slots(ranges),
})

function toPass({ n, r, e, o, l, a, c }: PackedPass): Pass {
  if (c !== undefined && !/^\d{1,20}$/.test(text(c))) throw refused()
  return {
    node: text(n),
    run: r === undefined ? undefined : text(r),
    epoch: whole(e),
    owned: slots(o),
    leaving: new Map(l.map(([to, ranges]) => [text(to), slots(ranges)])),
    arriving: slots(a),
    cursor: c,
  }
}

const toText = (set: SlotSet): string => formatSlotRanges(set.ranges())

const slots = (given: unknown): SlotSet => SlotSet.ofRanges(parseSlotRanges(text(given)))

function text(given: unknown): string {
  if (typeof given !== 'string') throw refused()
  return given
}

function whole(given: unknown, least = 0): number {
  if (!Number.isSafeInteger(given) || (given as number) < least) throw refused()
  return given as number
}
