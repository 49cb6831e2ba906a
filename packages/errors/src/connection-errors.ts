import { brand, type ErrorContext, RedisClusterError } from './redis-error.js'

/** Something is wrong with the way to a node, not with the command. */
export class ConnectionError extends RedisClusterError {}

/** No connection could be made: refused, unreachable, timed out, or the handshake was turned down. Nothing was sent. */
export class ConnectError extends ConnectionError {
  constructor(message: string, context: ErrorContext = {}) {
    super('CONNECT', message, context)
  }
}

/** The connection broke. `executed` says whether the command had been written by then. */
export class ConnectionLostError extends ConnectionError {
  constructor(message: string, context: ErrorContext = {}) {
    super('CONNECTION_LOST', message, context)
  }
}

/** The client was closed or destroyed before the command was answered. */
export class ClosedError extends ConnectionError {
  constructor(message: string, context: ErrorContext = {}) {
    super('CLOSED', message, context)
  }
}

/** The command was not answered within `timeoutMs`, redirects and retries included. */
export class TimeoutError extends RedisClusterError {
  constructor(message: string, context: ErrorContext = {}) {
    super('TIMEOUT', message, context)
  }
}

/** The caller's `AbortSignal` fired. `cause` is the signal's reason. */
export class AbortError extends RedisClusterError {
  constructor(message: string, context: ErrorContext = {}) {
    super('ABORTED', message, context)
  }
}

/**
 * Too many commands or bytes wait for one node, or for the cluster to be found (`maxQueuedCommands`, `maxQueuedBytes`).
 * The command was not sent.
 */
export class QueueFullError extends RedisClusterError {
  constructor(message: string, context: ErrorContext = {}) {
    super('QUEUE_FULL', message, context)
  }
}

/** All connections that `maxConnections` or `maxConnectionsPerNode` allow are taken. Nothing was sent. */
export class PoolExhaustedError extends RedisClusterError {
  constructor(message: string, context: ErrorContext = {}) {
    super('POOL_EXHAUSTED', message, context)
  }
}

/** The server sent what the protocol does not allow, or more than a limit allows. The connection was given up. */
export class ProtocolError extends ConnectionError {
  constructor(message: string, context: ErrorContext = {}) {
    super('PROTOCOL', message, context)
  }
}

brand(ConnectionError, 'ConnectionError')
brand(ConnectError, 'ConnectError')
brand(ConnectionLostError, 'ConnectionLostError')
brand(ClosedError, 'ClosedError')
brand(TimeoutError, 'TimeoutError')
brand(AbortError, 'AbortError')
brand(QueueFullError, 'QueueFullError')
brand(PoolExhaustedError, 'PoolExhaustedError')
brand(ProtocolError, 'ProtocolError')
