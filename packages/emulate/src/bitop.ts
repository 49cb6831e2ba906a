import { GETRANGE, type Key, SETRANGE, STRLEN } from '@rc/commands'
import type { Reply } from '@rc/resp'
import { CHUNK_BYTES, pour } from './chunks.js'
import { Draft } from './draft.js'
import { all, type Steps } from './steps.js'
import { wordOf } from './words.js'

/** What becomes of the bytes at one place, one of each source. */
type Fold = (bytes: readonly number[]) => number

const or: Fold = bytes => bytes.reduce((all, byte) => all | byte, 0)
const others = (bytes: readonly number[]): number => or(bytes.slice(1))
const first = (bytes: readonly number[]): number => bytes[0] ?? 0

interface Rule {
  readonly fold: Fold
  readonly least: number
  readonly most: number
}

const MANY = Infinity
const RULES: ReadonlyMap<string, Rule> = /* @__PURE__ */ new Map<string, Rule>([
  ['AND', { fold: bytes => bytes.reduce((all, byte) => all & byte, 0xff), least: 1, most: MANY }],
  ['OR', { fold: or, least: 1, most: MANY }],
  ['XOR', { fold: bytes => bytes.reduce((all, byte) => all ^ byte, 0), least: 1, most: MANY }],
  ['NOT', { fold: bytes => ~first(bytes), least: 1, most: 1 }],
  ['DIFF', { fold: bytes => first(bytes) & ~others(bytes), least: 2, most: MANY }],
  ['DIFF1', { fold: bytes => ~first(bytes) & others(bytes), least: 2, most: MANY }],
  ['ANDOR', { fold: bytes => first(bytes) & others(bytes), least: 2, most: MANY }],
  ['ONE', { fold: exactlyOne, least: 1, most: MANY }],
])

function exactlyOne(bytes: readonly number[]): number {
  let once = 0
  let more = 0
  for (const byte of bytes) {
    more |= once & byte
    once |= byte
  }
  return once & ~more
}

/**
 * BITOP, computed here, a mebibyte at a time, into a temporary string beside the destination, which then takes its place.
 * DIFF, DIFF1, ANDOR and ONE work on servers that are older than they, too. When it breaks, the destination is as it was,
 * and the temporary key expires.
 */
export async function bitop(steps: Steps): Promise<Reply> {
  const [operation, destination, ...keys] = steps.args as [Key, Key, ...Key[]]
  const rule = RULES.get(wordOf(operation))
  if (rule === undefined || keys.length < rule.least || keys.length > rule.most) return steps.refuse()
  const lengths = await all(keys.map(key => steps.read<number>(STRLEN, key)))
  const length = lengths.reduce((a, b) => Math.max(a, b), 0)
  const draft = new Draft(steps, destination)
  await pour(pieces(steps, keys, length), ({ at, sources }) =>
    draft.add(SETRANGE, at, folded(sources, Math.min(CHUNK_BYTES, length - at), rule.fold)),
  )
  await draft.place(destination)
  return length
}

interface Piece {
  readonly at: number
  readonly sources: readonly Buffer[]
}

async function* pieces(steps: Steps, keys: readonly Key[], length: number): AsyncGenerator<Piece> {
  for (let at = 0; at < length; at += CHUNK_BYTES) {
    const to = at + CHUNK_BYTES - 1
    yield { at, sources: await all(keys.map(key => steps.read<Buffer>(GETRANGE, key, at, to))) }
  }
}

/** Bytes that a source does not have count as zero. */
function folded(sources: readonly Buffer[], length: number, fold: Fold): Buffer {
  const result = Buffer.alloc(length)
  for (let i = 0; i < length; i++) result[i] = fold(sources.map(source => source[i] ?? 0))
  return result
}
