import { count, percent, times } from './format.mjs'

/**
 * The table on stdout.
 * @param {import('../run.mjs').Outcome} outcome
 * @param {readonly import('../summary.mjs').Row[]} rows
 */
export function terminalTable(outcome, rows) {
  const contenders = outcome.contenders.map(({ entry }) => entry)
  const head = ['per second', ...contenders.map(({ id }) => id), 'ours / best other', 'ours / bare', 'ours / tuned']
  const body = rows.map(({ load, cells, failures, ours }) => [
    load.title,
    ...contenders.map(({ id }) => {
      const cell = cells.get(id)
      return cell === undefined ? (failures.has(id) ? 'failed' : '–') : count(cell.rate.median)
    }),
    ours?.toBest ? `${times(ours.toBest.median)} ${ours.best}` : '–',
    ours?.toBare ? percent(ours.toBare.median) : '–',
    ours?.toTuned ? percent(ours.toTuned.median) : '–',
  ])
  const left = outcome.leftOut.map(({ entry, reason }) => `${entry.label} is left out: ${reason}`)
  return [...aligned([head, ...body]), ...left].join('\n')
}

/** @param {readonly string[][]} table */
function aligned(table) {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map(row => row[column]?.length ?? 0)))
  return table.map(row =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  '),
  )
}
