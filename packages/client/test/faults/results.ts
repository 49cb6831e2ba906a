import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { ClientName } from './clients/names.js'
import type { Finding, InvariantId } from './invariants/evidence.js'
import type { Outcome } from './runner.js'
import type { Variant } from './variants.js'

/** What the runs of one row, load and client came to. */
export interface Cell {
  readonly row: number
  readonly part?: string
  readonly load: string
  readonly client: ClientName
  /** How the servers were configured; undefined: as usual. */
  readonly variant?: Exclude<Variant, 'usual'>
  readonly version: string
  readonly server: string
  readonly runs: number
  /** How often each run injected the fault. */
  readonly times: number
  readonly operations: number
  /** The most that the client's process held in any run. */
  readonly peakRssMb?: number
  readonly errors: Readonly<Record<string, number>>
  /** Of each invariant the worst run, and in how many runs it did not hold. */
  readonly findings: readonly (Finding & { readonly broken: number })[]
  /** Why there is no figure: it could not be run, or the client did not get through it. */
  readonly trouble?: string
}

/** Puts the outcomes of several runs together. */
export function combine(
  about: Pick<Cell, 'row' | 'part' | 'load' | 'client' | 'variant' | 'version' | 'times'>,
  outcomes: readonly Outcome[],
  trouble?: string,
): Cell {
  const ids = new Set<InvariantId>(outcomes.flatMap(outcome => outcome.findings.map(finding => finding.id)))
  const errors: Record<string, number> = {}
  for (const outcome of outcomes)
    for (const [name, count] of Object.entries(outcome.errors)) errors[name] = (errors[name] ?? 0) + count
  return {
    ...about,
    server: outcomes[0]?.server ?? '',
    runs: outcomes.length,
    operations: outcomes.reduce((sum, outcome) => sum + outcome.operations, 0),
    ...(outcomes.length > 0 && { peakRssMb: Math.max(...outcomes.map(({ peakRssMb }) => peakRssMb)) }),
    errors,
    findings: [...ids].map(id => worst(outcomes.flatMap(({ findings }) => findings.filter(one => one.id === id)))),
    ...(trouble !== undefined && { trouble }),
  }
}

function worst(findings: readonly Finding[]): Finding & { broken: number } {
  const [first, ...more] = findings
  if (first === undefined) throw new Error('no findings')
  const worse = more.reduce((a, b) => (rank(b) > rank(a) ? b : a), first)
  return { ...worse, broken: findings.filter(({ ok }) => !ok).length }
}

const rank = ({ ok, figure }: Finding): number => (ok ? 0 : 1e12) + (Number.isFinite(figure) ? figure : 1e9)

/** The results so far, in a file, so that a row can be run again alone. */
export class Results {
  readonly #file: string
  #cells: Cell[] = []

  constructor(file: string) {
    this.#file = file
    this.reload()
  }

  /** Reads what another run has written. */
  reload(): void {
    this.#cells = existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, 'utf8')) as Cell[]) : []
  }

  get cells(): readonly Cell[] {
    return this.#cells
  }

  put(cell: Cell): void {
    // Another run may have written meanwhile.
    this.reload()
    const place = (one: Cell) => [one.row, one.part, one.load, one.client, one.variant].join()
    this.#cells = [...this.#cells.filter(one => place(one) !== place(cell)), cell].sort(
      (a, b) =>
        a.row - b.row ||
        (a.part ?? '').localeCompare(b.part ?? '') ||
        a.load.localeCompare(b.load) ||
        a.client.localeCompare(b.client) ||
        (a.variant ?? '').localeCompare(b.variant ?? ''),
    )
    writeFileSync(this.#file, `${JSON.stringify(this.#cells, undefined, 1)}\n`)
  }
}
