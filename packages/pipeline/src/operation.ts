import { BLOCKING, type Command, READ, SCRIPT, WRITE } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { Connection, Pending } from '@rc/pool'
import type { Reply, Request } from '@rc/resp'
import type { CallOptions } from './call-options.js'
import { wantsBytes } from './wants-bytes.js'

/** What an operation tells when something happens to it. The engine. */
export interface Overseer {
  returned(operation: Operation, reply: Reply): void
  broke(operation: Operation, error: Error, sent: boolean): void
  expired(operation: Operation, sent: boolean): void
}

/**
 * How operations are to be run, and until when: one object for all that were issued together.
 *
 * A class, and never a copy by spreading: each operation reads it several times, and objects that were put together in
 * different ways are looked up several times as slowly.
 */
export class Way {
  readonly overseer: Overseer
  readonly options: CallOptions
  /** When they must have ended, by the ticker's clock, in milliseconds. `Infinity` for never. */
  readonly deadline: number

  constructor(overseer: Overseer, options: CallOptions, deadline: number) {
    this.overseer = overseer
    this.options = options
    this.deadline = deadline
  }

  /** The same with another deadline. */
  until(deadline: number): this {
    return new Way(this.overseer, this.options, deadline) as this
  }
}

/**
 * A command on its way to one node and back: one object for all its attempts. How it ends is told to whoever made it,
 * by `succeed` or `reject`, once.
 */
export abstract class Operation<W extends Way = Way> implements Pending {
  /** What goes over the wire: the command, or another form of it. */
  request: Command<unknown>
  /** Slot of its keys; -1 where any node will do. */
  readonly slot: number
  /** The slot whose order it keeps; -1 where it keeps none, for it goes over a connection of its own. */
  readonly lane: number
  settled = false
  /** An attempt before this one may have run it. */
  uncertain = false
  /** How often it was sent. */
  attempts = 0
  redirects = 0
  /** The number of its last sending: tells what was sent before something else happened. */
  sending = 0
  /** Its first sending, once one has failed: it keeps that place among those of its slot, however often it is sent. */
  place = 0
  /** The connection that it was last given to. */
  connection: Connection | undefined = undefined
  protected readonly way: W

  constructor(command: Command<unknown>, slot: number, way: W) {
    this.request = command
    this.slot = slot
    this.way = way
    const ordered = (command.spec.flags & BLOCKING) === 0 && way.options.own === undefined
    this.lane = ordered ? slot : -1
  }

  get options(): CallOptions {
    return this.way.options
  }

  get deadline(): number {
    return this.way.deadline
  }

  /** The memory in bytes that it takes up while it waits, given what a request takes up. */
  size(sizeOf: (request: Request) => number): number {
    return sizeOf(this.request)
  }

  get joined(): boolean {
    return false
  }

  /** A read that went to this node because of `readFrom`, and is sent elsewhere if it gets no answer. Rarely asked. */
  get movable(): boolean {
    const { readFrom, node, own, retry } = this.options
    if ((this.request.spec.flags & READ) === 0 || readFrom === 'primary' || node !== undefined || own !== undefined) {
      return false
    }
    const attempt = { effect: 'read', count: this.attempts, redirects: this.redirects, random: 0 } as const
    try {
      return retry.decide({ kind: 'connection' }, { ...attempt, phase: 'unknown' }).kind === 'retry'
    } catch {
      return false
    }
  }

  /** It may wait on the server, so it gets a connection of its own: others would wait behind it. */
  get blocks(): boolean {
    return (this.request.spec.flags & BLOCKING) !== 0 && this.options.own === undefined
  }

  /** Whether it may have changed data, given the server's answer. */
  mayHaveWritten(_reply: Reply): boolean {
    return (this.request.spec.flags & (WRITE | SCRIPT)) !== 0
  }

  get asBytes(): boolean {
    return wantsBytes(this.request, this.options)
  }

  /** Has a connection take it; false where the connection takes no more. */
  sendOver(connection: Connection): boolean {
    return connection.send(this)
  }

  settle(reply: Reply): void {
    this.way.overseer.returned(this, reply)
  }

  fail(error: Error, sent: boolean): void {
    this.way.overseer.broke(this, error, sent)
  }

  expire(sent: boolean): void {
    this.way.overseer.expired(this, sent)
  }

  /** What its caller would get for the server's answer. */
  abstract valueOf(reply: Reply): unknown
  /** Ends with the server's answer. */
  abstract succeed(reply: Reply): void
  /** Ends with an error. */
  abstract reject(error: RedisClusterError): void
}
