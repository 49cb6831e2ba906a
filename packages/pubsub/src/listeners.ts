/** Listeners by event; each gets the event's one argument. What one throws is reported and harms no other. */
export class Listeners<Events extends object> {
  readonly #all = new Map<keyof Events, Set<(event: never) => void>>()
  readonly #failed: (error: Error) => void

  constructor(failed: (error: Error) => void) {
    this.#failed = failed
  }

  on<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): void {
    const listeners = this.#all.get(name) ?? new Set()
    this.#all.set(name, listeners.add(listener))
  }

  off<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): void {
    const listeners = this.#all.get(name)
    listeners?.delete(listener)
    if (listeners?.size === 0) this.#all.delete(name)
  }

  /** How many listen. */
  count(name: keyof Events): number {
    return this.#all.get(name)?.size ?? 0
  }

  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    const listeners = this.#all.get(name)
    if (listeners === undefined) return
    for (const listener of listeners) {
      try {
        const result: unknown = (listener as (event: Events[K]) => unknown)(event)
        // A listener may be an async function: what it rejects with ends here, too.
        if (result instanceof Promise) result.catch((error: unknown) => this.#failed(asError(error)))
      } catch (error) {
        this.#failed(asError(error))
      }
    }
  }

  clear(): void {
    this.#all.clear()
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
