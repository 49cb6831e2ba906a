import { DEL, DENY_OOM, EXISTS, FIRST, type Key, SETNX, spec, WRITE } from '@rc/commands'
import type { Arg, Reply } from '@rc/resp'
import { CHUNK } from './chunks.js'
import { all, type Steps } from './steps.js'
import { bytesOf, wholeNumber, wordOf } from './words.js'

/** SET with a condition: a second run does not answer as the first. */
const SET_IF = /* @__PURE__ */ spec('SET', { arity: -3, flags: WRITE | DENY_OOM, keys: FIRST })

/** Keys with their values. */
type Entries = readonly (readonly [Key, Arg])[]

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
  const condition = conditionOf(options)
  if (condition === undefined || args.length < end) return steps.refuse()
  const entries = entriesOf(args.slice(1, end))
  const set = (entry: readonly [Key, Arg]) => steps.write(SET_IF, ...entry, ...options)
  if (condition === 'NX') return setMissing(steps, entries, set)
  const keys = entries.map(([key]) => key)
  if (condition === 'XX' && (await steps.read(EXISTS, ...keys)) !== keys.length) return 0
  await inPortions(entries, set)
  return 1
}

async function setMissing(
  steps: Steps,
  entries: Entries,
  set: (entry: readonly [Key, Arg]) => Promise<Reply>,
): Promise<Reply> {
  const keys = entries.map(([key]) => key)
  if ((await steps.read(EXISTS, ...keys)) !== 0) return 0
  // 1 of SETNX and OK of SET say that it was set; 0 and null that it exists.
  const replies = await inPortions(entries, set)
  if (replies.every(Boolean)) return 1
  const made = keys.filter((_, i) => Boolean(replies[i]))
  if (made.length > 0) await steps.write(DEL, ...made)
  return 0
}

async function inPortions(
  entries: Entries,
  set: (entry: readonly [Key, Arg]) => Promise<Reply>,
): Promise<readonly Reply[]> {
  const replies: Reply[] = []
  for (let at = 0; at < entries.length; at += CHUNK) {
    replies.push(...(await all(entries.slice(at, at + CHUNK).map(set))))
  }
  return replies
}

/** Pairs of key and value. Of a key that comes more than once, the last value counts. */
function entriesOf(args: readonly Arg[]): Entries {
  const entries = new Map<string, readonly [Key, Arg]>()
  for (let at = 0; at < args.length; at += 2) {
    const key = args[at] as Key
    entries.set(bytesOf(key).toString('latin1'), [key, args[at + 1] as Arg])
  }
  return [...entries.values()]
}

/** The condition among the options, which SET takes as they are; undefined where one is not known here. */
function conditionOf(options: readonly Arg[]): 'NX' | 'XX' | 'none' | undefined {
  let condition: 'NX' | 'XX' | 'none' = 'none'
  for (let at = 0; at < options.length; at++) {
    const word = wordOf(options[at])
    if (word === 'NX' || word === 'XX') condition = word
    else if (EXPIRIES.has(word)) at++
    else if (word !== 'KEEPTTL') return undefined
  }
  return condition
}

const EXPIRIES: ReadonlySet<string> = /* @__PURE__ */ new Set(['EX', 'PX', 'EXAT', 'PXAT'])
