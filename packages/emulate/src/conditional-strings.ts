import { DEL, EXISTS, type Key, MSETEX, SETNX } from '@rc/commands'
import type { Arg, Reply } from '@rc/resp'
import { CHUNK } from './chunks.js'
import { all, type Steps } from './steps.js'
import { nameOf, wholeNumber, wordOf } from './words.js'

/** Keys with their values. */
type Entries = readonly (readonly [Key, Arg])[]
/** Sets one of them; 1 where it did. */
type SetOne = (entry: readonly [Key, Arg]) => Promise<Reply>

/**
 * MSETNX: looks whether any of the keys exists, then sets each as long as it does not. When it breaks, some are set: the
 * error's parts name them.
 *
 * Where somebody else makes one of them in between, those that were set are deleted again, and the answer is 0.
 */
export async function msetnx(steps: Steps): Promise<Reply> {
  if (steps.args.length % 2 !== 0) return steps.refuse()
  return setMissing(steps, entriesOf(steps.args), entry => steps.write(SETNX, ...entry))
}

/**
 * MSETEX: looks whether the keys exist where NX or XX asks for it, then sets each. When it breaks, some are set: the
 * error's parts name them.
 *
 * With NX as MSETNX. With XX, a key that somebody else deletes in between stays deleted, as if that had come later.
 */
export async function msetex(steps: Steps): Promise<Reply> {
  const { args } = steps
  const end = 1 + 2 * wholeNumber(args[0])
  const options = args.slice(end)
  if (args.length < end) return steps.refuse()
  const entries = entriesOf(args.slice(1, end))
  // One key at a time, by the same command: the server sees to the options, which are the same for all.
  const set: SetOne = entry => steps.write(MSETEX, 1, ...entry, ...options)
  const words = options.map(wordOf)
  if (words.includes('NX')) {
    if ((await setMissing(steps, entries, set)) === 1) return 1
  } else if (!words.includes('XX') || (await existing(steps, entries)) === entries.length) {
    await inPortions(entries, set)
    return 1
  }
  // Wrong options come before a condition that is not met.
  await steps.stage(MSETEX, 1, steps.temporary(args[1] as Key), '', ...options)
  return 0
}

/** How many of the keys there are. */
async function existing(steps: Steps, entries: Entries): Promise<number> {
  const keys = entries.map(([key]) => key)
  const counts = await all(slices(keys).map(some => steps.read<number>(EXISTS, ...some)))
  return counts.reduce((sum, count) => sum + count, 0)
}

async function setMissing(steps: Steps, entries: Entries, set: SetOne): Promise<Reply> {
  if ((await existing(steps, entries)) !== 0) return 0
  const replies = await inPortions(entries, set)
  const made = entries.flatMap(([key], i) => (replies[i] === 1 ? [key] : []))
  if (made.length === entries.length) return 1
  await all(slices(made).map(some => steps.write(DEL, ...some)))
  return 0
}

async function inPortions(entries: Entries, set: SetOne): Promise<readonly Reply[]> {
  const replies: Reply[] = []
  for (const some of slices(entries)) replies.push(...(await all(some.map(set))))
  return replies
}

const slices = <T>(list: readonly T[]): (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / CHUNK) }, (_, i) => list.slice(i * CHUNK, (i + 1) * CHUNK))

/** Pairs of key and value. Of a key that comes more than once, the last value counts. */
function entriesOf(args: readonly Arg[]): Entries {
  const entries = new Map<string, readonly [Key, Arg]>()
  for (let at = 0; at < args.length; at += 2) {
    const key = args[at] as Key
    entries.set(nameOf(key), [key, args[at + 1] as Arg])
  }
  return [...entries.values()]
}
