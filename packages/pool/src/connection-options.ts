import type { DecoderLimits } from '@rc/resp'
import type { Dial } from './dial.js'
import type { HandshakeOptions } from './handshake.js'
import type { QueueLimits } from './queue-limits.js'

/** What a connection needs to know, the same for all connections of a client. */
export interface ConnectionOptions extends QueueLimits {
  readonly dial: Dial
  readonly handshake: HandshakeOptions
  readonly limits?: Partial<DecoderLimits> | undefined
  /** Milliseconds for socket, TLS and handshake together. */
  readonly connectTimeoutMs: number
}
