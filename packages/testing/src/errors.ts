import { ConfigError, RedisClusterError } from '@rc/errors'

/** No server program was found, or the one that was named does not run. The message says what to install. */
export class ServerNotFoundError extends ConfigError {
  override readonly name = 'ServerNotFoundError'
}

/** A server ended or stayed silent while it was being started. The message ends with the last lines of its log. */
export class ServerStartError extends RedisClusterError {
  override readonly name = 'ServerStartError'

  constructor(message: string, cause?: unknown) {
    super('SERVER_START', message, { cause })
  }
}
