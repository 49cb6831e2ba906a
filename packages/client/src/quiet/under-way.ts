import type { Companion } from '../companion.js'
import type { Core } from '../core.js'

/** The writes without replies that have not ended: a client that is closed waits for them. */
export class UnderWay implements Companion {
  readonly #writes = new Set<Promise<unknown>>()

  get size(): number {
    return this.#writes.size
  }

  add<T>(write: Promise<T>): Promise<T> {
    this.#writes.add(write)
    const forget = (): void => void this.#writes.delete(write)
    write.then(forget, forget)
    return write
  }

  /** Resolves when those that have begun have ended, one way or the other. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#writes)
  }
}

const all = new WeakMap<Core, UnderWay>()

/** Those of a client; its companion from the first one on. */
export function underWayIn(core: Core): UnderWay {
  const known = all.get(core)
  if (known !== undefined) return known
  const made = new UnderWay()
  all.set(core, made)
  core.companions.add(made)
  return made
}
