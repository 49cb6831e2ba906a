import type { DecoderLimits } from '@rc/resp'
import type { Dial } from './dial.js'
import type { HandshakeOptions } from './handshake.js'

/** What a connection needs to know, the same for all connections of a client. */
export interface ConnectionOptions {
  readonly dial: Dial
  readonly handshake: HandshakeOptions
  readonly limits?: Partial<DecoderLimits> | undefined
  /** Milliseconds for socket, TLS and handshake together. */
  readonly connectTimeoutMs: number
  /** Commands that may wait on one connection, written or not. */
  readonly maxQueuedCommands: number
  /** Bytes of arguments that may wait on one connection, written or not. */
  readonly maxQueuedBytes: number
}
