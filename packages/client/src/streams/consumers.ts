import type { Companion } from '../companion.js'
import type { Core } from '../core.js'

/** What ends with its client. */
export interface Endable {
  stop(): Promise<void>
  fail(error: Error): void
}

/** The consumers of a client that are reading: they end with it. */
class Consumers implements Companion {
  readonly #reading = new Set<Endable>()

  add(reading: Endable): void {
    this.#reading.add(reading)
  }

  delete(reading: Endable): void {
    this.#reading.delete(reading)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#reading].map(reading => reading.stop()))
  }

  destroy(error: Error): void {
    for (const reading of this.#reading) reading.fail(error)
  }
}

const consumersOf = new WeakMap<Core, Consumers>()

/** Those of a client; its companion from the first one on. */
export function companionOf(core: Core): Consumers {
  const known = consumersOf.get(core)
  if (known !== undefined) return known
  const made = new Consumers()
  consumersOf.set(core, made)
  core.companions.add(made)
  return made
}
