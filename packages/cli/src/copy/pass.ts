import { ReplyError } from '@rc/errors'
import type { KeyPage, KeyWalk, Part } from '../store/store.js'
import { ByteBudget } from './byte-budget.js'
import { rootOf } from './copier.js'
import { type Outcome, Tally } from './outcome.js'
import { all, bytesOf, SMALL_BYTES } from './ways.js'

/** What is done with each key of a pass. */
export type KeyWork = (key: Buffer, bytes: number | undefined, from: Part) => Promise<Outcome>

/** A pass over the keys of a store. */
export interface PassSetup {
  readonly walk: KeyWalk
  readonly work: KeyWork
  /** What is counted goes here as soon as it is known. */
  readonly tally: Tally
  readonly signal: AbortSignal
  /** All keys up to a place are done: where that is, and the counts of those keys. */
  readonly reached?: (cursor: string, tally: Tally) => void
}

/** Values that are under way at once, in bytes; this and not their number decides how much memory a pass takes. */
const BYTES_UNDER_WAY = 5 * 2 ** 20
/** A large key is copied chunk by chunk: so much of it is under way. */
const LARGE_SHARE = 2 * 2 ** 20
/** What a key takes beside its value, in promises and names. */
const OVERHEAD_BYTES = 2048
const PAGES_UNDER_WAY = 4

interface PageUnderWay {
  readonly cursor: string
  readonly tally: Tally
  done: boolean
}

/**
 * Does something with every key of a walk: several pages at a time, as many keys as fit into the budget of bytes. Ends
 * early, when what is under way has ended, where the signal fires.
 *
 * @throws what the work of a key throws, but for error replies that concern that key alone
 */
export async function pass({ walk, work, tally, signal, reached }: PassSetup): Promise<void> {
  const budget = new ByteBudget(BYTES_UNDER_WAY)
  const finished = tally.snapshot()
  const queue: PageUnderWay[] = []
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []

  const settle = (): void => {
    for (let first = queue[0]; first?.done === true; first = queue[0]) {
      queue.shift()
      finished.take(first.tally)
      reached?.(first.cursor, finished)
    }
  }
  const start = (found: KeyPage): void => {
    const page: PageUnderWay = { cursor: walk.cursor, tally: new Tally(), done: false }
    queue.push(page)
    const task = workOn(found, { work, budget, tallies: [page.tally, tally], failures })
      .then(() => {
        page.done = true
        settle()
      })
      .catch((error: unknown) => {
        failures.push(error)
      })
      .finally(() => running.delete(task))
    running.add(task)
  }

  try {
    for await (const found of walk.pages()) {
      if (signal.aborted || failures.length > 0) break
      start(found)
      while (running.size >= PAGES_UNDER_WAY) await Promise.race(running)
    }
  } finally {
    await Promise.all(running)
  }
  if (failures.length > 0) throw failures[0]
}

interface PageWork {
  readonly work: KeyWork
  readonly budget: ByteBudget
  readonly tallies: readonly Tally[]
  readonly failures: readonly unknown[]
}

async function workOn({ keys, from }: KeyPage, { work, budget, tallies, failures }: PageWork): Promise<void> {
  const note = (outcome: Outcome, key: Buffer, why?: string): void => {
    for (const tally of tallies) tally.add(outcome, key, why)
  }
  const sizes = await all(keys.map(key => bytesOf(from, key)))
  const one = async (key: Buffer, size: number | null | undefined): Promise<void> => {
    // After a failure nothing new is begun.
    if (failures.length > 0) throw failures[0]
    if (size === null) return note('gone', key)
    try {
      note(await work(key, size, from), key)
      for (const tally of tallies) tally.bytes += size ?? 0
    } catch (error) {
      const cause = rootOf(error)
      if (!concernsKeyAlone(cause)) throw cause
      note('failed', key, cause.message)
    }
  }
  await all(
    keys.map((key, i) => {
      const size = sizes[i]
      const share = size === undefined || size === null || size > SMALL_BYTES ? LARGE_SHARE : size * 2
      return budget.run(share + OVERHEAD_BYTES, () => one(key, size))
    }),
  )
}

/** The next key may fare better. Not so where memory has run out, or a right is missing. */
const concernsKeyAlone = (error: unknown): error is ReplyError =>
  error instanceof ReplyError &&
  (error.code === 'ERR' || error.code === 'WRONGTYPE') &&
  !/unknown command/.test(error.message)
