import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { type ScoredMember, toList, toNumber, toScored } from '../replies.js'
import type { CommandSpec } from '../spec.js'
import { BZMPOP, BZPOPMAX, BZPOPMIN, ZMPOP, ZPOPMAX, ZPOPMIN } from '../specs.gen.js'
import { counted, type Key, many, type OneOrMany } from './args.js'
import { appendOptions } from './options.js'
import { MPOP_OPTIONS, type MpopOptions } from './popped.js'

/** What BZPOPMIN and BZPOPMAX took, and from which key. */
export interface PoppedMember extends ScoredMember {
  key: string
}

/** What ZMPOP and BZMPOP took, and from which key. */
export interface PoppedMembers {
  key: string
  members: ScoredMember[]
}

/** An end of a sorted set. */
export type ScoreEnd = 'MIN' | 'MAX'

/**
 * As `zmpop`, but waits for a member. Null where none came within `seconds`; 0 waits without end.
 *
 * O(n·log m) in the number of members and the size. Since 7.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const bzmpop = (
  seconds: number,
  keys: OneOrMany<Key>,
  where: ScoreEnd,
  options?: MpopOptions,
): Command<PoppedMembers | null> =>
  command(
    BZMPOP,
    appendOptions(BZMPOP, [seconds, ...counted(BZMPOP, keys), where], { given: options, table: MPOP_OPTIONS }),
    toPoppedMembers,
  )

/**
 * As `zpopmax` of the first sorted set that has a member, and waits where none has. Null where none came within
 * `seconds`; 0 waits without end.
 *
 * O(log n). Since 5.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const bzpopmax = (keys: OneOrMany<Key>, seconds: number): Command<PoppedMember | null> =>
  command(BZPOPMAX, [...many(BZPOPMAX, 'keys', keys), seconds], toPoppedMember)

/**
 * As `zpopmin` of the first sorted set that has a member, and waits where none has. Null where none came within
 * `seconds`; 0 waits without end.
 *
 * O(log n). Since 5.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const bzpopmin = (keys: OneOrMany<Key>, seconds: number): Command<PoppedMember | null> =>
  command(BZPOPMIN, [...many(BZPOPMIN, 'keys', keys), seconds], toPoppedMember)

/**
 * Takes members with the lowest or highest scores from the first sorted set that has any. Null where none has.
 *
 * O(n·log m) in the number of members and the size. Since 7.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const zmpop = (keys: OneOrMany<Key>, where: ScoreEnd, options?: MpopOptions): Command<PoppedMembers | null> =>
  command(
    ZMPOP,
    appendOptions(ZMPOP, [...counted(ZMPOP, keys), where], { given: options, table: MPOP_OPTIONS }),
    toPoppedMembers,
  )

/**
 * Takes the member with the highest score; null where there is none. With `count` so many, as a list.
 *
 * O(n·log m) in the number of members and the size. Since 5.0.0. Cluster: runs on the primary of the key's slot.
 */
export const zpopmax = (key: Key, count?: number): Command<ScoredMember | ScoredMember[] | null> =>
  pop(ZPOPMAX, key, count)

/**
 * Takes the member with the lowest score; null where there is none. With `count` so many, as a list.
 *
 * O(n·log m) in the number of members and the size. Since 5.0.0. Cluster: runs on the primary of the key's slot.
 */
export const zpopmin = (key: Key, count?: number): Command<ScoredMember | ScoredMember[] | null> =>
  pop(ZPOPMIN, key, count)

function pop(spec: CommandSpec, key: Key, count: number | undefined): Command<ScoredMember | ScoredMember[] | null> {
  return count === undefined ? command(spec, [key], toOneScored) : command(spec, [key, count], toScored)
}

/** Without a count RESP3 answers with the pair itself, not with a list of pairs. */
function toOneScored(reply: Reply): ScoredMember | null {
  const [member, score] = toList(reply)
  return member === undefined ? null : { member: member as string, score: toNumber(score ?? null) }
}

function toPoppedMember(reply: Reply): PoppedMember | null {
  if (reply === null) return null
  const [key, member, score] = toList(reply)
  return { key: key as string, member: member as string, score: toNumber(score ?? null) }
}

function toPoppedMembers(reply: Reply): PoppedMembers | null {
  if (reply === null) return null
  const [key, members] = toList(reply)
  return { key: key as string, members: toScored(members ?? null) }
}
