import type { Arg, Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { toScored } from '../replies.js'
import type { CommandSpec } from '../spec.js'
import { ZDIFF, ZDIFFSTORE, ZINTER, ZINTERCARD, ZINTERSTORE, ZUNION, ZUNIONSTORE } from '../specs.gen.js'
import { after, counted, type Key, type OneOrMany } from './args.js'
import { INTERCARD_OPTIONS, type IntercardOptions } from './intercard.js'
import { appendOptions, type OptionTable, refuse } from './options.js'
import type { Members, WithscoresOptions } from './sorted-set-ranges.js'

/** Options of ZUNIONSTORE and ZINTERSTORE. */
export interface WeightOptions {
  /** A factor for the scores of each key, in the order of the keys; 1 without it. */
  weights?: readonly number[]
  /** What becomes of a member's scores: their sum (the default), the lowest, the highest. */
  aggregate?: 'SUM' | 'MIN' | 'MAX'
}

/** Options of ZUNION and ZINTER. */
export interface ZcombineOptions extends WeightOptions {
  /** Answer with `{ member, score }`. */
  withscores?: boolean
}

const COMBINE_OPTIONS: OptionTable<ZcombineOptions> = {
  tokens: { weights: 'values', aggregate: 'value', withscores: 'flag' },
}
const STORE_OPTIONS: OptionTable<WeightOptions> = { tokens: { weights: 'values', aggregate: 'value' } }
const DIFF_OPTIONS: OptionTable<WithscoresOptions> = { tokens: { withscores: 'flag' } }

/**
 * Members of the first sorted set that are in none of the others.
 *
 * O(l + (n − k)·log n) in the size of all, of the first, and of the result. Since 6.2.0. Cluster: all keys must be in one
 * slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const zdiff = (keys: OneOrMany<Key>, options?: WithscoresOptions): Command<Members> =>
  command(ZDIFF, appendOptions(ZDIFF, counted(ZDIFF, keys), { given: options, table: DIFF_OPTIONS }), scores(options))

/**
 * Stores the members of the first sorted set that are in none of the others. Answers with how many they are.
 *
 * O(l + (n − k)·log n) in the size of all, of the first, and of the result. Since 6.2.0. Cluster: all keys must be in one
 * slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const zdiffstore = (destination: Key, keys: OneOrMany<Key>): Command<number> =>
  command(ZDIFFSTORE, after(destination, counted(ZDIFFSTORE, keys)))

/**
 * Members that are in all sorted sets (sets count as such, with scores of 1).
 *
 * O(n·k + m·log m) in the size of the smallest, the number of keys and the size of the result. Since 6.2.0. Cluster: all
 * keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty, or there are not as many weights as keys
 */
export const zinter = (keys: OneOrMany<Key>, options?: ZcombineOptions): Command<Members> =>
  combine(ZINTER, keys, options)

/**
 * Number of members that are in all sorted sets.
 *
 * O(n·k) in the size of the smallest and the number of keys. Since 7.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const zintercard = (keys: OneOrMany<Key>, options?: IntercardOptions): Command<number> =>
  command(
    ZINTERCARD,
    appendOptions(ZINTERCARD, counted(ZINTERCARD, keys), { given: options, table: INTERCARD_OPTIONS }),
  )

/**
 * Stores the members that are in all sorted sets. Answers with how many they are.
 *
 * O(n·k + m·log m) in the size of the smallest, the number of keys and the size of the result. Since 2.0.0. Cluster: all
 * keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty, or there are not as many weights as keys
 */
export const zinterstore = (destination: Key, keys: OneOrMany<Key>, options?: WeightOptions): Command<number> =>
  command(ZINTERSTORE, store(ZINTERSTORE, after(destination, counted(ZINTERSTORE, keys)), options))

/**
 * Members that are in any of the sorted sets (sets count as such, with scores of 1).
 *
 * O(n + m·log m) in the size of all and of the result. Since 6.2.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty, or there are not as many weights as keys
 */
export const zunion = (keys: OneOrMany<Key>, options?: ZcombineOptions): Command<Members> =>
  combine(ZUNION, keys, options)

/**
 * Stores the members that are in any of the sorted sets. Answers with how many they are.
 *
 * O(n + m·log m) in the size of all and of the result. Since 2.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty, or there are not as many weights as keys
 * @example
 * await rc.zunionstore('{board}:all', ['{board}:may', '{board}:june'], { weights: [1, 2], aggregate: 'MAX' })
 */
export const zunionstore = (destination: Key, keys: OneOrMany<Key>, options?: WeightOptions): Command<number> =>
  command(ZUNIONSTORE, store(ZUNIONSTORE, after(destination, counted(ZUNIONSTORE, keys)), options))

function combine(spec: CommandSpec, keys: OneOrMany<Key>, options: ZcombineOptions | undefined): Command<Members> {
  const args = counted(spec, keys)
  checkWeights(spec, args.length - 1, options)
  return command(spec, appendOptions(spec, args, { given: options, table: COMBINE_OPTIONS }), scores(options))
}

function store(spec: CommandSpec, args: Arg[], options: WeightOptions | undefined): Arg[] {
  checkWeights(spec, args.length - 2, options)
  return appendOptions(spec, args, { given: options, table: STORE_OPTIONS })
}

function checkWeights(spec: CommandSpec, keys: number, options: WeightOptions | undefined): void {
  const weights: unknown = options?.weights
  if (weights === undefined || (Array.isArray(weights) && weights.length === keys)) return
  throw refuse(spec, `the option weights must be a list of ${keys} numbers, one for each key`)
}

const scores = (options: WithscoresOptions | undefined): ((reply: Reply) => Members) | undefined =>
  options?.withscores === true ? toScored : undefined
