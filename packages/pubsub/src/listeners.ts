type Listener<E> = (event: E) => unknown

/** Listeners by event; each gets the event's one argument. What one throws is reported and harms no other. */
export class Listeners<Events extends object> {
  /** Lists are replaced, never changed: one may be walked through while listeners come and go. */
  readonly #all = new Map<keyof Events, readonly Listener<never>[]>()
  readonly #failed: (error: Error) => void

  constructor(failed: (error: Error) => void) {
    this.#failed = failed
  }

  on<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): void {
    const listeners = this.of(name)
    if (!listeners.includes(listener)) this.#all.set(name, [...listeners, listener])
  }

  off<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): void {
    this.#all.set(
      name,
      this.of(name).filter(other => other !== listener),
    )
  }

  /** Those that listen to an event now. */
  of<K extends keyof Events>(name: K): readonly Listener<Events[K]>[] {
    return (this.#all.get(name) ?? NONE) as readonly Listener<Events[K]>[]
  }

  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    for (const listener of this.of(name)) this.call(listener, event)
  }

  /** Calls one of them. */
  call<E>(listener: Listener<E>, event: E): void {
    try {
      const result = listener(event)
      if (result !== undefined) this.watch(result)
    } catch (error) {
      this.threw(error)
    }
  }

  /** Looks at what a listener has returned: it may be an async function, and what it rejects with ends here, too. */
  watch(result: unknown): void {
    if (result instanceof Promise) result.catch((error: unknown) => this.threw(error))
  }

  /** Reports what a listener has thrown. */
  threw(error: unknown): void {
    this.#failed(asError(error))
  }

  clear(): void {
    this.#all.clear()
  }
}

const NONE: readonly never[] = []

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
