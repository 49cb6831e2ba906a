import type { Operation } from './operation.js'

/** What is listened to for the operations of one signal. */
interface Watch {
  readonly operations: Set<Operation>
  readonly listener: () => void
}

/** Listens to the signals of operations: once to each, however many operations it serves. */
export class AbortSignals {
  readonly #watches = new Map<AbortSignal, Watch>()
  readonly #aborted: (operation: Operation, reason: unknown) => void

  /** @param aborted told when an operation's signal fires before it has ended */
  constructor(aborted: (operation: Operation, reason: unknown) => void) {
    this.#aborted = aborted
  }

  listen(operation: Operation, signal: AbortSignal): void {
    if (signal.aborted) this.#aborted(operation, signal.reason)
    else (this.#watches.get(signal) ?? this.#watch(signal)).operations.add(operation)
  }

  unlisten(operation: Operation, signal: AbortSignal): void {
    const watch = this.#watches.get(signal)
    if (watch === undefined || !watch.operations.delete(operation) || watch.operations.size > 0) return
    this.#watches.delete(signal)
    signal.removeEventListener('abort', watch.listener)
  }

  #watch(signal: AbortSignal): Watch {
    const operations = new Set<Operation>()
    const listener = (): void => {
      this.#watches.delete(signal)
      for (const operation of operations) if (!operation.settled) this.#aborted(operation, signal.reason)
    }
    const watch = { operations, listener }
    this.#watches.set(signal, watch)
    signal.addEventListener('abort', listener, { once: true })
    return watch
  }
}
