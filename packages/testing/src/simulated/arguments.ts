import { CommandError } from './store.js'

/** An argument that the arity promises to be there. */
export function argAt(args: readonly Buffer[], index: number): Buffer {
  const arg = args[index]
  if (arg === undefined) throw new CommandError('ERR syntax error')
  return arg
}

/** An argument as a whole number of 64 bits. */
export function intAt(args: readonly Buffer[], index: number): bigint {
  return parseInteger(argAt(args, index))
}

/** An option's word, in upper case; an empty string behind the last one. */
export const wordAt = (args: readonly Buffer[], index: number): string =>
  (args[index]?.toString('latin1') ?? '').toUpperCase()

/** @throws CommandError where it is none, or goes beyond 64 bits */
export function parseInteger(bytes: Buffer): bigint {
  const text = bytes.toString('latin1')
  const value = /^-?(0|[1-9]\d{0,18})$/.test(text) ? BigInt(text) : undefined
  if (value === undefined || BigInt.asIntN(64, value) !== value || text === '-0') {
    throw new CommandError('ERR value is not an integer or out of range')
  }
  return value
}

/** An integer as a reply: a number where that is exact. */
export const integerReply = (value: bigint): number | bigint => {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** Whether a key matches a pattern of `KEYS` and `SCAN`. */
export function globMatches(pattern: Buffer, key: Buffer): boolean {
  const source = pattern
    .toString('latin1')
    .replace(/\\(.)|\*|\?|\[(\^?)((?:\\.|[^\]])*)\]|[.+^${}()|/]/g, (match, escaped, not, set) => {
      if (escaped !== undefined) return `\\x${escaped.charCodeAt(0).toString(16).padStart(2, '0')}`
      if (match === '*') return '[^]*'
      if (match === '?') return '[^]'
      return set === undefined ? `\\${match}` : `[${not}${set}]`
    })
  return new RegExp(`^${source}$`).test(key.toString('latin1'))
}
