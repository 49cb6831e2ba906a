import { type Command, command, keyPositions, lookup } from '@rc/commands'

/** What a command is made of once its arguments are flat. */
export type Word = string | Buffer

/** A command as it was called: its words, and whether Buffers are wanted. */
export interface Call {
  readonly words: readonly [string, ...Word[]]
  readonly asBytes: boolean
}

const PAIRS_FIRST = new Set(['MSET', 'MSETNX'])
const PAIRS_SECOND = new Set(['HSET', 'HMSET'])

/** The words of a call as ioredis makes them: lists flat, records as pairs, null and undefined as empty text. */
export function wordsOf(name: string, args: readonly unknown[]): readonly [string, ...Word[]] {
  const upper = name.toUpperCase()
  const at = PAIRS_FIRST.has(upper) ? 0 : PAIRS_SECOND.has(upper) ? 1 : -1
  const given = at >= 0 && args.length === at + 1 ? [...args.slice(0, at), ...pairs(args[at])] : args
  return [upper, ...given.flat().map(wordOf)]
}

function pairs(value: unknown): unknown[] {
  if (value instanceof Map) return [...value].flat()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [value]
  return value instanceof Uint8Array ? [value] : Object.entries(value).flat()
}

function wordOf(value: unknown): Word {
  if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? value : Buffer.from(value)
  if (value === null || value === undefined) return ''
  // What ioredis makes of records is '[object Object]', too.
  return String(value as string | number | boolean | bigint)
}

/** The command that words mean, its keys behind a prefix; undefined where only the server knows it. */
export function commandOf([name, ...args]: readonly [string, ...Word[]], prefix: string): Command<unknown> | undefined {
  const found = lookup([name, ...args])
  if (found === undefined) return undefined
  const rest = [name, ...args].slice(found.words)
  // Channels have no prefix, those of shards, which the table has as keys, included.
  if (prefix === '' || found.name === 'SPUBLISH') return command(found, rest)
  const keys = new Set(keyPositions(found.keys, rest))
  return command(
    found,
    rest.map((word, i) => (keys.has(i) ? behind(prefix, word) : word)),
  )
}

/** A name behind a prefix. */
export const behind = (prefix: string, word: Word): Word =>
  typeof word === 'string' ? prefix + word : Buffer.concat([Buffer.from(prefix), word])
