import type { Reply } from '@rc/resp'

// What replies are read as. One function for all commands of a kind: a closure for each call would cost more than the
// reading. Each takes what a server answers under RESP3 and under RESP2, and gives the same for both.

/** A record: a map under RESP3, names and values in turn under RESP2. Never with a prototype. */
export function toRecord(reply: Reply): Record<string, Reply> {
  if (!Array.isArray(reply)) return (reply ?? emptyRecord()) as Record<string, Reply>
  const record = emptyRecord()
  for (let i = 0; i < reply.length; i += 2) record[String(reply[i])] = reply[i + 1] as Reply
  return record
}

/** A record of strings: HGETALL, CONFIG GET. */
export const toStrings = (reply: Reply): Record<string, string> => toRecord(reply) as Record<string, string>

/** A number that RESP2 writes as text: a score. Null stays null. */
export const toNumberOrNull = (reply: Reply): number | null => (reply === null ? null : Number(reply))

/** Numbers that RESP2 writes as text, nulls among them. */
export const toNumbersOrNulls = (reply: Reply): (number | null)[] => (reply as readonly Reply[]).map(toNumberOrNull)

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
