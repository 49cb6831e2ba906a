import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SoakOutcome } from './soak.js'

const fileIn = (root: string): string => join(root, 'packages/client/test/faults/soak/result.json')

/** The last soak, for the page. */
export function lastSoak(root: string): SoakOutcome | undefined {
  const file = fileIn(root)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SoakOutcome) : undefined
}

export function saveSoak(root: string, outcome: SoakOutcome): void {
  writeFileSync(fileIn(root), `${JSON.stringify(outcome, undefined, 1)}\n`)
}

/** What a soak came to, in lines of the page. */
export function soakLines(outcome: SoakOutcome | undefined): string[] {
  if (outcome === undefined) return ['Not run yet.']
  const { minutes, seed, server, operations, faults, findings, growth, unserved, closeMs, socketsLeft } = outcome
  const broken = findings.filter(({ ok }) => !ok).map(({ id, figure, unit }) => `${id}: ${figure} ${unit}`)
  const judgement = [...broken, ...(unserved.length > 0 ? [`${unserved.length} times a key not served again`] : [])]
  const told = findings.map(({ id, figure, unit }) => `${id} ${figure} ${unit}`).join(', ')
  return [
    `${minutes} minutes against ${server}, seed ${seed}: ${faults} faults drawn by lot, one behind another, ${operations} operations of W1, W3 and W7 side by side by one client of ours. ${judgement.length === 0 ? 'Every invariant held' : `Broken: ${judgement.join('; ')}`} (${told}). close() took ${closeMs} ms and left ${socketsLeft} sockets.`,
    '',
    'Looked at every 10 s or so, between two faults, behind a garbage collection. At first: the median of the middle third of the samples; in the end: of the last third.',
    '',
    '| what | at first | in the end | at most | |',
    '| --- | --- | --- | --- | --- |',
    ...growth.map(
      ({ measure, first, last, most, flat }) =>
        `| ${NAMES[measure]} | ${first} | ${last} | ${most} | ${flat ? 'flat' : '**grows**'} |`,
    ),
  ]
}

const NAMES: Readonly<Record<SoakOutcome['growth'][number]['measure'], string>> = {
  rssMb: 'RSS, MB',
  heapMb: 'heap, MB',
  sockets: 'sockets',
  timers: "timers, the load's own among them",
  handles: 'handles in all',
  listeners: 'listeners',
}
