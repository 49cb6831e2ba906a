import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { toRecord } from '../replies.js'
import { LCS } from '../specs.gen.js'
import type { Key } from './args.js'
import { appendOptions, type OptionTable } from './options.js'

/** Options of LCS. */
export interface LcsOptions {
  /** Answer with the length alone. */
  len?: boolean
  /** Answer with where the matches are. */
  idx?: boolean
  /** With `idx`: leave out matches shorter than this. */
  minmatchlen?: number
  /** With `idx`: tell the length of each match. */
  withmatchlen?: boolean
}

const LCS_OPTIONS: OptionTable<LcsOptions> = {
  tokens: { len: 'flag', idx: 'flag', minmatchlen: 'value', withmatchlen: 'flag' },
  exclusive: [['len', 'idx']],
  needs: { minmatchlen: 'idx', withmatchlen: 'idx' },
}

/** One match of LCS: where it is in the first and in the second string, both ends included. */
export type LcsMatch = [first: [number, number], second: [number, number], length?: number]

/**
 * The longest common subsequence of two strings: as text, as its length (`len`), or where its matches are (`idx`).
 *
 * O(n·m) in the lengths. Since 7.0.0. Cluster: both keys must be in one slot.
 *
 * @throws ConfigError where options exclude each other
 */
export const lcs = (
  key1: Key,
  key2: Key,
  options?: LcsOptions,
): Command<string | number | { matches: LcsMatch[]; len: number }> =>
  command(
    LCS,
    appendOptions(LCS, [key1, key2], { given: options, table: LCS_OPTIONS }),
    options?.idx === true ? toMatches : undefined,
  )

function toMatches(reply: Reply): { matches: LcsMatch[]; len: number } {
  const { matches, len } = toRecord(reply)
  return { matches: matches as unknown as LcsMatch[], len: Number(len) }
}
