import { describe, expect, it } from 'vitest'
import { connect } from './clients/ours.js'
import type { LoadName } from './loads/load.js'
import { ROWS } from './rows/all.js'
import { runRow } from './runner.js'
import { startSubject } from './subject.js'

/** What is left after close is not told apart from what the suite itself holds open, in one process. */
const HERE = new Set(['I7'])

/** Row, load, and how often a counted row injects. All rows and loads: `pnpm faults`. */
const QUICK: [row: number, load: LoadName, times: number | undefined][] = [
  [1, 'W1', undefined],
  [3, 'W1', undefined],
  [7, 'W1', undefined],
  [10, 'W4', undefined],
  [15, 'W2', 5],
  [16, 'W1', 200],
]

describe('faults', () => {
  it.each(QUICK)('row %i under %s', async (number, load, times) => {
    const row = ROWS.find(one => one.number === number)
    if (row === undefined) throw new Error(`no row ${number}`)
    const here = { ...row, check: row.check.filter(id => !HERE.has(id)) }
    const outcome = await runRow({ row: here, load, ...(times && { times }) }, orders => startSubject(connect, orders))
    expect(outcome.findings.filter(finding => !finding.ok)).toEqual([])
    expect(outcome.operations).toBeGreaterThan(100)
  })
})
