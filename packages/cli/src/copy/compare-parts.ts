import {
  type CommandSpec,
  GETRANGE,
  HLEN,
  HMGET,
  HSCAN,
  type Key,
  LLEN,
  LRANGE,
  SCARD,
  SMISMEMBER,
  SSCAN,
  STRLEN,
  XINFO_GROUPS,
  XLEN,
  XPENDING,
  XRANGE,
  ZCARD,
  ZMSCORE,
  ZSCAN,
} from '@rc/commands'
import type { Reply } from '@rc/resp'
import type { Part } from '../store/store.js'
import { all, ask } from './ways.js'

type Compare = (key: Key, source: Part, target: Part) => Promise<boolean>

/** How values of a type are compared part by part; undefined for types of modules. */
export const comparisonOf = (type: string): Compare | undefined => BY_TYPE.get(type)

const CHUNK_BYTES = 2 ** 20
const MOST_ELEMENTS = 1000

/** Asks both the same, and says whether they say the same. */
async function agree(spec: CommandSpec, args: readonly (Key | number)[], [a, b]: readonly [Part, Part]) {
  const [mine, theirs] = await all([ask<Reply>(a, spec, ...args), ask<Reply>(b, spec, ...args)])
  return { same: equal(mine, theirs), mine }
}

const compareString: Compare = async (key, source, target) => {
  const { same, mine: length } = await agree(STRLEN, [key], [source, target])
  if (!same) return false
  for (let at = 0; at < Number(length); at += CHUNK_BYTES) {
    if (!(await agree(GETRANGE, [key, at, at + CHUNK_BYTES - 1], [source, target])).same) return false
  }
  return true
}

const compareList: Compare = async (key, source, target) => {
  const { same, mine: length } = await agree(LLEN, [key], [source, target])
  if (!same) return false
  let count = 8
  for (let at = 0; at < Number(length); ) {
    const page = await agree(LRANGE, [key, at, at + count - 1], [source, target])
    const elements = page.mine as readonly Buffer[]
    if (!page.same || elements.length === 0) return false
    at += elements.length
    count = nextCount(count, elements)
  }
  return true
}

/** Types whose parts have no order: as many of them, and each part of the source is at the target. */
const compareUnordered =
  (
    card: CommandSpec,
    scan: CommandSpec,
    holds: (key: Key, parts: readonly Buffer[], target: Part) => Promise<boolean>,
  ): Compare =>
  async (key, source, target) => {
    if (!(await agree(card, [key], [source, target])).same) return false
    let cursor = '0'
    let count = 8
    do {
      const [next, parts] = await ask<[Buffer, Buffer[]]>(source, scan, key, cursor, 'COUNT', count)
      if (parts.length > 0 && !(await holds(key, parts, target))) return false
      cursor = next.toString()
      count = nextCount(count, parts)
    } while (cursor !== '0')
    return true
  }

const hasMembers = async (key: Key, members: readonly Buffer[], target: Part): Promise<boolean> =>
  (await ask<number[]>(target, SMISMEMBER, key, ...members)).every(found => found === 1)

async function hasFields(key: Key, pairs: readonly Buffer[], target: Part): Promise<boolean> {
  const values = await ask<(Buffer | null)[]>(target, HMGET, key, ...evenOnes(pairs))
  return values.every((value, i) => value?.equals(pairs[2 * i + 1] as Buffer) === true)
}

async function hasScores(key: Key, pairs: readonly Buffer[], target: Part): Promise<boolean> {
  const scores = await ask<Reply[]>(target, ZMSCORE, key, ...evenOnes(pairs))
  return scores.every((score, i) => score !== null && Number(score) === scoreOf(pairs[2 * i + 1] as Buffer))
}

const scoreOf = (text: Buffer): number =>
  Number(text.toString().replace(/^([+-]?)inf$/i, (_, sign: string) => `${sign}Infinity`))

const evenOnes = (pairs: readonly Buffer[]): Buffer[] => pairs.filter((_, i) => i % 2 === 0)

const compareStream: Compare = async (key, source, target) => {
  const both = [source, target] as const
  if (!(await agree(XLEN, [key], both)).same) return false
  const groups = await agree(XINFO_GROUPS, [key], both)
  if (!groups.same) return false
  for (let from = '-', count = 8; ; ) {
    const { same, mine } = await agree(XRANGE, [key, from, '+', 'COUNT', count], both)
    if (!same) return false
    const entries = mine as readonly [Buffer, readonly Buffer[]][]
    const last = entries.at(-1)
    if (last === undefined) break
    from = `(${last[0].toString()}`
    count = nextCount(
      count,
      entries.flatMap(([, fields]) => fields),
    )
  }
  for (const group of groups.mine as readonly unknown[]) {
    const name = nameOf(group)
    if (name !== undefined && !(await agree(XPENDING, [key, name], both)).same) return false
  }
  return true
}

/** The name of a group, out of a map or of a list of fields and values. */
function nameOf(group: unknown): Buffer | undefined {
  if (Array.isArray(group)) return group[group.findIndex(word => String(word) === 'name') + 1] as Buffer
  if (!(group instanceof Map)) return (group as { readonly name?: Buffer } | null)?.name
  for (const [field, value] of group) if (String(field) === 'name') return value as Buffer
  return undefined
}

const BY_TYPE: ReadonlyMap<string, Compare> = new Map([
  ['string', compareString],
  ['list', compareList],
  ['set', compareUnordered(SCARD, SSCAN, hasMembers)],
  ['hash', compareUnordered(HLEN, HSCAN, hasFields)],
  ['zset', compareUnordered(ZCARD, ZSCAN, hasScores)],
  ['stream', compareStream],
])

/** How many to ask for next, so that a page is about a mebibyte. */
function nextCount(count: number, parts: readonly Buffer[]): number {
  const bytes = parts.reduce((sum, { length }) => sum + length, 0)
  const fit = bytes === 0 ? MOST_ELEMENTS : Math.floor((CHUNK_BYTES * parts.length) / bytes)
  return Math.max(1, Math.min(MOST_ELEMENTS, count * 4, fit))
}

/** Whether two replies are the same. */
function equal(a: unknown, b: unknown): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => equal(one, b[i]))
  if (a instanceof Map && b instanceof Map) return equal([...a].flat(), [...b].flat())
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    return equal(Object.entries(a).flat(), Object.entries(b).flat())
  }
  return a === b
}
