/**
 * What a connection goes through. Never back: a connection is one socket's life, and its successor is another object.
 *
 * - `waiting`: its turn to connect has not come (the node failed before, and is given time).
 * - `connecting`: the socket is being opened.
 * - `greeting`: the handshake is under way.
 * - `ready`: commands are written.
 * - `closing`: takes no more commands and ends when all that it holds are answered.
 * - `closed`: over.
 */
export type ConnectionState = 'waiting' | 'connecting' | 'greeting' | 'ready' | 'closing' | 'closed'

const NEXT: Record<ConnectionState, readonly ConnectionState[]> = {
  waiting: ['connecting', 'closed'],
  connecting: ['greeting', 'closed'],
  greeting: ['ready', 'closed'],
  ready: ['closing', 'closed'],
  closing: ['closed'],
  closed: [],
}

/** The state that follows, or an error where it cannot: a mistake of ours, not of the server. */
export function transition(from: ConnectionState, to: ConnectionState): ConnectionState {
  if (!NEXT[from].includes(to)) throw new Error(`A connection cannot go from ${from} to ${to}.`)
  return to
}
