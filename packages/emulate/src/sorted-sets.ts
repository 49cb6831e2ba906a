import { type Key, SCARD, SMISMEMBER, SSCAN, ZADD, ZCARD, ZMSCORE, ZSCAN } from '@rc/commands'
import { ReplyError } from '@rc/errors'
import type { Arg, Reply } from '@rc/resp'
import { pour, scan } from './chunks.js'
import { Draft } from './draft.js'
import { limitOf } from './sets.js'
import { all, type Steps } from './steps.js'
import { decimal, nameOf, scoreArg, wholeNumber } from './words.js'
import { type Aggregate, type Combination, combinationOf } from './zset-options.js'

type Operation = 'diff' | 'inter' | 'union'

interface Source {
  readonly key: Key
  readonly weight: number
  readonly size: number
  /** A plain set, whose members count as scored 1. */
  readonly plain: boolean
}

interface Scored {
  readonly member: Buffer
  readonly score: number
}

async function sourceOf(steps: Steps, key: Key, weight: number): Promise<Source> {
  const size = await steps.tryRead<number>(/^WRONGTYPE/, ZCARD, key)
  if (!(size instanceof ReplyError)) return { key, weight, size, plain: false }
  return { key, weight, size: await steps.read<number>(SCARD, key), plain: true }
}

/** What a source holds, chunk by chunk. */
async function* scoredOf(steps: Steps, { key, plain }: Source): AsyncGenerator<Scored[]> {
  for await (const chunk of scan(steps, plain ? SSCAN : ZSCAN, key)) {
    yield plain
      ? chunk.map(member => ({ member, score: 1 }))
      : Array.from({ length: chunk.length / 2 }, (_, i) => ({
          member: chunk[i * 2] as Buffer,
          score: decimal(chunk[i * 2 + 1]),
        }))
  }
}

/** The scores of members in a source; undefined for those that it does not hold. */
async function scoresIn(steps: Steps, { key, plain, size }: Source, chunk: Scored[]): Promise<(number | undefined)[]> {
  if (size === 0 || chunk.length === 0) return []
  const members = chunk.map(({ member }) => member)
  const scores = await steps.read<(Arg | null)[]>(plain ? SMISMEMBER : ZMSCORE, key, ...members)
  return scores.map(score => (score === null || (plain && score === 0) ? undefined : decimal(score)))
}

/** Members of the result, chunk by chunk; possibly more than once. Throws WRONGTYPE before anything else. */
async function* result(steps: Steps, operation: Operation, combination: Combination): AsyncGenerator<Scored[]> {
  const { keys, weights, aggregate } = combination
  const sources = await all(keys.map((key, i) => sourceOf(steps, key, weights[i] ?? 1)))
  // Sums of floating point numbers depend on the order: the server begins with the smallest too.
  if (operation !== 'diff') sources.sort((a, b) => a.size - b.size)
  if (operation === 'inter' && sources[0]?.size === 0) return
  for (const [at, source] of sources.entries()) {
    if (at > 0 && operation !== 'union') return
    if (source.size === 0) continue
    for await (const chunk of scoredOf(steps, source)) {
      const columns = await all(
        sources.map(async (other, i) => (i === at ? chunk.map(({ score }) => score) : scoresIn(steps, other, chunk))),
      )
      yield chunk.flatMap(({ member }, row) => {
        const score = scoreOf(
          columns.map(column => column[row]),
          { at, operation, sources, aggregate },
        )
        return score === undefined ? [] : [{ member, score }]
      })
    }
  }
}

interface Scoring {
  /** The source that is being read. */
  readonly at: number
  readonly operation: Operation
  readonly sources: readonly Source[]
  readonly aggregate: Aggregate
}

/** A member's score in the result, of its scores in the sources; undefined where it is not in it, or was met before. */
function scoreOf(scores: (number | undefined)[], { at, operation, sources, aggregate }: Scoring): number | undefined {
  const holders = scores.filter(score => score !== undefined).length
  switch (operation) {
    case 'diff':
      return holders === 1 ? scores[0] : undefined
    case 'inter':
      if (holders < scores.length) return undefined
      break
    case 'union':
      if (scores.findIndex(score => score !== undefined) < at) return undefined
  }
  let total: number | undefined
  scores.forEach((score, i) => {
    if (score === undefined) return
    const weighted = score * (sources[i] as Source).weight
    if (total === undefined) total = orZero(weighted)
    else total = AGGREGATES[aggregate](total, operation === 'union' ? orZero(weighted) : weighted)
  })
  return total
}

/** The server takes infinity less infinity, and infinity times 0, for 0. */
const orZero = (score: number): number => (Number.isNaN(score) ? 0 : score)

/** As the server compares: what is no number never wins. */
const AGGREGATES: Readonly<Record<Aggregate, (total: number, score: number) => number>> = {
  SUM: (total, score) => orZero(total + score),
  MIN: (total, score) => (score < total ? score : total),
  MAX: (total, score) => (score > total ? score : total),
}

/** The server looks at the keys first, then at the options: WRONGTYPE comes before all else that may be wrong. */
async function refuse(steps: Steps, [count, ...rest]: readonly Arg[]): Promise<never> {
  const keys = rest.slice(0, wholeNumber(count))
  if (keys.length === wholeNumber(count)) await all(keys.map(key => sourceOf(steps, key, 1)))
  return steps.refuse()
}

/**
 * ZDIFF, ZINTER, ZUNION: reads in chunks and asks the other keys for the scores of each. Changes nothing, so that nothing
 * is left when it breaks. The answer is in the order of a sorted set.
 */
export const sortedSetAlgebra =
  (operation: Operation) =>
  async (steps: Steps): Promise<Reply> => {
    const combination = combinationOf(steps.args, operation === 'diff' ? ['WITHSCORES'] : READ_OPTIONS)
    if (combination === undefined) return refuse(steps, steps.args)
    const found = new Map<string, Scored>()
    for await (const chunk of result(steps, operation, combination)) {
      for (const scored of chunk) found.set(nameOf(scored.member), scored)
    }
    const sorted = [...found.values()].sort((a, b) => a.score - b.score || a.member.compare(b.member))
    return sorted.map(({ member, score }): Reply => (combination.withScores ? [member, score] : member))
  }

const READ_OPTIONS = ['WEIGHTS', 'AGGREGATE', 'WITHSCORES'] as const
const STORE_OPTIONS = ['WEIGHTS', 'AGGREGATE'] as const

/**
 * ZDIFFSTORE, ZINTERSTORE, ZUNIONSTORE: fills a temporary sorted set beside the destination, which then takes its place.
 * When it breaks, the destination is as it was, and the temporary key expires.
 */
export const sortedSetAlgebraStore =
  (operation: Operation) =>
  async (steps: Steps): Promise<Reply> => {
    const [destination, ...rest] = steps.args as [Key, ...Arg[]]
    const combination = combinationOf(rest, operation === 'diff' ? [] : STORE_OPTIONS)
    if (combination === undefined) return refuse(steps, rest)
    const draft = new Draft(steps, destination)
    await pour(result(steps, operation, combination), chunk =>
      draft.addAll(
        chunk.length === 0 ? [] : [[ZADD, ...chunk.flatMap(({ member, score }) => [scoreArg(score), member])]],
      ),
    )
    const count = draft.begun ? await steps.tend(ZCARD, draft.key) : 0
    await draft.place(destination)
    return count
  }

/** ZINTERCARD: counts what ZINTER would find, up to LIMIT. Changes nothing. */
export async function zintercard(steps: Steps): Promise<Reply> {
  const { args, positions } = steps
  const limit = limitOf(args, positions.length + 1)
  const combination = combinationOf(args.slice(0, positions.length + 1), [])
  if (limit === undefined || combination === undefined) return refuse(steps, args)
  const members = new Set<string>()
  for await (const chunk of result(steps, 'inter', combination)) {
    for (const { member } of chunk) members.add(nameOf(member))
    if (members.size >= limit) return limit
  }
  return members.size
}
