import type { RefreshReason } from '@rc/pipeline'

/** A redirect has corrected the map already: the look that it asks for waits until the moving is likely over. */
const AFTER_MOVED_MS = 1000
/** Between looks that redirects alone ask for: while slots move, each look would tell little that they do not. */
const MOVED_SPACING_MS = [0, 4000, 15_000, 30_000]
/** Without a redirect for so long, the moving is over. */
const MOVING_ENDS_MS = 60_000
/** Between looks that somebody waits for: prompt at first, then steady, as a failover takes its time, then patient. */
const FIRST_SPACING_MS = 50
const FIRST_LOOKS = 4
const STEADY_SPACING_MS = 100
const STEADY_LOOKS = 500
const PATIENT_SPACING_MS = 1000
/** Nobody has waited for so long: the next trouble is a new one. */
const CALM_MS = 2000
/** Spacing grows by chance by up to so much, lest many clients ask in step. */
const JITTER = 0.25
/** Between errors that are told of looks that find nothing. */
const FIRST_SILENCE_MS = 1000
const LONGEST_SILENCE_MS = 30_000

/** Says when the next look at the cluster is due. Only counts and compares; timers belong to the monitor. */
export class LookSchedule {
  readonly #random: () => number
  #lastLook = Number.NEGATIVE_INFINITY
  #lastWanted = Number.NEGATIVE_INFINITY
  /** Looks in a row, wanted promptly, that brought nothing new. */
  #inVain = 0
  #lastMoved = Number.NEGATIVE_INFINITY
  #lastMovedLook = Number.NEGATIVE_INFINITY
  #movedLooks = 0
  /** Failed looks in a row that were told. */
  #told = 0
  #silentUntil = Number.NEGATIVE_INFINITY

  /** @param random numbers from 0 to below 1 */
  constructor(random: () => number) {
    this.#random = random
  }

  /** When a look is due that is asked for now. */
  dueAt(why: RefreshReason, now: number): number {
    if (why === 'moved') return this.#afterMoved(now)
    if (why === 'periodic') return Math.max(now, this.#lastLook + this.#jittered(FIRST_SPACING_MS))
    if (now - this.#lastWanted > CALM_MS) this.#inVain = 0
    this.#lastWanted = now
    return Math.max(now, this.#lastLook + this.#jittered(this.#spacing()))
  }

  /** A look begins. */
  began(why: RefreshReason, now: number): void {
    this.#lastLook = now
    if (why !== 'moved') return
    this.#lastMovedLook = now
    this.#movedLooks++
  }

  /** A look has ended with answers. */
  ended(changed: boolean): void {
    this.#told = 0
    this.#silentUntil = Number.NEGATIVE_INFINITY
    this.#inVain = changed ? 0 : this.#inVain + 1
  }

  /** A look has ended without an answer. Returns whether to tell it: the first time, then ever more rarely. */
  failed(now: number): boolean {
    this.#inVain++
    if (now < this.#silentUntil) return false
    this.#silentUntil = now + Math.min(LONGEST_SILENCE_MS, FIRST_SILENCE_MS * 2 ** Math.min(this.#told, 10))
    this.#told++
    return true
  }

  #afterMoved(now: number): number {
    if (now - this.#lastMoved > MOVING_ENDS_MS) this.#movedLooks = 0
    this.#lastMoved = now
    const spacing = MOVED_SPACING_MS[Math.min(this.#movedLooks, MOVED_SPACING_MS.length - 1)] as number
    return Math.max(now + this.#jittered(AFTER_MOVED_MS), this.#lastMovedLook + this.#jittered(spacing))
  }

  #spacing(): number {
    if (this.#inVain < FIRST_LOOKS) return FIRST_SPACING_MS
    return this.#inVain < STEADY_LOOKS ? STEADY_SPACING_MS : PATIENT_SPACING_MS
  }

  #jittered(ms: number): number {
    return ms * (1 + JITTER * this.#random())
  }
}
