export { type BudgetOptions, ConnectionBudget } from './budget.js'
export {
  Connection,
  type ConnectionContext,
  type ConnectionOptions,
  type ConnectionSetup,
  type Listener,
} from './connection.js'
export type { ConnectionState } from './connection-state.js'
export { Deadlines, type Sweepable } from './deadlines.js'
export { type Dial, socketDial } from './dial.js'
export type { Credentials, HandshakeOptions } from './handshake.js'
export { DEFAULT_HEARTBEAT, type HeartbeatOptions } from './heartbeat.js'
export type { NamedAddress } from './named-address.js'
export { NodePool, type NodePoolSetup } from './node-pool.js'
export type { Pending } from './pending.js'
export { type NodeUse, Pools, type PoolsContext, type PoolsOptions } from './pools.js'
export { exponentialBackoff, type ReconnectPolicy } from './reconnect-policy.js'
export { type Clock, type Flushable, systemClock, Ticker } from './ticker.js'
export type { Transport, TransportEvents } from './transport.js'
