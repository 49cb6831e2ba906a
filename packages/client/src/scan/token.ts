import { ConfigError } from '@rc/errors'
import { formatSlotRanges, parseSlotRanges } from '@rc/slots'
import { nodeCrypto, nodeZlib } from '../builtins.js'
import type { Crossing, Pass, Position } from './position.js'
import { SlotSet } from './slot-set.js'

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

// Fields are short, for a token is to be short. Slots stand as ranges.
interface Packed {
  readonly v: 1
  readonly m?: string
  readonly t?: string
  readonly c: number
  readonly d: string
  readonly x: readonly (readonly [from: string, epoch: number, to: string, slots: string])[]
  readonly p?: PackedPass
}

interface PackedPass {
  readonly n: string
  readonly r?: string
  readonly e: number
  readonly o: string
  readonly l: readonly (readonly [to: string, slots: string])[]
  readonly a: string
  readonly c?: string
}

const CHECKSUM_BYTES = 6
const MOST_CHARACTERS = 1 << 20

/** A text of which another process makes the position again. */
export function toToken({ query, position }: Resumed): string {
  const { match, type, count } = query
  const packed: Packed = {
    v: 1,
    ...(match !== undefined && { m: match.toString('base64url') }),
    ...(type !== undefined && { t: type }),
    c: count,
    d: toText(position.done),
    x: position.crossings.map(({ from, epoch, to, slots }) => [from, epoch, to, toText(slots)]),
    ...(position.pass !== undefined && { p: packPass(position.pass) }),
  }
  const body = nodeZlib().deflateRawSync(JSON.stringify(packed))
  return Buffer.concat([checksum(body), body]).toString('base64url')
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
 * @throws ConfigError where no scan gave it, or it was changed since
 */
export function fromToken(token: string): Resumed {
  try {
    return unpack(token)
  } catch (error) {
    if (error instanceof ConfigError && error.message === REFUSED) throw error
    throw refused()
  }
}

function unpack(token: string): Resumed {
  if (token.length > MOST_CHARACTERS || !/^[\w-]+$/.test(token)) throw refused()
  const bytes = Buffer.from(token, 'base64url')
  const body = bytes.subarray(CHECKSUM_BYTES)
  if (bytes.toString('base64url') !== token || !checksum(body).equals(bytes.subarray(0, CHECKSUM_BYTES)))
    throw refused()
  const json = nodeZlib().inflateRawSync(body, { maxOutputLength: MOST_CHARACTERS }).toString()
  const { v, m, t, c, d, x, p } = JSON.parse(json) as Packed
  if (v !== 1) throw refused()
  return {
    query: {
      match: m === undefined ? undefined : Buffer.from(text(m), 'base64url'),
      type: t === undefined ? undefined : text(t),
      count: whole(c, 1),
    },
    position: { done: slots(d), crossings: x.map(toCrossing), pass: p === undefined ? undefined : toPass(p) },
  }
}

const toCrossing = ([from, epoch, to, ranges]: Packed['x'][number]): Crossing => ({
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

const checksum = (body: Buffer): Buffer =>
  nodeCrypto().createHash('sha256').update(body).digest().subarray(0, CHECKSUM_BYTES)

const REFUSED =
  'The option cursor is no token of a scan, or it was cut off or changed. Pass the property cursor of a scan as it was, ' +
  'or leave it out to begin anew.'

const refused = (): ConfigError => new ConfigError(REFUSED)
