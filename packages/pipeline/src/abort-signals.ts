import type { Operation } from './operation.js'

/** Listens to the signals of operations. One signal may serve a great many: each takes its listener away when it ends. */
export class AbortSignals {
  readonly #listeners = new Map<Operation, () => void>()
  readonly #aborted: (operation: Operation, reason: unknown) => void

  /** @param aborted told when an operation's signal fires before it has ended */
  constructor(aborted: (operation: Operation, reason: unknown) => void) {
    this.#aborted = aborted
  }

  listen(operation: Operation, signal: AbortSignal): void {
    if (signal.aborted) {
      this.#aborted(operation, signal.reason)
      return
    }
    const listener = (): void => {
      if (!operation.settled) this.#aborted(operation, signal.reason)
    }
    this.#listeners.set(operation, listener)
    signal.addEventListener('abort', listener, { once: true })
  }

  unlisten(operation: Operation, signal: AbortSignal): void {
    const listener = this.#listeners.get(operation)
    if (listener === undefined) return
    this.#listeners.delete(operation)
    signal.removeEventListener('abort', listener)
  }
}
