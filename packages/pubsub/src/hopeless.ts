import { AuthError, ClosedError, ConfigError, PoolExhaustedError } from '@rc/errors'

/** Whether the next attempt to connect will meet the same error. */
export const isHopeless = (error: Error): boolean =>
  error instanceof AuthError ||
  error instanceof ConfigError ||
  error instanceof PoolExhaustedError ||
  error instanceof ClosedError
