import type { RedisClusterError } from '@rc/errors'
import type { Gatherer } from './part.js'

/** Passes on the ends of a pipeline's commands, and tells when none is under way: what has to come after them waits. */
export class Turns implements Gatherer {
  readonly #gatherer: Gatherer
  #underWay = 0
  #onIdle: (() => void) | undefined

  constructor(gatherer: Gatherer) {
    this.#gatherer = gatherer
  }

  /** A command was sent on its way. */
  begun(): void {
    this.#underWay++
  }

  succeeded(index: number, value: unknown): void {
    this.#gatherer.succeeded(index, value)
    this.#ended()
  }

  failed(index: number, error: RedisClusterError): void {
    this.#gatherer.failed(index, error)
    this.#ended()
  }

  /** Resolves when all commands that have begun have ended. */
  idle(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve()
    return new Promise(resolve => {
      this.#onIdle = resolve
    })
  }

  #ended(): void {
    if (--this.#underWay > 0) return
    this.#onIdle?.()
    this.#onIdle = undefined
  }
}
