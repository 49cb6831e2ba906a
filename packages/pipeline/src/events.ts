/** Listeners by event; each gets the event's one argument. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>()
  readonly #failed: (error: unknown) => void

  /** @param failed told of what a listener throws; the other listeners hear of the event all the same */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed
  }

  on<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(listener))
  }

  off<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): void {
    this.#listeners.get(name)?.delete(listener)
  }

  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        ;(listener as (event: Events[K]) => void)(event)
      } catch (error) {
        this.#failed(error)
      }
    }
  }
}
