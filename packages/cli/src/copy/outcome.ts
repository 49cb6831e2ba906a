/**
 * What became of a key: copied; `same`: it is there already, with the same value and expiry; `conflict`: another one is
 * there, and was left; `different` and `missing`: what a comparison found; `gone`: the source has it no more; `failed`:
 * the target does not take it.
 */
export type Outcome = 'copied' | 'same' | 'conflict' | 'different' | 'missing' | 'gone' | 'failed'

/** A key that a report names, and why. */
export interface Notice {
  readonly outcome: Outcome
  readonly key: Buffer
  readonly why: string | undefined
}

/** Keys that are named one by one; beyond, they are counted. */
const NAMED = 20
const NAMED_OUTCOMES: ReadonlySet<Outcome> = new Set(['conflict', 'different', 'missing', 'failed'])

/** Counts of a pass over keys. */
export class Tally {
  readonly counts: Record<Outcome, number>
  /** Bytes of memory that the keys took at the source, as far as it told. */
  bytes: number
  readonly notices: Notice[] = []

  constructor(from: { readonly counts?: Partial<Record<Outcome, number>>; readonly bytes?: number } = {}) {
    this.counts = { copied: 0, same: 0, conflict: 0, different: 0, missing: 0, gone: 0, failed: 0, ...from.counts }
    this.bytes = from.bytes ?? 0
  }

  /** Keys in all. */
  get keys(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0)
  }

  add(outcome: Outcome, key: Buffer, why?: string): void {
    this.counts[outcome]++
    if (NAMED_OUTCOMES.has(outcome) && this.notices.length < NAMED) {
      this.notices.push({ outcome, key: Buffer.from(key), why })
    }
  }

  /** A tally of its own with the same counts: what is done after it does not change it. */
  snapshot(): Tally {
    const copy = new Tally(this)
    copy.notices.push(...this.notices)
    return copy
  }

  /** Takes in what another one counted. */
  take(other: Tally): void {
    for (const [outcome, count] of Object.entries(other.counts)) this.counts[outcome as Outcome] += count
    this.bytes += other.bytes
    this.notices.push(...other.notices.slice(0, NAMED - this.notices.length))
  }
}
