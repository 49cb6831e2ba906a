import type { ConnectionOptions } from '../src/connection-options.js'
import { socketDial } from '../src/dial.js'

/** What the connections of a test are made with: ample limits, and what `own` says. */
export const connectionOptions = (own: Partial<ConnectionOptions> = {}): ConnectionOptions => ({
  dial: socketDial(),
  handshake: { protocol: 3, readonly: false },
  connectTimeoutMs: 1000,
  maxQueuedCommands: 1000,
  maxQueuedBytes: 1_000_000,
  ...own,
})
