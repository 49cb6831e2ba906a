import { printableKey } from '../io.js'
import type { Paint } from '../text/paint.js'
import { duration, many, size, whole } from '../text/units.js'
import type { Notice, Outcome, Tally } from './outcome.js'

/** What a pass did, for people and for scripts. */
export interface PassReport {
  readonly pass: 'copy' | 'dry-run' | 'verify' | 'follow'
  readonly keys: number
  readonly bytes: number
  readonly seconds: number
  readonly counts: Readonly<Record<Outcome, number>>
  /** Keys at the target that the source does not have; undefined where nobody looked. */
  readonly extra?: number | undefined
  /** How many of those were deleted. */
  readonly deleted?: number | undefined
  /** Some of the keys that need a look: their names as text, and as base64 where they are none. */
  readonly notices: readonly {
    readonly outcome: Outcome
    readonly key: string
    readonly base64?: string
    readonly why?: string
  }[]
}

export function reportOf(
  pass: PassReport['pass'],
  {
    tally,
    seconds,
    ...rest
  }: { tally: Tally; seconds: number; extra?: number | undefined; deleted?: number | undefined },
): PassReport {
  const { keys, bytes, counts, notices } = tally
  return {
    pass,
    keys,
    bytes,
    seconds: Math.round(seconds * 1000) / 1000,
    counts: { ...counts },
    ...rest,
    notices: notices.map(named),
  }
}

function named({ outcome, key, why }: Notice): PassReport['notices'][number] {
  const text = key.toString()
  const isText = Buffer.from(text).equals(key)
  return {
    outcome,
    key: isText ? text : printableKey(key),
    ...(!isText && { base64: key.toString('base64') }),
    ...(why !== undefined && { why }),
  }
}

const WORDS: Readonly<Record<Outcome, string>> = {
  copied: 'copied',
  same: 'the same on both sides',
  conflict: 'left alone: the target has another value of that name (--replace takes the source’s)',
  different: 'differ: they were written to during the copy, or by others at the target',
  missing: 'are not at the target',
  gone: 'went while they were looked at: deleted or expired',
  failed: 'were refused by the target',
}

const TITLES: Readonly<Record<PassReport['pass'], string>> = {
  copy: 'Copied',
  'dry-run': 'Would be copied',
  verify: 'Compared',
  follow: 'Followed',
}

const GOOD: ReadonlySet<Outcome> = new Set(['copied', 'same', 'gone'])

/** A report as text: what was done, then what needs a look, with examples. */
export function printReport(report: PassReport, paint: Paint): string {
  const { pass, keys, bytes, seconds, counts, extra, deleted } = report
  const rate = pass === 'dry-run' ? '' : `, ${whole(keys / Math.max(seconds, 0.001))} keys/s`
  const lines = [`${paint('bold', TITLES[pass])}: ${many(keys, 'key')}, ${size(bytes)} in ${duration(seconds)}${rate}.`]
  for (const [outcome, count] of Object.entries(counts) as [Outcome, number][]) {
    if (count === 0) continue
    lines.push(`  ${paint(GOOD.has(outcome) ? 'green' : 'red', whole(count).padStart(9))}  ${WORDS[outcome]}`)
    for (const notice of report.notices.filter(one => one.outcome === outcome).slice(0, 5)) {
      lines.push(
        `             ${printableKey(Buffer.from(notice.key))}${notice.why === undefined ? '' : paint('dim', `  ${notice.why}`)}`,
      )
    }
  }
  if (extra !== undefined && extra > 0) {
    const what = deleted === undefined ? 'at the target alone' : 'at the target alone, deleted'
    lines.push(`  ${paint('yellow', whole(extra).padStart(9))}  ${what}`)
  }
  return `${lines.join('\n')}\n`
}
