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
}

/** Keys in a row, one every `step` arguments. */
export interface RangeShape extends Begin {
  readonly kind: 'range'
  /** Last key, relative to the first where it is 0 or more; -1 is the last argument, -2 the one before it. */
  readonly last: number
  /** 1 for keys alone, 2 for pairs of key and value. */
  readonly step: number
  /** An empty string stands for no key. */
  readonly unlessEmpty?: boolean
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
  { kind: 'range', begin: -1, keyword: 'STORE', last: 0, step: 1, limit: 0 },
]
/** The third argument, or where that is empty all behind KEYS: MIGRATE. */
export const MIGRATE_KEYS: readonly KeyShape[] = [
  { kind: 'range', begin: 2, last: 0, step: 1, limit: 0, unlessEmpty: true },
  { kind: 'range', begin: -1, keyword: 'KEYS', last: -1, step: 1, limit: 0 },
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
  if (begin < 0 || begin >= args.length) return
  if (shape.kind === 'count') {
    const keys = Number(textOf(args[begin] as Arg))
    if (!Number.isSafeInteger(keys) || keys < 0) return
    const first = begin + shape.first
    for (let i = 0, at = first; i < keys && at < args.length; i++, at += shape.step) into.push(at)
    return
  }
  if (shape.unlessEmpty === true && args[begin] === '') return
  const end = lastOf(shape, begin, args.length)
  for (let at = begin; at <= end; at += shape.step) into.push(at)
}

function beginOf(shape: Begin, args: readonly Arg[]): number {
  const { begin, keyword } = shape
  if (keyword === undefined) return begin
  if (begin >= 0) {
    for (let at = begin; at < args.length; at++) if (isWord(args[at] as Arg, keyword)) return at + 1
  } else {
    for (let at = args.length + begin; at >= 0; at--) if (isWord(args[at] as Arg, keyword)) return at + 1
  }
  return -1
}

function lastOf(shape: RangeShape, begin: number, length: number): number {
  if (shape.last >= 0) return Math.min(begin + shape.last, length - 1)
  const end = length + shape.last
  if (shape.last !== -1 || shape.limit < 2) return end
  return begin + Math.floor((length - begin) / shape.limit) - 1
}

const isWord = (arg: Arg, word: string): boolean =>
  typeof arg === 'string' ? arg.toUpperCase() === word : arg instanceof Uint8Array && textOf(arg).toUpperCase() === word

const textOf = (arg: Arg): string => (arg instanceof Uint8Array ? new TextDecoder().decode(arg) : String(arg))
