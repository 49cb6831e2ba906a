import { ConnectionError, isRedisClusterError, ReplyError, TimeoutError } from '@rc/errors'
import { EXIT, type ExitCode, FailedError, type Io, UsageError } from '../io.js'
import { type ConnectOptions, openStore, type PlacingOptions } from '../store/open.js'
import { parsePlace, placeName } from '../store/place.js'
import type { Store } from '../store/store.js'
import { painter } from '../text/paint.js'
import { type CopyJob, copyPass, dryPass, followPass, verifyPass } from './passes.js'
import { type PassReport, printReport } from './report.js'
import { StateFile } from './state-file.js'

/** Options of `rc copy`. */
export interface CopyOptions extends ConnectOptions, PlacingOptions {
  readonly match?: string | undefined
  readonly replace?: boolean | undefined
  readonly dryRun?: boolean | undefined
  readonly verify?: boolean | undefined
  readonly follow?: boolean | undefined
  readonly delete?: boolean | undefined
  readonly state?: string | undefined
  readonly restart?: boolean | undefined
  readonly count: number
  readonly quiet?: boolean | undefined
  readonly json?: boolean | undefined
}

/** `rc copy SOURCE TARGET` */
export async function copy(
  from: string,
  to: string,
  { options, io }: { options: CopyOptions; io: Io },
): Promise<ExitCode> {
  checkOptions(options)
  const places = [parsePlace(from, io.env), parsePlace(to, io.env)] as const
  if (placeName(places[0]) === placeName(places[1])) throw new UsageError('Source and target are the same place.')
  // How keys are placed is said of the target alone: in a source they are found wherever they are.
  const source = await openStore(places[0], { cacert: options.cacert })
  let target: Store | undefined
  try {
    target = await openStore(places[1], options)
    const job: CopyJob = {
      source,
      target,
      match: options.match,
      replace: options.replace === true,
      count: options.count,
      quiet: options.quiet === true || options.json === true,
      io,
    }
    return await copyBetween(job, options)
  } catch (error) {
    throw explained(error, { source, target })
  } finally {
    await Promise.all([source.close(), target?.close()])
  }
}

async function copyBetween(job: CopyJob, options: CopyOptions): Promise<ExitCode> {
  const { io, source, target, match, replace } = job
  const tell = teller(options, io)
  if (options.dryRun === true) {
    tell(await dryPass(job))
    return stopped(io) ?? EXIT.done
  }
  const identity = { source: source.name, target: target.name + placingOf(options), match, replace }
  const state = new StateFile(options.state, identity, io.env)
  if (options.restart === true) state.remove()
  const before = state.read()
  if (before !== undefined && !job.quiet) {
    io.stderr.write(`Goes on where an earlier run ended, after ${before.tally.keys} keys (--restart begins anew).\n`)
  }
  // An earlier run that ended in its comparison has copied everything.
  const isCopied = before !== undefined && before.cursor === undefined
  let isClean = true
  if (!isCopied) {
    const report = await copyPass(job, state)
    tell(report)
    if (io.signal.aborted) return interrupted(io, state)
    isClean = report.counts.conflict + report.counts.failed === 0
  }
  if (options.follow === true) isClean = await follow(job, options, tell)
  else if (options.verify === true) {
    const report = await verifyPass(job)
    tell(report)
    isClean = report.counts.different + report.counts.missing + report.counts.failed === 0
  }
  const code = stopped(io)
  if (code !== undefined) return interrupted(io, state)
  state.remove()
  return isClean ? EXIT.done : EXIT.negative
}

/** What tells two copies into the same shards from each other. */
const placingOf = ({ tags, placement }: PlacingOptions): string =>
  (tags === 'strip' ? ' tags=strip' : '') + (placement === 'rendezvous' ? ' placement=rendezvous' : '')

/** Pass after pass, until one finds nothing to do. */
async function follow(job: CopyJob, options: CopyOptions, tell: (report: PassReport) => void): Promise<boolean> {
  for (;;) {
    const report = await followPass(job, options.delete === true)
    tell(report)
    const { copied, failed } = report.counts
    if (job.io.signal.aborted || (copied === 0 && (report.deleted ?? 0) === 0)) return failed === 0
  }
}

function checkOptions({ dryRun, verify, follow: follows, ...options }: CopyOptions): void {
  if (dryRun === true && (verify === true || follows === true)) {
    throw new UsageError('--dry-run writes nothing: there is nothing to --verify or to --follow.')
  }
  if (options.delete === true && follows !== true) {
    throw new UsageError('--delete belongs to --follow: it takes away what the source does not have any more.')
  }
  if (options.delete === true && options.tags === 'strip') {
    throw new UsageError(
      '--delete cannot be had with --tags strip: names at the target lack their tags, and are none of the source.',
    )
  }
}

const teller =
  (options: CopyOptions, io: Io) =>
  (report: PassReport): void =>
    void io.stdout.write(options.json === true ? `${JSON.stringify(report)}\n` : printReport(report, painter(io)))

const stopped = ({ signal }: Io): ExitCode | undefined =>
  signal.aborted ? (signal.reason === 'SIGTERM' ? EXIT.terminated : EXIT.interrupted) : undefined

function interrupted(io: Io, state: StateFile): ExitCode {
  io.stderr.write(`Stopped. The same command goes on from here; what it needs for that is in ${state.path}\n`)
  return stopped(io) ?? EXIT.interrupted
}

/** What ended a copy, with what stands and what to do. */
function explained(error: unknown, { source, target }: { source: Store; target: Store | undefined }): unknown {
  if (!isRedisClusterError(error) || target === undefined) return error
  const stands = 'Nothing at the source was changed. The same command goes on where this one ended.'
  if (error instanceof ReplyError && error.code === 'OOM') {
    return new FailedError(`The target ${target.name} has no memory left (maxmemory). Give it more. ${stands}`)
  }
  const where = error.node === undefined ? '' : ` (${error.node})`
  if (error instanceof ConnectionError || error instanceof TimeoutError) {
    return new FailedError(`The way to ${source.name} or ${target.name}${where} broke: ${error.message} ${stands}`)
  }
  return new FailedError(`${error.command ?? 'A command'} failed${where}: ${error.message}. ${stands}`)
}
