import { UNLINK } from '@rc/commands'
import type { Io } from '../io.js'
import { compareKey } from './compare.js'
import { Copier } from './copier.js'
import { type Outcome, Tally } from './outcome.js'
import { type KeyWork, pass } from './pass.js'
import { startProgress } from './progress.js'
import { type PassReport, reportOf } from './report.js'
import type { StateFile } from './state-file.js'
import type { Store } from '../store/store.js'
import { ask } from './ways.js'

/** What all passes of one copy work with. */
export interface CopyJob {
  readonly source: Store
  readonly target: Store
  readonly match: string | undefined
  readonly replace: boolean
  readonly count: number
  readonly quiet: boolean
  readonly io: Io
}

/** Copies every key, from where an earlier run came. */
export async function copyPass(job: CopyJob, state: StateFile): Promise<PassReport> {
  const { source, match, count, io } = job
  const before = state.read()
  const tally = before?.tally ?? new Tally()
  const walk = source.walk({ match, count, cursor: before?.cursor })
  const copier = new Copier({ ...job, signal: io.signal })
  const began = performance.now()
  // A file that cannot be written is found out before anything is copied.
  let last = { cursor: before?.cursor ?? '', tally: tally.snapshot() }
  if (before === undefined) state.write({ cursor: walk.cursor, tally }, true)
  const progress = await startProgress({ title: 'copy', tally, total: await totalOf(job), quiet: job.quiet }, io)
  try {
    await pass({
      walk,
      tally,
      signal: io.signal,
      work: (key, bytes, from) => copier.copy(key, bytes, from),
      reached: (cursor, counted) => {
        last = { cursor, tally: counted.snapshot() }
        state.write(last)
      },
    })
  } finally {
    progress.stop()
    // What a failure or a signal leaves to be done is known to the key.
    if (last.cursor !== '') state.write(last, true)
  }
  if (!io.signal.aborted) state.write({ cursor: undefined, tally }, true)
  return reportOf('copy', { tally, seconds: (performance.now() - began) / 1000 })
}

/** Looks at every key and writes nothing: what there is to copy, and what is in its way. */
export function dryPass(job: CopyJob): Promise<PassReport> {
  return plainPass(job, 'dry-run', async key => {
    const isThere = !job.replace && (await job.target.has(key))
    return isThere ? 'conflict' : 'copied'
  })
}

/** Compares every key of the source with the target, and counts what the target has beside. */
export async function verifyPass(job: CopyJob): Promise<PassReport> {
  const report = await plainPass(job, 'verify', (key, bytes, from) =>
    compareKey(key, bytes, { source: from, target: job.target }),
  )
  return job.io.signal.aborted ? report : { ...report, extra: await extraKeys(job, false) }
}

/** Compares every key, and copies those that differ once more; with `deletes`, takes away what the source has not. */
export async function followPass(job: CopyJob, deletes: boolean): Promise<PassReport> {
  const copier = new Copier({ ...job, replace: true, signal: job.io.signal })
  const report = await plainPass(job, 'follow', async (key, bytes, from): Promise<Outcome> => {
    const found = await compareKey(key, bytes, { source: from, target: job.target })
    return found === 'different' || found === 'missing' ? copier.copy(key, bytes, from) : found
  })
  if (!deletes || job.io.signal.aborted) return report
  const deleted = await extraKeys(job, true)
  return { ...report, extra: deleted, deleted }
}

async function plainPass(job: CopyJob, kind: PassReport['pass'], work: KeyWork): Promise<PassReport> {
  const { source, match, count, io } = job
  const tally = new Tally()
  const began = performance.now()
  const progress = await startProgress({ title: kind, tally, total: await totalOf(job), quiet: job.quiet }, io)
  try {
    await pass({ walk: source.walk({ match, count }), tally, signal: io.signal, work })
  } finally {
    progress.stop()
  }
  return reportOf(kind, { tally, seconds: (performance.now() - began) / 1000 })
}

/** Keys of the target that the source does not have; deletes them where that is wanted. */
async function extraKeys({ source, target, match, count, io }: CopyJob, deletes: boolean): Promise<number> {
  const tally = new Tally()
  await pass({
    walk: target.walk({ match, count }),
    tally,
    signal: io.signal,
    work: async key => {
      if (await source.has(key)) return 'same'
      if (deletes) await ask(target, UNLINK, key)
      return 'missing'
    },
  })
  return tally.counts.missing
}

/** Nobody knows how many keys match a pattern. */
const totalOf = async ({ source, match }: CopyJob): Promise<number | undefined> =>
  match === undefined ? source.size().catch(() => undefined) : undefined
