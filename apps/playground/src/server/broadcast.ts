import type { LogEntry, Snapshot } from '../shared/protocol.js'

/** What pages that are open are told. */
export type Message =
  | { readonly event: 'snapshot'; readonly data: Snapshot }
  | { readonly event: 'log'; readonly data: LogEntry }
  | { readonly event: 'end'; readonly data: null }

/** Tells everybody who listens. */
export class Broadcast {
  readonly #listeners = new Set<(message: Message) => void>()

  /** How many listen. */
  get size(): number {
    return this.#listeners.size
  }

  /** @returns what ends the listening */
  listen(listener: (message: Message) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  send(message: Message): void {
    for (const listener of this.#listeners) listener(message)
  }
}
