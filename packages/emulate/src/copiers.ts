import {
  EXISTS,
  GETRANGE,
  HPEXPIREAT,
  HPEXPIRETIME,
  HSCAN,
  HSET,
  type Key,
  RPUSH,
  SADD,
  SET,
  SETRANGE,
  SSCAN,
  ZADD,
  ZSCAN,
} from '@rc/commands'
import { CHUNK_BYTES, elementsOf, pour, scan } from './chunks.js'
import { copyStream } from './copy-stream.js'
import type { Copying } from './copying.js'
import type { DraftWrite } from './draft.js'
import { UNKNOWN } from './expiry.js'
import type { Steps } from './steps.js'

/** How a large key of a type is copied, chunk by chunk; undefined for types of modules, which only DUMP knows. */
export const copierOf = (type: string): ((what: Copying) => Promise<void>) | undefined => COPIERS.get(type)

async function copyString({ steps, from, draft, renew }: Copying): Promise<void> {
  await pour(piecesOf(steps, from), async ({ at, bytes }) => {
    await renew()
    await draft.addAll([at === 0 ? [SET, bytes] : [SETRANGE, at, bytes]])
  })
}

async function* piecesOf(steps: Steps, key: Key): AsyncGenerator<{ at: number; bytes: Buffer }> {
  for (let at = 0, more = true; more; at += CHUNK_BYTES) {
    const bytes = await steps.read<Buffer>(GETRANGE, key, at, at + CHUNK_BYTES - 1)
    // An empty string is a value, unlike what somebody else has deleted meanwhile.
    more = bytes.length > 0 || (at === 0 && (await steps.read(EXISTS, key)) === 1)
    if (more) yield { at, bytes }
    more &&= bytes.length === CHUNK_BYTES
  }
}

/** Copies chunks of elements, each by the commands that `writes` makes of it. */
const copyChunks =
  (
    read: (steps: Steps, key: Key) => AsyncGenerator<Buffer[]>,
    writes: (chunk: Buffer[], what: Copying) => readonly DraftWrite[] | Promise<readonly DraftWrite[]>,
  ) =>
  async (what: Copying): Promise<void> => {
    await pour(read(what.steps, what.from), async chunk => {
      await what.renew()
      await what.draft.addAll(chunk.length === 0 ? [] : await writes(chunk, what))
    })
  }

/** Scores stand behind their members in ZSCAN, and before them in ZADD. Their text is that of the server. */
const swapped = (pairs: Buffer[]): Buffer[] => pairs.map((_, i) => pairs[i ^ 1] as Buffer)

/** Fields with their values, and for those that expire, when. */
async function hashWrites(pairs: Buffer[], { steps, from }: Copying): Promise<readonly DraftWrite[]> {
  const fields = pairs.filter((_, i) => i % 2 === 0)
  const times = await steps.tryRead<number[] | null>(UNKNOWN, HPEXPIRETIME, from, 'FIELDS', fields.length, ...fields)
  const byTime = new Map<number, Buffer[]>()
  if (Array.isArray(times)) {
    times.forEach((ms: number, i) => {
      if (ms <= 0) return
      const some = byTime.get(ms) ?? []
      byTime.set(ms, some)
      some.push(fields[i] as Buffer)
    })
  }
  const expiries = [...byTime].map(([ms, some]): DraftWrite => [HPEXPIREAT, ms, 'FIELDS', some.length, ...some])
  return [[HSET, ...pairs], ...expiries]
}

const COPIERS: ReadonlyMap<string, (what: Copying) => Promise<void>> = /* @__PURE__ */ new Map([
  ['string', copyString],
  ['list', /* @__PURE__ */ copyChunks(elementsOf, chunk => [[RPUSH, ...chunk]])],
  [
    'set',
    /* @__PURE__ */ copyChunks(
      (steps, key) => scan(steps, SSCAN, key),
      chunk => [[SADD, ...chunk]],
    ),
  ],
  [
    'zset',
    /* @__PURE__ */ copyChunks(
      (steps, key) => scan(steps, ZSCAN, key),
      chunk => [[ZADD, ...swapped(chunk)]],
    ),
  ],
  ['hash', /* @__PURE__ */ copyChunks((steps, key) => scan(steps, HSCAN, key), hashWrites)],
  ['stream', copyStream],
])
