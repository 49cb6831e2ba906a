/**
 * An entry of a stream.
 *
 * @typeParam V a value: text, or a Buffer on a view of bytes
 */
export interface StreamMessage<V = string> {
  /** Name of the stream. */
  readonly stream: string
  readonly id: string
  /** The fields. */
  readonly message: Record<string, V>
}

/** An entry that a group delivered to a consumer. */
export interface GroupMessage<V = string> extends StreamMessage<V> {
  /**
   * It may have been delivered before: this consumer had it pending when it began or when a connection broke, or it was
   * taken over from another.
   */
  readonly redelivered: boolean
  /**
   * Says that it is done. Resolves with false where it was not pending any more. Sent again until the server has answered:
   * done twice is done.
   */
  readonly ack: () => Promise<boolean>
}
