import { GET, type Key, PFCOUNT, PFMERGE, SET } from '@rc/commands'
import type { Reply } from '@rc/resp'
import { TEMPORARY_MS } from './draft.js'
import { all, type Steps } from './steps.js'

/**
 * PFCOUNT: brings what is elsewhere (12 KiB a key at most) under temporary keys beside the first key, and counts there.
 * When it breaks, nothing but temporary keys is left, which expire.
 */
export async function pfcount(steps: Steps): Promise<Reply> {
  const [first, ...others] = steps.args as [Key, ...Key[]]
  return withCopies(steps, [first, others], copies => steps.read(PFCOUNT, first, ...copies))
}

/**
 * PFMERGE: brings the sources (12 KiB a key at most) under temporary keys beside the destination, and merges there, at
 * once. When it breaks, the destination is as it was or merged, and temporary keys expire.
 */
export async function pfmerge(steps: Steps): Promise<Reply> {
  const [destination, ...sources] = steps.args as [Key, ...Key[]]
  return withCopies(steps, [destination, sources], copies => steps.write(PFMERGE, destination, ...copies))
}

/** Lets the server see to it that all are of the kind, and brings those that exist beside the target. */
async function withCopies(
  steps: Steps,
  [target, sources]: [Key, readonly Key[]],
  run: (copies: Key[]) => Promise<Reply>,
): Promise<Reply> {
  await all([target, ...sources].map(key => steps.read(PFCOUNT, key)))
  const brought = await all(sources.map(key => bring(steps, key, target)))
  return run(brought.filter(copy => copy !== undefined))
}

async function bring(steps: Steps, key: Key, target: Key): Promise<Key | undefined> {
  const bytes = await steps.read<Buffer | null>(GET, key)
  if (bytes === null) return undefined
  const copy = steps.temporary(target)
  await steps.stage(SET, copy, bytes, 'PX', TEMPORARY_MS)
  return copy
}
