import type { Key } from '@rc/commands'
import type { Arg } from '@rc/resp'
import { decimal, wholeNumber, wordOf } from './words.js'

/** What becomes of a member's scores. */
export type Aggregate = 'SUM' | 'MIN' | 'MAX'

/** The words of ZUNION and its like. */
export interface Combination {
  readonly keys: readonly Key[]
  /** A factor for each key; empty where all are 1. */
  readonly weights: readonly number[]
  readonly aggregate: Aggregate
  readonly withScores: boolean
}

/** Reads a number of keys, the keys, and of the options those that are allowed; undefined for all else. */
export function combinationOf(
  args: readonly Arg[],
  allowed: readonly ('WEIGHTS' | 'AGGREGATE' | 'WITHSCORES')[],
): Combination | undefined {
  const count = wholeNumber(args[0])
  const keys = args.slice(1, count + 1)
  if (!(count > 0) || keys.length < count) return undefined
  let weights: readonly number[] = []
  let aggregate: Aggregate = 'SUM'
  let withScores = false
  for (let at = count + 1; at < args.length; at++) {
    const word = allowed.find(option => option === wordOf(args[at]))
    switch (word) {
      case 'WEIGHTS':
        weights = args.slice(at + 1, at + 1 + count).map(decimal)
        if (weights.length < count || weights.some(Number.isNaN)) return undefined
        at += count
        break
      case 'AGGREGATE': {
        const given = wordOf(args[++at])
        if (given !== 'SUM' && given !== 'MIN' && given !== 'MAX') return undefined
        aggregate = given
        break
      }
      case 'WITHSCORES':
        withScores = true
        break
      case undefined:
        return undefined
    }
  }
  return { keys, weights, aggregate, withScores }
}
