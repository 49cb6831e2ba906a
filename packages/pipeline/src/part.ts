import type { RedisClusterError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import type { CallOptions } from './call-options.js'
import { Operation, Way } from './operation.js'

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

/** How the parts of a whole are run. */
export class PartWay extends Way {
  readonly gatherer: Gatherer
  /** Replies are read as the command says; else they are left raw, for the whole is read. */
  readonly reads: boolean

  constructor({ overseer, options, deadline }: Way, gatherer: Gatherer, reads: boolean) {
    super(overseer, options, deadline)
    this.gatherer = gatherer
    this.reads = reads
  }

  override until(deadline: number): this {
    return new PartWay(super.until(deadline), this.gatherer, this.reads) as this
  }

  /** The same to one node. */
  to(options: CallOptions): PartWay {
    return new PartWay(new Way(this.overseer, options, this.deadline), this.gatherer, this.reads)
  }
}

/** One of several operations that end together: of a split command, of a pipeline. */
export class PartOperation extends Operation<PartWay> {
  /** Which of the parts it is. Set by whoever makes it. */
  index = 0

  valueOf(reply: Reply): unknown {
    const { read } = this.request
    return read === undefined || !this.way.reads ? reply : read(reply)
  }

  succeed(reply: Reply): void {
    let value: unknown
    try {
      value = this.valueOf(reply)
    } catch (error) {
      this.way.gatherer.failed(this.index, error as RedisClusterError)
      return
    }
    this.way.gatherer.succeeded(this.index, value)
  }

  reject(error: RedisClusterError): void {
    this.way.gatherer.failed(this.index, error)
  }
}
