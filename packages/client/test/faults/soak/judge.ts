import { check } from '../invariants/all.js'
import type { Evidence, Finding } from '../invariants/evidence.js'
import type { Operation } from '../journal.js'
import type { Entry } from '../logs.js'
import type { Testimony } from '../subject.js'
import { type Harvest, SOAKED } from './long-subject.js'

/** Puts harvests together, and says what the invariants say of a run. */
export class Judge {
  readonly #timeoutMs: number
  readonly #oracle: Operation[] = []
  readonly #wrong: string[] = []
  readonly #unhandled: string[] = []
  readonly #late: string[] = []
  #lagMs = 0
  #count = 0

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs
  }

  get operations(): number {
    return this.#count
  }

  take({ operations, wrong, unhandled, lagMs }: Harvest): void {
    this.#wrong.push(...wrong)
    this.#unhandled.push(...unhandled)
    for (const load of SOAKED) this.#count += operations[load].length
    // An operation may have begun in the time of the harvest before.
    const lag = Math.max(lagMs, this.#lagMs)
    this.#lagMs = lagMs
    for (const load of SOAKED) {
      const [late] = check(this.#evidence({ operations: operations[load], lagMs: lag }), ['I1'])
      if (late?.example !== undefined) this.#late.push(`${load}: ${late.figure} late, such as ${late.example}`)
    }
    // The others have been judged; the oracle's servers are asked in the end.
    for (const one of operations.W1) this.#oracle.push(one)
  }

  /** What held: by the client's word, and by the servers' logs. */
  findings(logs: ReadonlyMap<string, readonly Entry[]>): Finding[] {
    const all = check(
      this.#evidence({ operations: this.#oracle, wrong: this.#wrong, unhandled: this.#unhandled }, logs),
      ['I2', 'I3', 'I5', 'I6'],
    )
    const [example] = this.#late
    const late: Finding = {
      id: 'I1',
      ok: this.#late.length === 0,
      figure: this.#late.length,
      unit: 'times that some were unsettled at deadline + 250 ms',
      ...(example !== undefined && { example }),
    }
    return [late, ...all]
  }

  #evidence(testimony: Partial<Testimony>, logs: Evidence['logs'] = new Map()): Evidence {
    return {
      testimony: {
        operations: [],
        wrong: [],
        unhandled: [],
        unserved: [],
        left: [],
        closeMs: 0,
        lagMs: 0,
        peakRssMb: 0,
        ...testimony,
      },
      logs,
      timeoutMs: this.#timeoutMs,
      // Primaries are killed and frozen: what replication loses, it loses.
      lossy: true,
      thawedAt: 0,
      refreshes: 0,
      connects: 0,
    }
  }
}
