import type { Arg } from '@rc/resp'
import { type Command, command, kindOf, mistyped } from '../command.js'
import { type ScoredMember, toNumber, toNumberOrNull, toNumbersOrNulls } from '../replies.js'
import type { CommandSpec } from '../spec.js'
import {
  ZADD,
  ZCARD,
  ZCOUNT,
  ZINCRBY,
  ZLEXCOUNT,
  ZMSCORE,
  ZREM,
  ZREMRANGEBYLEX,
  ZREMRANGEBYRANK,
  ZREMRANGEBYSCORE,
  ZSCORE,
} from '../specs.gen.js'
import { ZADD_INCR } from '../variants.js'
import { type Key, many, type OneOrMany, type Value } from './args.js'
import { appendOptions, type OptionTable, refuse } from './options.js'

/** A member to be added, with its score; `Infinity` is one. */
export interface NewMember {
  score: number | bigint | string
  member: Value
}

/** Options of ZADD. */
export interface ZaddOptions {
  /** Only add, never change. */
  nx?: boolean
  /** Only change, never add. */
  xx?: boolean
  /** Change only to a higher score. */
  gt?: boolean
  /** Change only to a lower score. */
  lt?: boolean
  /** Answer with how many were added or changed. */
  ch?: boolean
  /** Add to the score of the one member, as `zincrby`; the answer is the new score, or null where an option kept it. */
  incr?: boolean
}

const ZADD_OPTIONS: OptionTable<ZaddOptions> = {
  tokens: { nx: 'flag', xx: 'flag', gt: 'flag', lt: 'flag', ch: 'flag', incr: 'flag' },
  exclusive: [
    ['nx', 'xx'],
    ['nx', 'gt', 'lt'],
  ],
}

/**
 * A bound of a range of scores: a number, `'(1'` for a bound that is not part of the range, `'-inf'`, `'+inf'`.
 */
export type ScoreBound = Value

/** A bound of a range of members: `'[a'`, `'(a'` where it is not part of the range, `'-'` and `'+'` for the ends. */
export type LexBound = string | Uint8Array

/**
 * Adds members, or changes their scores. Answers with how many are new.
 *
 * O(n·log m) in the number of members and the size. Since 1.2.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where there are no members or options exclude each other
 * @throws TypeError where a member is no `{ score, member }`
 * @example
 * await rc.zadd('board', [{ score: 10, member: 'alice' }, { score: 7, member: 'bob' }], { gt: true })
 */
export const zadd = (key: Key, members: OneOrMany<NewMember>, options?: ZaddOptions): Command<number | null> => {
  const incr = options?.incr === true
  const spec = incr ? ZADD_INCR : ZADD
  const args = appendOptions<ZaddOptions>(spec, [key], { given: options, table: ZADD_OPTIONS })
  const list: readonly NewMember[] = Array.isArray(members) ? members : [members]
  if (list.length === 0) throw refuse(spec, 'it needs at least one member; the list is empty')
  if (incr && list.length !== 1) throw refuse(spec, 'the option incr takes one member')
  for (const member of list) pushMember(spec, args, member)
  return command(spec, args, incr ? toNumberOrNull : undefined)
}

function pushMember(spec: CommandSpec, args: Arg[], given: unknown): void {
  if (typeof given !== 'object' || given === null || !('score' in given) || !('member' in given)) {
    throw mistyped(spec, `each member must be { score, member }, but one is ${kindOf(given)}`)
  }
  args.push(given.score as Arg, given.member as Arg)
}

/**
 * Number of members; 0 where there is no such key.
 *
 * O(1). Since 1.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const zcard = (key: Key): Command<number> => command(ZCARD, [key])

/**
 * Number of members with a score from `min` to `max`.
 *
 * O(log n). Since 2.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const zcount = (key: Key, min: ScoreBound, max: ScoreBound): Command<number> => command(ZCOUNT, [key, min, max])

/**
 * Adds to the score of a member, which begins as 0. Answers with the new score.
 *
 * O(log n). Since 1.2.0. Cluster: runs on the primary of the key's slot.
 */
export const zincrby = (key: Key, increment: number | bigint, member: Value): Command<number> =>
  command(ZINCRBY, [key, increment, member], toNumber)

/**
 * Number of members from `min` to `max` in the order of bytes, where all have the same score.
 *
 * O(log n). Since 2.8.9. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const zlexcount = (key: Key, min: LexBound, max: LexBound): Command<number> =>
  command(ZLEXCOUNT, [key, min, max])

/**
 * Scores of several members, in the order in which they are named; null where there is no such member.
 *
 * O(n) in the number of members asked for. Since 6.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where the list of members is empty
 */
export const zmscore = (key: Key, members: OneOrMany<Value>): Command<(number | null)[]> =>
  command(ZMSCORE, [key, ...many(ZMSCORE, 'members', members)], toNumbersOrNulls)

/**
 * Removes members. Answers with how many there were.
 *
 * O(n·log m) in the number of members and the size. Since 1.2.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of members is empty
 */
export const zrem = (key: Key, members: OneOrMany<Value>): Command<number> =>
  command(ZREM, [key, ...many(ZREM, 'members', members)])

/**
 * Removes members from `min` to `max` in the order of bytes, where all have the same score. Answers with how many.
 *
 * O(log n + m) in the size and in the number of members removed. Since 2.8.9. Cluster: runs on the primary of the key's
 * slot.
 */
export const zremrangebylex = (key: Key, min: LexBound, max: LexBound): Command<number> =>
  command(ZREMRANGEBYLEX, [key, min, max])

/**
 * Removes members by rank from `start` to `stop`, both included; negative ones count from the end. Answers with how many.
 *
 * O(log n + m) in the size and in the number of members removed. Since 2.0.0. Cluster: runs on the primary of the key's
 * slot.
 */
export const zremrangebyrank = (key: Key, start: number, stop: number): Command<number> =>
  command(ZREMRANGEBYRANK, [key, start, stop])

/**
 * Removes members with a score from `min` to `max`. Answers with how many.
 *
 * O(log n + m) in the size and in the number of members removed. Since 1.2.0. Cluster: runs on the primary of the key's
 * slot.
 */
export const zremrangebyscore = (key: Key, min: ScoreBound, max: ScoreBound): Command<number> =>
  command(ZREMRANGEBYSCORE, [key, min, max])

/**
 * Score of a member; null where there is no such member.
 *
 * O(1). Since 1.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const zscore = (key: Key, member: Value): Command<number | null> =>
  command(ZSCORE, [key, member], toNumberOrNull)

export type { ScoredMember }
