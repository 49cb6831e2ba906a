import type { MessageSink, Reply } from '@rc/resp'

/** Who takes the messages of a connection that subscribes; see `listen`. Must not throw. */
export interface Listener extends MessageSink {
  /**
   * Takes what stands in a push message, or in an array under RESP2: what the methods for messages do not get.
   *
   * @returns whether it is the last part of the answer to the command that has waited for longest
   */
  take(message: readonly Reply[]): boolean
  /**
   * An answer came that no command waits for.
   *
   * @returns whether that may be; otherwise the connection is given up
   */
  unasked?(reply: Reply): boolean
  /** The connection is over. `error` is undefined where it was closed on purpose. */
  closed(error: Error | undefined): void
}
