import { writeFileSync } from 'node:fs'
import { arch, cpus, platform, totalmem } from 'node:os'
import { join } from 'node:path'
import { report } from './report.js'
import { Results } from './results.js'
import { ROWS } from './rows/all.js'
import { lastSoak, soakLines } from './soak/result.js'

export const resultsOf = (root: string): Results => new Results(join(root, 'packages/client/test/faults/results.json'))

/** Writes docs/faults.md from all that is known. */
export function writePage(root: string): void {
  const page = report(ROWS, resultsOf(root).cells, { machine: machine(), soak: soakLines(lastSoak(root)) })
  writeFileSync(join(root, 'docs/faults.md'), page)
}

const machine = (): string =>
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${arch()}, Node ${process.version}`
