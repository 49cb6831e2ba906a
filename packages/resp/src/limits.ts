/** What a reply may cost at most. A server that goes beyond is taken for broken: ProtocolError, and a new connection. */
export interface DecoderLimits {
  /** How deep aggregates may nest. Default 128. */
  readonly maxDepth: number
  /** Bytes of one string. Default 512 MiB, the servers' own limit. */
  readonly maxBulkBytes: number
  /** Elements of one aggregate; a map counts its fields and its values. Default 2^26. */
  readonly maxElements: number
  /** Bytes of one reply, with everything in it. Default 2 GiB. */
  readonly maxReplyBytes: number
  /** Bytes of a simple string, an error or a number. Default 64 KiB. */
  readonly maxLineBytes: number
}

export const DEFAULT_LIMITS: DecoderLimits = {
  maxDepth: 128,
  maxBulkBytes: 512 * 1024 * 1024,
  maxElements: 2 ** 26,
  maxReplyBytes: 2 ** 31,
  maxLineBytes: 64 * 1024,
}
