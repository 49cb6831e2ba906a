import type { Clock } from '@rc/pool'
import type { NodeMap } from './host.js'
import { Homes } from './rehome.js'

/** A node that was started again hears little of the others for a while after its return. */
const AVOID_MS = 5000

/** Which nodes are in trouble, and where topics belong in view of that. */
export class Trouble {
  readonly #clock: Clock
  /** Nodes that are better left alone, each with the time until which. */
  readonly #avoided = new Map<string, number>()
  /** Nodes among them that do not answer. */
  readonly #gone = new Set<string>()
  #homes: Homes | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Where topics belong now. */
  homes(topology: NodeMap): Homes {
    if (this.#homes?.topology !== topology) this.#homes = new Homes(topology, this.#avoided, this.#gone)
    return this.#homes
  }

  /** A node is better left alone for a while: it answers, but may not hear what others are told. */
  avoid(name: string): void {
    if (!this.#avoided.has(name)) this.#homes = undefined
    this.#avoided.set(name, this.#clock.now() + AVOID_MS)
  }

  /** A node does not answer, or cannot be reached. */
  miss(name: string): void {
    this.avoid(name)
    if (!this.#gone.has(name)) this.#homes = undefined
    this.#gone.add(name)
  }

  /** A node that was missed has answered. */
  meet(name: string): void {
    if (this.#gone.delete(name)) this.#homes = undefined
  }

  /** Forgets what was long ago. */
  forgive(): void {
    const now = this.#clock.now()
    for (const [name, until] of this.#avoided) {
      if (until > now) continue
      this.#avoided.delete(name)
      this.#gone.delete(name)
      this.#homes = undefined
    }
  }
}
