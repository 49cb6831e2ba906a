import { CLIENTS, type ClientName } from './clients/names.js'
import type { Cell } from './results.js'
import type { Row } from './rows/row.js'
import { isPossible, VARIANTS } from './variants.js'

/** The page: a row for each fault and load, a column for each client. */
export function report(
  rows: readonly Row[],
  cells: readonly Cell[],
  { machine, soak }: { machine: string; soak: readonly string[] },
): string {
  const servers = [...new Set(cells.map(cell => cell.server).filter(name => name !== ''))].join(', ')
  const usual = cells.filter(({ variant }) => variant === undefined)
  const lines = [
    '# Faults',
    '',
    'Written by `pnpm faults`; edits are lost. Real servers, three primaries with a replica each, node timeout 2 s, a deadline of 3 s for every command where the row needs no other, clients with their defaults otherwise, each in a process of its own. A cell says in how many runs every invariant of the row held, and the worst figure of each that did not. Rows 18 and 19 need root on Linux: the client, and in 19 one primary, are in a network of their own, whose line is taken away. **not run** says just that.',
    '',
    `Servers: ${servers || 'none yet'}. Machine: ${machine}. Clients: ${versions(cells)}.`,
    '',
    `| # | fault | load | ${CLIENTS.join(' | ')} |`,
    `| --- | --- | --- |${' --- |'.repeat(CLIENTS.length)}`,
    ...rows.flatMap(row => row.loads.map(load => line(row, load, usual))),
    '',
    '## Servers configured otherwise',
    '',
    'Our client alone. In the table above `cluster-require-full-coverage` is no: a slot without an owner hurts no other. Here it is yes, which is what Redis does unless it is told otherwise; or all servers are on 127.0.0.2.',
    '',
    '| # | fault | load | full coverage | 127.0.0.2 |',
    '| --- | --- | --- | --- | --- |',
    ...rows.flatMap(row => row.loads.map(load => variantLine(row, load, cells))),
    '',
    'Other clients are configured as their documentation advises. A row that one of them cannot be put to says why: valkey-glide has no map of addresses and so cannot go through proxies, ioredis and valkey-glide do not ask for rotated credentials, and none is measured by WATCH over the connection that all callers share.',
    '',
    '## What each figure means',
    '',
    'I1 commands not settled at their deadline + 250 ms · I2 commands that ran twice, or ran though the error said that they had not · I3 acknowledged and not there (with a crash this is what asynchronous replication loses, and no offence) · I4 commands of a key out of order · I5 unhandled rejections and exceptions · I6 replies that belong to another command · I7 sockets and timers left after close() · I8 milliseconds from the moment when the servers served the slots again until the client did (19: from the moment when the parted servers agreed again), without what the slower of its operations took before the fault · I9 looks at the map and new connections · RSS megabytes that the process of the client held at most; its bound is what 10 MB values take and twice what 250 000 commands do that may wait by default (`maxQueuedCommands`), a kilobyte each · I10 commands that ran after they had settled · errors: those surfaced where none need be · heals: keys not served again within 8 s after all was well.',
    '',
    'What lateness the event loop of the client itself showed in a run is granted on top of I1 and I8, and that of the proxies on top of I8: the servers, the proxies and the clients share one machine, on which other work may have run. I9 is not judged where the proxies themselves were late by 750 ms or more, which a client takes for silence; its cell says so. Servers, runs and operations of each cell stand below; one run says little.',
    '',
    '## A long run',
    '',
    'Written by `pnpm soak`.',
    '',
    ...soak,
    '',
    '## Figures',
    '',
    ...cells.map(details),
    '',
  ]
  return lines.join('\n')
}

function line(row: Row, load: string, cells: readonly Cell[]): string {
  const of = (client: ClientName) => cells.find(one => isOf(one, row, load) && one.client === client)
  const unable = row.unable?.()
  return `| ${row.number} | ${row.title} | ${load} | ${CLIENTS.map(client => entry(of(client), unable)).join(' | ')} |`
}

const isOf = (cell: Cell, row: Row, load: string): boolean =>
  cell.row === row.number && cell.part === row.part && cell.load === load

function variantLine(row: Row, load: string, cells: readonly Cell[]): string {
  const entries = VARIANTS.filter(name => name !== 'usual').map(name => {
    const nothing = isPossible(name, row) ? undefined : 'has addresses of its own'
    return entry(
      cells.find(one => isOf(one, row, load) && one.client === 'ours' && one.variant === name),
      nothing,
    )
  })
  return `| ${row.number} | ${row.title} | ${load} | ${entries.join(' | ')} |`
}

function entry(cell: Cell | undefined, unable: string | undefined): string {
  if (cell === undefined) return unable ?? '**not run**'
  if (cell.runs === 0) return inWords(cell.trouble ?? '**not run**')
  const broken = cell.findings.filter(finding => finding.broken > 0)
  if (broken.length === 0 && cell.trouble === undefined) return `holds, ${cell.runs} of ${cell.runs}`
  const worst = broken.map(
    ({ id, figure, unit, broken }) => `${id}: ${told(figure)} ${unit} (${broken} of ${cell.runs})`,
  )
  return [...worst, ...(cell.trouble === undefined ? [] : [inWords(cell.trouble)])].join('; ')
}

/** What has no end is null in JSON. */
const told = (figure: number | null): string =>
  figure === null || !Number.isFinite(figure) ? 'endless' : String(figure)

/** An error that crossed a process is named twice. */
const inWords = (trouble: string): string => trouble.replace(/^(Error: )+/, '')

function details(cell: Cell): string {
  const errors = Object.entries(cell.errors).map(([name, count]) => `${count} ${name}`)
  const figures = cell.findings.map(({ id, figure, unit }) => `${id} ${told(figure)} ${unit}`)
  const name = [cell.row, cell.part && `(${cell.part})`, cell.load].filter(Boolean).join(' ')
  const peak = cell.peakRssMb === undefined ? '' : `; peak RSS ${cell.peakRssMb} MB`
  return `- ${name} ${cell.client}${cell.variant === undefined ? '' : ` (${cell.variant})`}: ${cell.operations} operations in ${cell.runs} runs${cell.times > 1 ? `, ${cell.times} faults each` : ''}; ${figures.join(', ')}; errors: ${errors.join(', ') || 'none'}${peak}`
}

function versions(cells: readonly Cell[]): string {
  const known = new Map(cells.map(cell => [cell.client, cell.version]))
  return CLIENTS.filter(name => known.has(name))
    .map(name => `${name} ${known.get(name)}`)
    .join(', ')
}
