import { bestOther } from '../summary.mjs'
import { count, megabytes, micros, millis, percent, times } from './format.mjs'

/** @typedef {import('../summary.mjs').Row} Row */
/** @typedef {import('../summary.mjs').Cell} Cell */
/** @typedef {import('../clients/registry.mjs').Entry} Entry */

/**
 * `RESULTS.md`.
 * @param {{ plan: import('../run.mjs').Plan, outcome: import('../run.mjs').Outcome, rows: readonly Row[], about: string }} report
 */
export function markdown({ plan, outcome, rows, about }) {
  const contenders = outcome.contenders.map(({ entry }) => entry)
  return `${[
    '# Results',
    'Written by `pnpm bench`; do not edit. [README.md](./README.md) says how to run it and how to read this.',
    intro(plan, outcome, about),
    outcome.leftOut.map(({ entry, reason }) => `**${entry.label} is left out:** ${reason}.`).join('\n\n'),
    '![Throughput of each client as a share of the bare socket](./results.svg)',
    ...ours(outcome, rows),
    '## Throughput',
    'Commands a second (MGET: keys a second), median of the rounds, in brackets the slowest and the fastest round. The fastest client of a row is bold.',
    byLoad(contenders, rows, (cell, isBest) => {
      const { median, min, max } = cell.rate
      const text = isBest ? `**${count(median)}**` : count(median)
      return `${text} (${count(min)} – ${count(max)})`
    }),
    notes(contenders, rows),
    '## CPU time',
    "Of the client's whole process, user and system, its native threads included, for one command (MGET: one key). Median of the rounds.",
    byLoad(contenders, rows, cell => micros(cell.cpuMicros)),
    '## Latency',
    'Milliseconds, p50 / p99 / p99.9 of all rounds together, to 2 %. For "at once" and MGET it is the time of the whole group. A dash: too few samples to tell.',
    byLoad(contenders, rows, cell => [cell.p50, cell.p99, cell.p999].map(millis).join(' / ')),
    '## Memory under load',
    'The most that a round left: heap in use, garbage included / resident set. The harness and its keys are in it, the same for all.',
    byLoad(contenders, rows, cell => `${megabytes(cell.heapBytes)} / ${megabytes(cell.rssBytes)}`),
    '## Start',
    'In a process that has done nothing else. Heap and resident set: what import, connection and one GET added, after a collection.',
    start(outcome),
    '## Set-up',
    contenders.map(entry => `- **${entry.label}**: ${entry.setUp}`).join('\n'),
  ]
    .filter(part => part !== '')
    .join('\n\n')}\n`
}

/**
 * @param {import('../run.mjs').Plan} plan
 * @param {import('../run.mjs').Outcome} outcome
 * @param {string} about
 */
function intro(plan, { machine, startedAt, contenders }, about) {
  const versions = new Set(contenders.flatMap(({ entry, version }) => (version ? [`${entry.package} ${version}`] : [])))
  return [
    `- **When** ${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC; load average before the run ${machine.loadBefore.toFixed(2)}`,
    `- **Machine** ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node.js ${machine.node}`,
    `- **Servers** ${machine.server}, ${about}`,
    `- **Clients** ${[...versions].join(', ')}`,
    `- **Rounds** ${plan.rounds} of ${plan.seconds} s for each load and client, in turn, after ${plan.warmUpSeconds} s of warm-up; each client in a process of its own`,
  ].join('\n')
}

/**
 * How ours compares, when it ran.
 * @param {import('../run.mjs').Outcome} outcome
 * @param {readonly Row[]} rows
 * @returns {string[]}
 */
function ours(outcome, rows) {
  if (rows.every(row => row.ours === null)) return []
  const labels = new Map(outcome.contenders.map(({ entry }) => [entry.id, entry.label]))
  const lines = rows.map(({ load, ours: comparison }) => {
    const { toBest = null, toBare = null, toTuned = null, best = null } = comparison ?? {}
    return [
      load.title,
      toBest === null ? '–' : `${times(toBest.median)} (${times(toBest.min)} – ${times(toBest.max)})`,
      best === null ? '–' : (labels.get(best) ?? best),
      share(toBare),
      share(toTuned),
    ]
  })
  return [
    '## @rc/client against the others',
    'Throughput as a ratio, taken within each round, where both met the same noise; median, in brackets the worst and the best round. Above 1×, or above 100 %, ours is faster.',
    table([['load', 'to the best other', 'which is', 'to the bare socket', 'to the tuned one'], ...lines]),
  ]
}

/** @param {import('../summary.mjs').Spread | null} spread */
const share = spread =>
  spread === null ? '–' : `${percent(spread.median)} (${percent(spread.min)} – ${percent(spread.max)})`

/**
 * @param {readonly Entry[]} contenders
 * @param {readonly Row[]} rows
 * @param {(cell: Cell, isBest: boolean) => string} show
 */
function byLoad(contenders, rows, show) {
  const lines = rows.map(row => {
    const best = fastest(row)
    return [
      row.load.title,
      ...contenders.map(entry => {
        const cell = row.cells.get(entry.id)
        if (cell === undefined) return row.failures.has(entry.id) ? 'failed' : '–'
        return `${show(cell, entry.id === best)}${noteMark(entry, row, contenders)}`
      }),
    ]
  })
  return table([['load', ...contenders.map(({ label }) => label)], ...lines])
}

/** The fastest client of a row, the bounds not counted. @param {Row} row */
function fastest(row) {
  const other = bestOther(row.cells)
  const rate = (/** @type {string | null} */ id) => (id === null ? 0 : (row.cells.get(id)?.rate.median ?? 0))
  return rate('ours') > rate(other) ? 'ours' : other
}

/** @param {readonly Entry[]} contenders */
const distinctNotes = contenders => [...new Set(contenders.flatMap(entry => Object.values(entry.notes ?? {})))]

/** @type {(entry: Entry, row: Row, contenders: readonly Entry[]) => string} */
function noteMark(entry, row, contenders) {
  const note = entry.notes?.[row.load.id]
  return note === undefined ? '' : ` <sup>${distinctNotes(contenders).indexOf(note) + 1}</sup>`
}

/** @type {(contenders: readonly Entry[], rows: readonly Row[]) => string} */
function notes(contenders, rows) {
  const shown = distinctNotes(contenders)
    .map((note, i) => ({ note, mark: i + 1 }))
    .filter(({ note }) => contenders.some(entry => rows.some(row => entry.notes?.[row.load.id] === note)))
    .map(({ note, mark }) => `<sup>${mark}</sup> It ${note}.`)
  const failed = rows.flatMap(row => [...row.failures].map(([id, why]) => `- ${row.load.title}, ${id} failed: ${why}`))
  return [...shown, ...failed].join('\n')
}

/** @param {import('../run.mjs').Outcome} outcome */
function start({ contenders }) {
  const lines = contenders.map(({ entry, importMs, connectMs, heapBytes, rssBytes }) => [
    entry.label,
    `${importMs.toFixed(0)} ms`,
    `${connectMs.toFixed(0)} ms`,
    megabytes(heapBytes),
    megabytes(rssBytes),
  ])
  return table([['client', 'import', 'connected, first GET answered', 'heap', 'resident set'], ...lines])
}

/**
 * Padded as the formatter would have it.
 * @param {readonly string[][]} rows the first is the head; every column but the first is of numbers
 */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(4, ...rows.map(row => row[column]?.length ?? 0)))
  const [head = [], ...body] = rows.map(row =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))),
  )
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [head, rule, ...body].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}
