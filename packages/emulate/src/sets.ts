import { type Key, SADD, SCARD, SMISMEMBER, SSCAN } from '@rc/commands'
import type { Arg, Reply } from '@rc/resp'
import { pour, scan } from './chunks.js'
import { Draft } from './draft.js'
import { all, type Steps } from './steps.js'
import { nameOf, wholeNumber, wordOf } from './words.js'

type Operation = 'diff' | 'inter' | 'union'

/** Members of the result, chunk by chunk; possibly more than once. Throws WRONGTYPE before anything else. */
async function* result(steps: Steps, keys: readonly Key[], operation: Operation): AsyncGenerator<Buffer[]> {
  const sizes = await all(keys.map(key => steps.read<number>(SCARD, key)))
  const sources = keys.map((key, i) => ({ key, size: sizes[i] as number }))
  if (operation === 'inter') {
    // The smallest is read, the others are only asked.
    sources.sort((a, b) => a.size - b.size)
    if (sources[0]?.size === 0) return
  }
  const walked = operation === 'union' ? sources : sources.slice(0, 1)
  const asked = operation === 'union' ? [] : sources.slice(1)
  for (const { key, size } of walked) {
    if (size === 0) continue
    for await (const members of scan(steps, SSCAN, key)) {
      let left = members
      for (const other of asked) if (other.size > 0) left = await sieve(steps, left, { by: other.key, operation })
      yield left
    }
  }
}

async function sieve(
  steps: Steps,
  members: Buffer[],
  { by, operation }: { by: Key; operation: Operation },
): Promise<Buffer[]> {
  if (members.length === 0) return members
  const found = await steps.read<number[]>(SMISMEMBER, by, ...members)
  return members.filter((_, i) => (found[i] === 1) === (operation === 'inter'))
}

/**
 * SDIFF, SINTER, SUNION: reads one set in chunks and asks the others which of its members they hold. Changes nothing, so
 * that nothing is left when it breaks.
 */
export const setAlgebra =
  (operation: Operation) =>
  async (steps: Steps): Promise<Reply> => {
    const members = new Map<string, Buffer>()
    for await (const chunk of result(steps, steps.args, operation)) {
      for (const member of chunk) members.set(nameOf(member), member)
    }
    return [...members.values()]
  }

/**
 * SDIFFSTORE, SINTERSTORE, SUNIONSTORE: fills a temporary set beside the destination, which then takes its place. When it
 * breaks, the destination is as it was, and the temporary key expires.
 */
export const setAlgebraStore =
  (operation: Operation) =>
  async (steps: Steps): Promise<Reply> => {
    const [destination, ...keys] = steps.args as [Key, ...Key[]]
    const draft = new Draft(steps, destination)
    await pour(result(steps, keys, operation), chunk => draft.addAll(chunk.length === 0 ? [] : [[SADD, ...chunk]]))
    const count = draft.begun ? await steps.tend(SCARD, draft.key) : 0
    await draft.place(destination)
    return count
  }

/** SINTERCARD: counts what SINTER would find, up to LIMIT. Changes nothing. */
export async function sintercard(steps: Steps): Promise<Reply> {
  const { args, positions } = steps
  const limit = limitOf(args, positions.length + 1)
  if (limit === undefined || wholeNumber(args[0]) !== positions.length) return steps.refuse()
  const keys = positions.map(at => args[at] as Key)
  const members = new Set<string>()
  for await (const chunk of result(steps, keys, 'inter')) {
    for (const member of chunk) members.add(nameOf(member))
    if (members.size >= limit) return limit
  }
  return members.size
}

/** The value of LIMIT, which is all that may stand from there on; Infinity without it; undefined for what is no limit. */
export function limitOf(args: readonly Arg[], at: number): number | undefined {
  if (args.length === at) return Infinity
  const limit = wholeNumber(args[at + 1])
  if (args.length !== at + 2 || wordOf(args[at]) !== 'LIMIT' || !(limit >= 0)) return undefined
  return limit === 0 ? Infinity : limit
}
