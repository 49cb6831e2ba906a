import { type Command, command } from '../command.js'
import type { ByNode } from '../methods.js'
import { toRecord } from '../replies.js'
import {
  CLIENT_CACHING,
  CLIENT_GETNAME,
  CLIENT_GETREDIR,
  CLIENT_ID,
  CLIENT_INFO,
  CLIENT_KILL,
  CLIENT_LIST,
  CLIENT_NO_EVICT,
  CLIENT_NO_TOUCH,
  CLIENT_PAUSE,
  CLIENT_SETINFO,
  CLIENT_SETNAME,
  CLIENT_TRACKINGINFO,
  CLIENT_UNBLOCK,
  CLIENT_UNPAUSE,
  ECHO,
  PING,
} from '../specs.gen.js'
import type { Value } from './args.js'
import { byNode } from './by-node.js'
import { CLIENT_FILTER, type ClientFilter } from './client-filter.js'
import { type ClientInfo, toClient, toClients } from './client-info.js'
import { appendOptions, type OptionTable, refuse } from './options.js'

/** Options of CLIENT PAUSE. At most one of them. */
export interface ClientPauseOptions {
  /** Pause commands that write. */
  write?: boolean
  /** Pause all commands: the default. */
  all?: boolean
}

const PAUSE_OPTIONS: OptionTable<ClientPauseOptions> = {
  tokens: { write: 'flag', all: 'flag' },
  exclusive: [['write', 'all']],
}

/**
 * Says whether the keys that the next command reads are tracked, where tracking is opt-in or opt-out.
 *
 * O(1). Since 6.0.0. Cluster: refused by the client, whose connections are shared by
 * all callers: its option `cache` tracks keys. The builder is for who has a connection to himself.
 */
export const clientCaching = (mode: 'YES' | 'NO'): Command<'OK'> => command(CLIENT_CACHING, [mode])

/**
 * Name of the connection; null where it has none.
 *
 * O(1). Since 2.6.9. Cluster: asks any node.
 */
export const clientGetname = (): Command<string | null> => command(CLIENT_GETNAME, [])

/**
 * Id of the client that gets this one's invalidations; 0 or -1 where there is none.
 *
 * O(1). Since 6.0.0. Cluster: asks any node.
 */
export const clientGetredir = (): Command<number> => command(CLIENT_GETREDIR, [])

/**
 * Id of the connection, as its server counts.
 *
 * O(1). Since 5.0.0. Cluster: asks any node.
 */
export const clientId = (): Command<number> => command(CLIENT_ID, [])

/**
 * What the server knows of this connection.
 *
 * O(1). Since 6.2.0. Cluster: asks any node.
 */
export const clientInfo = (): Command<ClientInfo> => command(CLIENT_INFO, [], toClient)

/**
 * Ends connections. Answers with how many.
 *
 * O(n) in the number of clients. Since 2.8.12. Cluster: runs on all nodes; the answers stand by node.
 *
 * @throws ConfigError where nothing says which connections
 * @example
 * await rc.clientKill({ user: 'guest' })
 */
export const clientKill = (which: ClientFilter): Command<ByNode<number>> => {
  const args = appendOptions(CLIENT_KILL, [], { given: which, table: CLIENT_FILTER })
  if (args.length === 0) throw refuse(CLIENT_KILL, 'it needs at least one option that says which clients')
  return byNode(command<number>(CLIENT_KILL, args))
}

/**
 * Clients of a server.
 *
 * O(n) in the number of clients. Since 2.4.0. Cluster: asks all nodes; the answers stand by node.
 */
export const clientList = (options?: ClientFilter): Command<ByNode<ClientInfo[]>> =>
  byNode(command(CLIENT_LIST, appendOptions(CLIENT_LIST, [], { given: options, table: CLIENT_FILTER }), toClients))

/**
 * Keeps the server from ending this connection when memory for clients is short.
 *
 * O(1). Since 7.0.0. Cluster: changes its connection: for connections of one's own.
 */
export const clientNoEvict = (mode: 'ON' | 'OFF'): Command<'OK'> => command(CLIENT_NO_EVICT, [mode])

/**
 * Keeps the commands of this connection from marking keys as used.
 *
 * O(1). Since 7.2.0. Cluster: changes its connection: for connections of one's own.
 */
export const clientNoTouch = (mode: 'ON' | 'OFF'): Command<'OK'> => command(CLIENT_NO_TOUCH, [mode])

/**
 * Lets clients wait for so many milliseconds.
 *
 * O(1). Since 3.0.0, options since 6.2.0. Cluster: runs on all nodes.
 *
 * @throws ConfigError where options exclude each other
 */
export const clientPause = (timeoutMs: number, options?: ClientPauseOptions): Command<'OK'> =>
  command(CLIENT_PAUSE, appendOptions(CLIENT_PAUSE, [timeoutMs], { given: options, table: PAUSE_OPTIONS }))

/**
 * Tells the server the library of this connection, or its version.
 *
 * O(1). Since 7.2.0. Cluster: changes its connection: the client does so for all of its own.
 */
export const clientSetinfo = (field: 'LIB-NAME' | 'LIB-VER', value: string): Command<'OK'> =>
  command(CLIENT_SETINFO, [field, value])

/**
 * Names the connection.
 *
 * O(1). Since 2.6.9. Cluster: changes its connection: the client's option `clientName` names all of its own.
 */
export const clientSetname = (name: Value): Command<'OK'> => command(CLIENT_SETNAME, [name])

/**
 * How this connection tracks keys: `flags`, `redirect`, `prefixes`.
 *
 * O(1). Since 6.2.0. Cluster: asks any node.
 */
export const clientTrackinginfo = (): Command<ClientTracking> => command(CLIENT_TRACKINGINFO, [], toTracking)

/** How a connection tracks keys. */
export interface ClientTracking {
  flags: string[]
  redirect: number
  prefixes: string[]
}

/**
 * Ends the waiting of a client in a blocking command, as if its time were over or, with `'ERROR'`, with an error. Answers
 * with 1, or 0 where that client does not wait.
 *
 * O(log n) in the number of clients. Since 5.0.0. Cluster: ids are those of one node: for a node view.
 */
export const clientUnblock = (id: number | bigint, how?: 'TIMEOUT' | 'ERROR'): Command<number> =>
  command(CLIENT_UNBLOCK, how === undefined ? [id] : [id, how])

/**
 * Ends a pause.
 *
 * O(n) in the number of clients that wait. Since 6.2.0. Cluster: runs on all nodes.
 */
export const clientUnpause = (): Command<'OK'> => command(CLIENT_UNPAUSE, [])

/**
 * Answers with the message.
 *
 * O(1). Since 1.0.0. Cluster: asks any node.
 */
export const echo = (message: Value): Command<string> => command(ECHO, [message])

/**
 * Answers `'PONG'`, or with the message.
 *
 * O(1). Since 1.0.0. Cluster: asks all primaries; all must answer.
 */
export const ping = (message?: Value): Command<string> => command(PING, message === undefined ? [] : [message])

const toTracking = (reply: Parameters<typeof toRecord>[0]): ClientTracking =>
  toRecord(reply) as unknown as ClientTracking
