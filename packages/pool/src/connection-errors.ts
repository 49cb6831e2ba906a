import { ConnectError, ConnectionLostError, ProtocolError } from '@rc/errors'

/** No connection came about, for whatever reason. */
export function connectError(node: string, error: unknown): Error {
  // What the handshake found out says it all itself.
  if (error instanceof Error && 'executed' in error) return Object.assign(error, { node })
  return new ConnectError(`Cannot connect to ${node}: ${reasonOf(error)}.`, { node, cause: error })
}

/** Socket, TLS and handshake together took longer than `connectTimeoutMs`. */
export const tooSlow = (node: string, connectTimeoutMs: number): ConnectError =>
  new ConnectError(`No connection to ${node} within ${connectTimeoutMs} ms (connectTimeoutMs).`, { node })

/** The socket closed, with or without an error of its own. */
export function lost(node: string, error: Error | undefined, greeting: boolean): Error {
  const how = error === undefined ? 'was closed by the server' : `broke (${error.message})`
  return greeting
    ? new ConnectError(`The connection to ${node} ${how} during the handshake.`, { node, cause: error })
    : new ConnectionLostError(`The connection to ${node} ${how}.`, { node, cause: error })
}

/** A reply without a command: whose the next ones are, nobody knows any more. */
export const unasked = (): ProtocolError =>
  new ProtocolError('The server sent a reply that nobody asked for. The connection was given up.')

/** Some errors of sockets have a code and no message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message || ((error as NodeJS.ErrnoException).code ?? error.name)
}
