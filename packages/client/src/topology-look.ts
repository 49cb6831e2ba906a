import { TimeoutError } from '@rc/errors'
import type { Clock } from '@rc/pool'
import type { Failure } from './topology-errors.js'
import type { View } from './topology-view.js'

/** Someone who can be asked for a view. */
export interface Candidate {
  readonly name: string
  ask(): Promise<View>
}

/** What is to become of a look, given what was heard so far. */
export interface Judgement {
  /** No more need be asked. */
  readonly enough: boolean
  /** Names of those who should be asked next. */
  readonly next: readonly string[]
}

/** How a look is to be gone about. */
export interface LookSetup {
  readonly clock: Clock
  /** In the order in which they are asked. */
  readonly candidates: readonly Candidate[]
  /** How many are asked at once at first, and at most; in between their number doubles. */
  readonly first: number
  readonly most: number
  /** Milliseconds until more are asked while nobody answers. */
  readonly staggerMs: number
  /** Milliseconds that the slower ones have once somebody answered. */
  readonly graceMs: number
  /** Milliseconds for the whole. */
  readonly limitMs: number
  /** Whether it keeps the process alive. */
  readonly hold: boolean
  /** Asked again each time that more was heard, with all of it. */
  judge(heard: Heard): Judgement
}

/** What came of a look. */
export interface Heard {
  readonly views: readonly View[]
  readonly failures: readonly Failure[]
}

/**
 * Asks one candidate after another, some at a time, until enough was heard, nobody is left, or time is up. Never rejects,
 * and always ends: whoever does not answer is not waited for.
 */
export const look = (setup: LookSetup): Promise<Heard> => new Promise(resolve => new Look(setup, resolve).begin())

class Look {
  readonly #setup: LookSetup
  readonly #resolve: (heard: Heard) => void
  readonly #queue: Candidate[]
  readonly #asked = new Set<string>()
  readonly #views: View[] = []
  readonly #failures: Failure[] = []
  #size: number
  #over = false
  #cancelLimit = (): void => {}
  #cancelWait: (() => void) | undefined

  constructor(setup: LookSetup, resolve: (heard: Heard) => void) {
    this.#setup = setup
    this.#resolve = resolve
    this.#queue = [...setup.candidates]
    this.#size = setup.first
  }

  begin(): void {
    const { limitMs, hold, clock } = this.#setup
    this.#cancelLimit = clock.after(limitMs, () => this.#end(), hold)
    if (this.#queue.length === 0) this.#end()
    else this.#askNext([])
  }

  #askNext(names: readonly string[]): void {
    const wanted = this.#queue.filter(({ name }) => names.includes(name)).slice(0, this.#setup.most)
    const batch = wanted.length > 0 ? wanted : this.#queue.slice(0, this.#size)
    if (wanted.length === 0) this.#size = Math.min(this.#size * 2, this.#setup.most)
    for (const candidate of batch) {
      this.#queue.splice(this.#queue.indexOf(candidate), 1)
      this.#ask(candidate)
    }
    this.#waitFor(this.#setup.staggerMs)
  }

  #ask(candidate: Candidate): void {
    const { name } = candidate
    this.#asked.add(name)
    void candidate
      .ask()
      .then(
        view => {
          if (!this.#over) this.#views.push(view)
          return true
        },
        (error: unknown) => {
          if (!this.#over) this.#failures.push({ node: name, error })
          return false
        },
      )
      .then(answered => {
        this.#asked.delete(name)
        this.#heard(answered)
      })
  }

  #heard(answered: boolean): void {
    if (this.#over) return
    const { graceMs } = this.#setup
    // Who failed is replaced; by more at a time only while those who were asked are silent.
    if (this.#views.length === 0 && this.#queue.length > 0) this.#ask(this.#queue.shift() as Candidate)
    else if (this.#asked.size === 0 || (answered && graceMs === 0)) this.#judge()
    else if (answered && this.#views.length === 1) this.#waitFor(graceMs)
  }

  #waitFor(ms: number): void {
    this.#cancelWait?.()
    this.#cancelWait = this.#setup.clock.after(ms, () => this.#judge(), this.#setup.hold)
  }

  #judge(): void {
    const { enough, next } = this.#views.length === 0 ? NOTHING_HEARD : this.#setup.judge(this.#heardSoFar())
    if (enough || (this.#queue.length === 0 && this.#asked.size === 0)) this.#end()
    // Those who are asked already are the ones to wait for, if they are wanted.
    else if (this.#queue.length > 0 && !next.some(name => this.#asked.has(name))) this.#askNext(next)
    else this.#waitFor(this.#setup.staggerMs)
  }

  #end(): void {
    if (this.#over) return
    this.#over = true
    this.#cancelLimit()
    this.#cancelWait?.()
    for (const node of this.#asked) this.#failures.push({ node, error: silent(node) })
    this.#resolve(this.#heardSoFar())
  }

  #heardSoFar(): Heard {
    return { views: this.#views, failures: this.#failures }
  }
}

const NOTHING_HEARD: Judgement = { enough: false, next: [] }

const silent = (node: string): TimeoutError => new TimeoutError('It did not answer in time.', { node })
