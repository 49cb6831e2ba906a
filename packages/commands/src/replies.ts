import type { Reply } from '@rc/resp'

// What replies are read as. One function for all commands of a kind: a closure for each call would cost more than the
// reading. Each takes what a server answers under RESP3 and under RESP2, and gives the same for both.

/** A record: a map under RESP3, names and values in turn under RESP2. Never with a prototype. */
export function toRecord(reply: Reply): Record<string, Reply> {
  if (reply instanceof Map) return fromEntries([...(reply as ReadonlyMap<Reply, Reply>)])
  if (!Array.isArray(reply)) return (reply ?? emptyRecord()) as Record<string, Reply>
  const record = emptyRecord()
  for (let i = 0; i < reply.length; i += 2) record[toText(reply[i] as Reply)] = reply[i + 1] as Reply
  return record
}

function fromEntries(entries: readonly (readonly [Reply, Reply])[]): Record<string, Reply> {
  const record = emptyRecord()
  for (const [name, value] of entries) record[toText(name)] = value
  return record
}

/** A record of strings: HGETALL, CONFIG GET. */
export const toStrings = (reply: Reply): Record<string, string> => toRecord(reply) as Record<string, string>

/** Text, also where bytes were asked for; empty for what has none. */
export function toText(reply: Reply | undefined): string {
  if (typeof reply === 'string') return reply
  if (reply instanceof Uint8Array) return reply.toString()
  return typeof reply === 'object' || reply === undefined ? '' : String(reply)
}

/** Text, or null. */
export const toTextOrNull = (reply: Reply): string | null => (reply === null ? null : toText(reply))

/** Texts. */
export const toTexts = (reply: Reply): string[] => toList(reply).map(toText)

/** A number: RESP2 writes a score as text, RESP3 a yes or no as a boolean. */
export function toNumber(reply: Reply): number {
  if (typeof reply === 'number') return reply
  if (typeof reply === 'boolean') return reply ? 1 : 0
  const text = toText(reply)
  if (text === 'inf' || text === '+inf') return Infinity
  return text === '-inf' ? -Infinity : Number(text)
}

/** A number that RESP2 writes as text. Null stays null. */
export const toNumberOrNull = (reply: Reply): number | null => (reply === null ? null : toNumber(reply))

/** Numbers that RESP2 writes as text. */
export const toNumbers = (reply: Reply): number[] => toList(reply).map(toNumber)

/** Numbers that RESP2 writes as text, nulls among them. */
export const toNumbersOrNulls = (reply: Reply): (number | null)[] => toList(reply).map(toNumberOrNull)

/** A list; nil is an empty one. */
export const toList = (reply: Reply): readonly Reply[] => (Array.isArray(reply) ? (reply as readonly Reply[]) : [])

/** A list of records: XINFO GROUPS, FUNCTION LIST. */
export const toRecords = (reply: Reply): Record<string, Reply>[] => toList(reply).map(toRecord)

/** Pairs of a name and a value, in pairs under RESP3, in a row under RESP2. */
export function toPairs(reply: Reply): [Reply, Reply][] {
  const list = (reply ?? []) as readonly Reply[]
  if (list.length > 0 && Array.isArray(list[0])) return list as unknown as [Reply, Reply][]
  const pairs: [Reply, Reply][] = []
  for (let i = 0; i < list.length; i += 2) pairs.push([list[i] as Reply, list[i + 1] as Reply])
  return pairs
}

/** A record without a prototype, so that every name is a field. */
export const emptyRecord = (): Record<string, Reply> => Object.create(null) as Record<string, Reply>

/** A member of a sorted set with its score. */
export interface ScoredMember {
  member: string
  score: number
}

/** Members with their scores. */
export const toScored = (reply: Reply): ScoredMember[] =>
  toPairs(reply).map(([member, score]) => ({ member: member as string, score: toNumber(score) }))
