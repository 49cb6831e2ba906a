import { describe, expect, it } from 'vitest'
import { connect } from './clients/ours.js'
import type { LoadName } from './loads/load.js'
import { ROWS } from './rows/all.js'
import { runRow } from './runner.js'
import { startSubject } from './subject.js'

/**
 * In one process, what is left after close is not told apart from what the suite itself holds open; and how fast a client
 * recovers is a figure, which says little on a machine that runs other tests.
 */
const NOT_HERE = new Set(['I7', 'I8'])

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
    const here = { ...row, check: row.check.filter(id => !NOT_HERE.has(id)) }
    const outcome = await runRow({ row: here, load, ...(times && { times }) }, orders => startSubject(connect, orders))
    expect(outcome.findings.filter(finding => !finding.ok)).toEqual([])
    expect(outcome.operations).toBeGreaterThan(100)
  })
})
