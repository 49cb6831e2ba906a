import type { NamedAddress } from '@rc/pool'
import type { Acknowledged } from './guarantee.js'

interface Waiter {
  readonly resolve: (acknowledged: Acknowledged) => void
  readonly reject: (error: unknown) => void
}

/**
 * Finds out whether writes were acknowledged. One question to a node serves all writes that were answered before it was
 * asked, and one is under way at a time: a thousand writes at once wait for two questions, not for a thousand.
 */
export class Acknowledger {
  readonly #ask: (node: NamedAddress) => Promise<Acknowledged>
  /** Who came while a question to a node was under way, and waits for the next. */
  readonly #next = new Map<string, Waiter[]>()

  /** @param ask asks a node how many servers have acknowledged all that was written there so far */
  constructor(ask: (node: NamedAddress) => Promise<Acknowledged>) {
    this.#ask = ask
  }

  /** How many servers have acknowledged what a node had written when this is called. */
  acknowledged(node: NamedAddress): Promise<Acknowledged> {
    return new Promise((resolve, reject) => {
      const next = this.#next.get(node.name)
      if (next !== undefined) next.push({ resolve, reject })
      else void this.#askFor(node, [{ resolve, reject }])
    })
  }

  async #askFor(node: NamedAddress, first: Waiter[]): Promise<void> {
    for (let waiters = first; waiters.length > 0; waiters = this.#next.get(node.name) as Waiter[]) {
      this.#next.set(node.name, [])
      try {
        const acknowledged = await this.#ask(node)
        for (const { resolve } of waiters) resolve(acknowledged)
      } catch (error) {
        for (const { reject } of waiters) reject(error)
      }
    }
    this.#next.delete(node.name)
  }
}
