import {
  AbortError,
  AuthError,
  ClosedError,
  ConfigError,
  ConnectError,
  ConnectionLostError,
  type ErrorContext,
  type Executed,
  PoolExhaustedError,
  ProtocolError,
  QueueFullError,
  RedisClusterError,
  ReplyError,
  TimeoutError,
} from '@rc/errors'
import type { Connection } from '@rc/pool'
import { hideArguments } from './hide-arguments.js'
import type { Operation } from './operation.js'

/** What is known of an operation when it fails. Names and numbers only. */
export function contextOf(operation: Operation, executed: Executed): ErrorContext {
  return {
    command: operation.request.spec.name,
    node: operation.connection?.name,
    attempts: operation.attempts,
    executed,
  }
}

/** The server's own error, with what it belongs to. */
export function inContext(error: ReplyError, operation: Operation): ReplyError {
  // This attempt did not run it, but one before may have.
  if (operation.uncertain && error.executed === 'no') error.executed = 'maybe'
  error.command = operation.request.spec.name
  error.node = operation.connection?.name
  error.attempts = operation.attempts
  hideArguments(error, operation.request.args)
  return error
}

const OUTCOME = {
  no: 'It was not sent, so it did not run.',
  maybe: 'It had been sent, so it may have run.',
  yes: 'It ran.',
} as const satisfies Record<Executed, string>

/**
 * Makes an error without a stack. A deadline, a lost connection and a full queue concern thousands of commands at once;
 * the frames are those of a timer or a socket, take twenty times as long as the error itself and hold a kilobyte each.
 */
function withoutFrames<T extends Error>(make: () => T): T {
  const limit = Error.stackTraceLimit
  // Where all that is built in is frozen, the frames have to be borne.
  Reflect.set(Error, 'stackTraceLimit', 0)
  try {
    return make()
  } finally {
    Reflect.set(Error, 'stackTraceLimit', limit)
  }
}

/** An error that happened to a connection, or to the search for the cluster, as it concerns one operation. */
export const forOperation = (error: Error, operation: Operation, sent: boolean): RedisClusterError =>
  withoutFrames(() => ofOperation(error, operation, sent))

function ofOperation(error: Error, operation: Operation, sent: boolean): RedisClusterError {
  const executed = sent || operation.uncertain ? 'maybe' : 'no'
  const context = { ...contextOf(operation, executed), cause: error }
  const message = `${operation.request.spec.name}: ${error.message} ${OUTCOME[executed]}`
  if (error instanceof AuthError) return new AuthError(error.message, context)
  if (error instanceof ConnectError) return new ConnectError(message, context)
  if (error instanceof ClosedError) return new ClosedError(message, context)
  if (error instanceof ProtocolError) return new ProtocolError(message, context)
  if (error instanceof ConfigError) return new ConfigError(error.message, context)
  if (error instanceof PoolExhaustedError) return new PoolExhaustedError(error.message, context)
  if (error instanceof ReplyError) return new ReplyError(error.message, context)
  if (error instanceof RedisClusterError && !(error instanceof ConnectionLostError)) return error
  // What is no error of ours comes from the user's own functions: addresses, credentials, sockets.
  return error instanceof ConnectionLostError || sent
    ? new ConnectionLostError(message, context)
    : new ConnectError(message, context)
}

/** A command whose time is over, with what kept it from being answered, where that is known. */
export function timeout(operation: Operation, sent: boolean, lastError: Error | undefined): TimeoutError {
  const executed = sent || operation.uncertain ? 'maybe' : 'no'
  const { name } = operation.request.spec
  const node = operation.connection === undefined ? '' : ` by ${operation.connection.name}`
  const why = lastError === undefined ? '' : ` The last attempt failed: ${lastError.message}`
  const within = `within ${operation.options.timeoutMs} ms (timeoutMs)`
  const message = `${name} was not answered${node} ${within}. ${OUTCOME[executed]}${why}`
  const context = { ...contextOf(operation, executed), cause: lastError }
  return withoutFrames(() => new TimeoutError(message, context))
}

/** A command that its caller gave up. */
export function aborted(operation: Operation, sent: boolean, reason: unknown): AbortError {
  const { name } = operation.request.spec
  const executed = sent || operation.uncertain ? 'maybe' : 'no'
  return new AbortError(`${name} was aborted. ${OUTCOME[executed]}`, {
    ...contextOf(operation, executed),
    cause: reason,
  })
}

/** A command that its connection did not take. */
export function refused(operation: Operation, connection: Connection): RedisClusterError {
  const { name: command } = operation.request.spec
  const { name, waiting, over } = connection
  const context = contextOf(operation, operation.uncertain ? 'maybe' : 'no')
  if (over) return new ConnectionLostError(`${command} was not sent: the connection to ${name} is closed.`, context)
  const message =
    `${command} was not sent: too much waits for ${name} already (${waiting} commands; ` +
    'maxQueuedCommands, maxQueuedBytes). The node may be stalled, or commands are issued faster than it can answer.'
  return withoutFrames(() => new QueueFullError(message, context))
}

/** A command that no node can take at present, where too much waits for that already. */
export function tooManyWait(operation: Operation, waiting: number): QueueFullError {
  const message =
    `${operation.request.spec.name} was not sent: no node can take it at present, and too much waits for that already ` +
    `(${waiting} commands; maxQueuedCommands, maxQueuedBytes). The cluster may be out of reach, or busy moving.`
  const context = contextOf(operation, operation.uncertain ? 'maybe' : 'no')
  return withoutFrames(() => new QueueFullError(message, context))
}
