import type { Command } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import type { CallOptions } from './call-options.js'
import { Operation, type Overseer } from './operation.js'

/** Who gathers the ends of several operations. */
export interface Gatherer {
  succeeded(index: number, value: unknown): void
  failed(index: number, error: RedisClusterError): void
}

/** Whom the end of a whole is told, as which of its own parts. */
export interface Listener {
  readonly gatherer: Gatherer
  readonly index: number
}

/** Whom a part tells of its end, as which of the parts, and whether its reply is read or left raw. */
export interface PartPlace extends Listener {
  readonly reads: boolean
}

/** One of several operations that end together: of a split command, of a pipeline. */
export class PartOperation extends Operation {
  readonly #gatherer: Gatherer
  readonly #index: number
  readonly #reads: boolean

  constructor(
    overseer: Overseer,
    command: Command<unknown>,
    way: { options: CallOptions; slot: number; deadline: number; place: PartPlace },
  ) {
    super(overseer, command, way)
    this.#gatherer = way.place.gatherer
    this.#index = way.place.index
    this.#reads = way.place.reads
  }

  valueOf(reply: Reply): unknown {
    const { read } = this.request
    return read === undefined || !this.#reads ? reply : read(reply)
  }

  succeed(reply: Reply): void {
    let value: unknown
    try {
      value = this.valueOf(reply)
    } catch (error) {
      this.#gatherer.failed(this.#index, error as RedisClusterError)
      return
    }
    this.#gatherer.succeeded(this.#index, value)
  }

  reject(error: RedisClusterError): void {
    this.#gatherer.failed(this.#index, error)
  }
}
