import type { Operation } from './operation.js'

/** Operations that no connection holds: they wait for the cluster to be found, for a place, or for another attempt. */
export class WaitingRoom {
  /** They wait for the first map. */
  #unrouted: Operation[] = []
  /** They wait for another attempt without keeping an order, or for a place for a connection. */
  readonly #parked = new Set<Operation>()
  /** Why an operation is being tried again, to be told if its time runs out. */
  readonly #lastErrors = new WeakMap<Operation, Error>()

  /** Holds an operation until there is a map; returns whether it is the first. */
  holdForMap(operation: Operation): boolean {
    return this.#unrouted.push(operation) === 1
  }

  /** Lets all go that waited for a map, those too that have ended meanwhile. */
  takeHeldForMap(): Operation[] {
    const held = this.#unrouted
    this.#unrouted = []
    return held
  }

  park(operation: Operation): void {
    this.#parked.add(operation)
  }

  leave(operation: Operation): void {
    if (this.#parked.size > 0) this.#parked.delete(operation)
  }

  /** Remembers why an operation is tried again. */
  note(operation: Operation, error: Error): void {
    this.#lastErrors.set(operation, error)
  }

  lastErrorOf(operation: Operation): Error | undefined {
    return this.#lastErrors.get(operation)
  }

  /** All that wait here. */
  *waiting(): Iterable<Operation> {
    yield* this.#unrouted
    yield* this.#parked
  }
}
