import type { Arg, Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { type ScoredMember, toList, toNumber, toScored } from '../replies.js'
import type { CommandSpec } from '../spec.js'
import {
  ZRANDMEMBER,
  ZRANGE,
  ZRANGEBYLEX,
  ZRANGEBYSCORE,
  ZRANGESTORE,
  ZRANK,
  ZREVRANGE,
  ZREVRANGEBYLEX,
  ZREVRANGEBYSCORE,
  ZREVRANK,
} from '../specs.gen.js'
import type { Key, Value } from './args.js'
import { appendOptions, type Limit, type OptionTable } from './options.js'
import type { LexBound, ScoreBound } from './sorted-sets.js'

/** Options of ZRANGESTORE. */
export interface ZrangestoreOptions {
  /** The range is one of scores. */
  byscore?: boolean
  /** The range is one of members in the order of bytes. */
  bylex?: boolean
  /** Highest first; `start` is then the higher bound. */
  rev?: boolean
  /** With `byscore` or `bylex`: a part of what is found. */
  limit?: Limit
}

/** Options of ZRANGE. */
export interface ZrangeOptions extends ZrangestoreOptions {
  /** Answer with `{ member, score }`. */
  withscores?: boolean
}

/** Options of ZRANGEBYLEX and ZREVRANGEBYLEX. */
export interface LexRangeOptions {
  limit?: Limit
}

/** Options of ZRANGEBYSCORE and ZREVRANGEBYSCORE. */
export interface ScoreRangeOptions extends LexRangeOptions {
  /** Answer with `{ member, score }`. */
  withscores?: boolean
}

/** Options of commands whose members may come with their scores. */
export interface WithscoresOptions {
  /** Answer with `{ member, score }`. */
  withscores?: boolean
}

/** Options of ZRANK and ZREVRANK. */
export interface ZrankOptions {
  /** Answer with `{ rank, score }`. Since Redis 7.2. */
  withscore?: boolean
}

/** Members, or members with scores where `withscores` was given. */
export type Members = string[] | ScoredMember[]

const ZRANGE_OPTIONS: OptionTable<ZrangeOptions> = {
  tokens: { byscore: 'flag', bylex: 'flag', rev: 'flag', limit: 'limit', withscores: 'flag' },
  exclusive: [
    ['byscore', 'bylex'],
    ['bylex', 'withscores'],
  ],
  needs: { limit: ['byscore', 'bylex'] },
}
const ZRANGESTORE_OPTIONS: OptionTable<ZrangestoreOptions> = {
  tokens: { byscore: 'flag', bylex: 'flag', rev: 'flag', limit: 'limit' },
  exclusive: [['byscore', 'bylex']],
  needs: { limit: ['byscore', 'bylex'] },
}
const LEX_RANGE_OPTIONS: OptionTable<LexRangeOptions> = { tokens: { limit: 'limit' } }
const SCORE_RANGE_OPTIONS: OptionTable<ScoreRangeOptions> = { tokens: { withscores: 'flag', limit: 'limit' } }
const WITHSCORES_OPTIONS: OptionTable<WithscoresOptions> = { tokens: { withscores: 'flag' } }
const ZRANK_OPTIONS: OptionTable<ZrankOptions> = { tokens: { withscore: 'flag' } }

/**
 * A member by chance, left where it is; null where there is none. With `count` so many different ones, as a list, or,
 * where it is negative, so many with repetition.
 *
 * O(n) in the number of members asked for. Since 6.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws TypeError where `withscores` stands without `count`
 */
export const zrandmember = (
  key: Key,
  count?: number,
  options?: WithscoresOptions,
): Command<Members | string | null> => {
  if (count === undefined && options?.withscores !== true) return command(ZRANDMEMBER, [key])
  const args = appendOptions(ZRANDMEMBER, [key, count as number], { given: options, table: WITHSCORES_OPTIONS })
  return command(ZRANDMEMBER, args, scores(options))
}

/**
 * Members from `start` to `stop`, both included: by rank, where negative ones count from the end, or by score or member.
 *
 * O(log n + m) in the size and in the number of members. Since 1.2.0, options but `withscores` since 6.2.0. Cluster: runs
 * on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where options exclude each other, or `limit` stands without `byscore` and `bylex`
 * @example
 * await rc.zrange('board', 0, 2, { rev: true, withscores: true }) // [{ member: 'alice', score: 10 }, …]
 */
export const zrange = (key: Key, start: Value, stop: Value, options?: ZrangeOptions): Command<Members> =>
  command(ZRANGE, appendOptions(ZRANGE, [key, start, stop], { given: options, table: ZRANGE_OPTIONS }), scores(options))

/**
 * Members from `min` to `max` in the order of bytes, where all have the same score. The old way to write `zrange` with
 * `bylex`.
 *
 * O(log n + m) in the size and in the number of members. Since 2.8.9. Cluster: runs on a node of the key's slot, by
 * `readFrom`.
 */
export const zrangebylex = (key: Key, min: LexBound, max: LexBound, options?: LexRangeOptions): Command<string[]> =>
  lexRange(ZRANGEBYLEX, [key, min, max], options)

/**
 * Members with a score from `min` to `max`. The old way to write `zrange` with `byscore`.
 *
 * O(log n + m) in the size and in the number of members. Since 1.0.5. Cluster: runs on a node of the key's slot, by
 * `readFrom`.
 */
export const zrangebyscore = (
  key: Key,
  min: ScoreBound,
  max: ScoreBound,
  options?: ScoreRangeOptions,
): Command<Members> => scoreRange(ZRANGEBYSCORE, [key, min, max], options)

/**
 * Stores the members from `start` to `stop`, as `zrange` finds them. Answers with how many they are.
 *
 * O(log n + m) in the size and in the number of members. Since 6.2.0. Cluster: both keys must be in one slot.
 *
 * @throws ConfigError where options exclude each other, or `limit` stands without `byscore` and `bylex`
 */
export const zrangestore = (
  destination: Key,
  source: Key,
  start: Value,
  stop: Value,
  options?: ZrangestoreOptions,
): Command<number> =>
  command(
    ZRANGESTORE,
    appendOptions(ZRANGESTORE, [destination, source, start, stop], { given: options, table: ZRANGESTORE_OPTIONS }),
  )

/**
 * Rank of a member, lowest score first, from 0; null where there is no such member.
 *
 * O(log n). Since 2.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const zrank = (key: Key, member: Value, options?: ZrankOptions): Command<Rank> =>
  rank(ZRANK, [key, member], options)

/**
 * Members by rank from `start` to `stop`, highest score first. The old way to write `zrange` with `rev`.
 *
 * O(log n + m) in the size and in the number of members. Since 1.2.0. Cluster: runs on a node of the key's slot, by
 * `readFrom`.
 */
export const zrevrange = (key: Key, start: number, stop: number, options?: WithscoresOptions): Command<Members> =>
  command(
    ZREVRANGE,
    appendOptions(ZREVRANGE, [key, start, stop], { given: options, table: WITHSCORES_OPTIONS }),
    scores(options),
  )

/**
 * Members from `max` down to `min` in the order of bytes, where all have the same score. The old way to write `zrange`
 * with `bylex` and `rev`.
 *
 * O(log n + m) in the size and in the number of members. Since 2.8.9. Cluster: runs on a node of the key's slot, by
 * `readFrom`.
 */
export const zrevrangebylex = (key: Key, max: LexBound, min: LexBound, options?: LexRangeOptions): Command<string[]> =>
  lexRange(ZREVRANGEBYLEX, [key, max, min], options)

/**
 * Members with a score from `max` down to `min`. The old way to write `zrange` with `byscore` and `rev`.
 *
 * O(log n + m) in the size and in the number of members. Since 2.2.0. Cluster: runs on a node of the key's slot, by
 * `readFrom`.
 */
export const zrevrangebyscore = (
  key: Key,
  max: ScoreBound,
  min: ScoreBound,
  options?: ScoreRangeOptions,
): Command<Members> => scoreRange(ZREVRANGEBYSCORE, [key, max, min], options)

/**
 * Rank of a member, highest score first, from 0; null where there is no such member.
 *
 * O(log n). Since 2.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const zrevrank = (key: Key, member: Value, options?: ZrankOptions): Command<Rank> =>
  rank(ZREVRANK, [key, member], options)

/** A rank, or a rank with the score where `withscore` was given. */
export type Rank = number | { rank: number; score: number } | null

const scores = (options: WithscoresOptions | undefined): ((reply: Reply) => Members) | undefined =>
  options?.withscores === true ? toScored : undefined

const lexRange = (spec: CommandSpec, args: Arg[], options: LexRangeOptions | undefined): Command<string[]> =>
  command(spec, appendOptions(spec, args, { given: options, table: LEX_RANGE_OPTIONS }))

const scoreRange = (spec: CommandSpec, args: Arg[], options: ScoreRangeOptions | undefined): Command<Members> =>
  command(spec, appendOptions(spec, args, { given: options, table: SCORE_RANGE_OPTIONS }), scores(options))

const rank = (spec: CommandSpec, args: Arg[], options: ZrankOptions | undefined): Command<Rank> =>
  command(
    spec,
    appendOptions(spec, args, { given: options, table: ZRANK_OPTIONS }),
    options?.withscore === true ? toRank : undefined,
  )

function toRank(reply: Reply): Rank {
  if (reply === null) return null
  const [place, score] = toList(reply)
  return { rank: Number(place), score: toNumber(score ?? null) }
}
