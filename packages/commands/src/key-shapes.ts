import type { Arg } from '@rc/resp'

/**
 * Where keys stand among the arguments. Positions count from the first argument after the command's name, so that they
 * index `Command.args`.
 */
export type KeyShape = RangeShape | CountShape

interface Begin {
  /** Index where the search begins; negative counts from the end, and a keyword is then sought backwards. */
  readonly begin: number
  /** The keys follow this word (`STREAMS`, `KEYS`, `STORE`); without it they begin at `begin`. */
  readonly keyword?: string
  /** Words before the keyword that have values, and how many: a value that reads like the keyword is none. */
  readonly skip?: Readonly<Record<string, number>>
  /** The last such word counts, not the first. */
  readonly lastOne?: boolean
}

/** Keys in a row, one every `step` arguments. */
export interface RangeShape extends Begin {
  readonly kind: 'range'
  /** Last key, relative to the first where it is 0 or more; -1 is the last argument, -2 the one before it. */
  readonly last: number
  /** 1 for keys alone, 2 for pairs of key and value. */
  readonly step: number
  /**
   * The keys stand there in place of the argument at this index, where that is an empty string; else that one is the
   * key.
   */
  readonly inPlaceOf?: number
  /** With `last` -1: 2 means that keys fill the first half of what is left, 3 the first third; 0 and 1 all of it. */
  readonly limit: number
}

/** A number says how many keys follow. */
export interface CountShape extends Begin {
  readonly kind: 'count'
  /** Where the first key stands, relative to the number. */
  readonly first: number
  readonly step: number
}

const range = (begin: number, last = 0, step = 1): readonly KeyShape[] => [
  { kind: 'range', begin, last, step, limit: 0 },
]
const count = (begin: number): readonly KeyShape[] => [{ kind: 'count', begin, first: 1, step: 1 }]

/** No keys. */
export const NONE: readonly KeyShape[] = []
/** One key, the first argument: GET, HSET. */
export const FIRST = /* @__PURE__ */ range(0)
/** One key, the second argument: OBJECT-like commands with a word before it, BITOP's destination. */
export const SECOND = /* @__PURE__ */ range(1)
/** Two keys in a row: RENAME, LMOVE. */
export const TWO = /* @__PURE__ */ range(0, 1)
/** All arguments are keys: DEL, MGET. */
export const ALL = /* @__PURE__ */ range(0, -1)
/** All arguments but the last are keys: BLPOP. */
export const ALL_BUT_LAST = /* @__PURE__ */ range(0, -2)
/** Pairs of key and value: MSET. */
export const PAIRS = /* @__PURE__ */ range(0, -1, 2)
/** All from the second on: BITOP's sources. */
export const FROM_SECOND = /* @__PURE__ */ range(1, -1)
/** A number first, then that many keys: ZUNION, LMPOP. */
export const COUNTED = /* @__PURE__ */ count(0)
/** A number second, then that many keys: EVAL, BLMPOP. */
export const COUNTED_SECOND = /* @__PURE__ */ count(1)

/** A destination, then a number and that many keys: ZUNIONSTORE. */
export const FIRST_AND_COUNTED: readonly KeyShape[] = [
  { kind: 'range', begin: 0, last: 0, step: 1, limit: 0 },
  { kind: 'count', begin: 1, first: 1, step: 1 },
]
/** One key, and one behind the last STORE: SORT. */
export const SORT_KEYS: readonly KeyShape[] = [
  { kind: 'range', begin: 0, last: 0, step: 1, limit: 0 },
  {
    kind: 'range',
    begin: 1,
    keyword: 'STORE',
    skip: { LIMIT: 2, GET: 1, BY: 1 },
    lastOne: true,
    last: 0,
    step: 1,
    limit: 0,
  },
]
/** The third argument, or where that is empty all behind KEYS: MIGRATE. */
export const MIGRATE_KEYS: readonly KeyShape[] = [
  {
    kind: 'range',
    begin: 5,
    keyword: 'KEYS',
    skip: { AUTH: 1, AUTH2: 2 },
    inPlaceOf: 2,
    last: -1,
    step: 1,
    limit: 0,
  },
]

/** Indexes into `args` of all keys, in ascending order without repetition. */
export function keyPositions(shapes: readonly KeyShape[], args: readonly Arg[]): number[] {
  const positions: number[] = []
  for (const shape of shapes) collect(shape, args, positions)
  if (shapes.length < 2) return positions
  return [...new Set(positions)].sort((a, b) => a - b)
}

function collect(shape: KeyShape, args: readonly Arg[], into: number[]): void {
  const begin = beginOf(shape, args)
  if (shape.kind === 'count') {
    collectCounted(shape, args, { begin, into })
    return
  }
  const { inPlaceOf } = shape
  if (inPlaceOf !== undefined && (begin < 0 || !isEmpty(args[inPlaceOf]))) {
    if (inPlaceOf < args.length) into.push(inPlaceOf)
    return
  }
  if (begin < 0 || begin >= args.length) return
  const end = lastOf(shape, begin, args.length)
  for (let at = begin; at <= end; at += shape.step) into.push(at)
}

function collectCounted(
  { first, step }: CountShape,
  args: readonly Arg[],
  { begin, into }: { begin: number; into: number[] },
): void {
  if (begin < 0 || begin >= args.length) return
  const keys = Number(textOf(args[begin] as Arg))
  if (!Number.isSafeInteger(keys) || keys < 0) return
  for (let i = 0, at = begin + first; i < keys && at < args.length; i++, at += step) into.push(at)
}

function beginOf(shape: Begin, args: readonly Arg[]): number {
  const { begin, keyword, skip, lastOne } = shape
  if (keyword === undefined) return begin
  if (begin < 0) return backwards(args, begin, keyword)
  let found = -1
  for (let at = begin; at < args.length - 1; at++) {
    const word = wordOf(args[at] as Arg)
    const values = skip?.[word]
    if (values !== undefined) at += values
    else if (word === keyword) {
      found = at + 1
      if (lastOne !== true) return found
    }
  }
  return found
}

/** From the last word but one: nothing can follow the last. */
function backwards(args: readonly Arg[], begin: number, keyword: string): number {
  for (let at = args.length + begin; at >= 0; at--) if (wordOf(args[at] as Arg) === keyword) return at + 1
  return -1
}

function lastOf(shape: RangeShape, begin: number, length: number): number {
  if (shape.last >= 0) return Math.min(begin + shape.last, length - 1)
  const end = length + shape.last
  if (shape.last !== -1 || shape.limit < 2) return end
  return begin + Math.floor((length - begin) / shape.limit) - 1
}

/** An argument as a word of the command's syntax. */
export const wordOf = (arg: Arg): string => textOf(arg).toUpperCase()

const isEmpty = (arg: Arg | undefined): boolean => arg === '' || (arg instanceof Uint8Array && arg.length === 0)

const textOf = (arg: Arg): string => (arg instanceof Uint8Array ? new TextDecoder().decode(arg) : String(arg))
