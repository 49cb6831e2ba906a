export { Cluster } from './cluster.js'
export type { ServerFlavour } from './debian-server.js'
export {
  encodeReply,
  NullArray,
  type ReplyValue,
  type RequestArg,
  SimpleString,
  VerbatimString,
} from './encode.js'
export { ServerNotFoundError, ServerStartError } from './errors.js'
export type { FailoverMode } from './failover.js'
export { type FindServerOptions, findServer } from './find-server.js'
export { HalfMigration } from './half-migration.js'
export { CommandCounter } from './proxy/command-counter.js'
export type { LineQuality } from './proxy/line-quality.js'
export type { Direction } from './proxy/proxied-connection.js'
export { NodeProxy, type ProxyOptions } from './proxy/proxy.js'
export type { SeenCommand } from './proxy/reply-order.js'
export { NodeProxies, type ProxiedGroup, startProxies, startProxy } from './proxy/start-proxy.js'
export { type PassingReply, type ReplyAction, type ReplyHook, Trap, type TrapOptions } from './proxy/trap.js'
export type { RawReply } from './raw-reply.js'
export type { ServerBinary } from './server-binary.js'
export { type RestartOptions, ServerGroup } from './server-group.js'
export type { NodeRef, ServerNode } from './server-node.js'
export type { ServerOptions } from './server-options.js'
export type { ProcessState } from './server-process.js'
export type { Script, ScriptAnswer, SimulatedCommand } from './simulated/script.js'
export { type ShardLayout, SimulatedCluster } from './simulated/simulated-cluster.js'
export { SimulatedConnection } from './simulated/simulated-connection.js'
export { SimulatedMigration } from './simulated/simulated-migration.js'
export { SimulatedNode } from './simulated/simulated-node.js'
export { type SimulatedClusterOptions, startSimulatedCluster } from './simulated/start-simulated-cluster.js'
export type { SlotRange, SlotSpec } from './slot-list.js'
export { type StartClusterOptions, startCluster } from './start-cluster.js'
export { Servers, startServers } from './start-servers.js'
export type { TlsMaterial } from './tls-files.js'
