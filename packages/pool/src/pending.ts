import type { Reply, Request } from '@rc/resp'

/**
 * Something that waits for the answer to one request. A connection knows no more of a command than this.
 *
 * Exactly one of `settle` and `fail` is called, unless it has settled by itself before (`settled`): then it is not
 * written any more, and an answer that still comes is dropped.
 */
export interface Pending {
  readonly request: Request
  /** Strings of the reply stand as Buffers. */
  readonly asBytes: boolean
  /** When it must have settled, in milliseconds of the ticker's clock. `Infinity` for never. */
  readonly deadline: number
  /** It needs no answer any more. */
  readonly settled: boolean
  /** The one behind it must follow it on the wire at once (ASKING and its command, the parts of a transaction). */
  readonly joined: boolean
  /** Nobody minds where its answer comes from: another node of the shard will do. Absent for no. */
  readonly movable?: boolean
  /** The server's answer, an error reply included. */
  settle(reply: Reply): void
  /**
   * No answer will come.
   *
   * @param error what happened, shared by all that it happened to
   * @param sent whether the request had been written, so that the server may have run it
   */
  fail(error: Error, sent: boolean): void
  /** The deadline has passed. */
  expire(sent: boolean): void
}
