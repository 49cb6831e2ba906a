import { CLUSTER_NODES, CLUSTER_SLOTS, type Command, command, INFO, PING } from '@rc/commands'
import type { Reply } from '@rc/resp'

/** What the client itself asks of nodes, with the reply as the server gives it. */
export const clusterNodes: Command<Reply> = /* @__PURE__ */ command<Reply>(CLUSTER_NODES, [])
export const clusterSlots: Command<Reply> = /* @__PURE__ */ command<Reply>(CLUSTER_SLOTS, [])
export const ping: Command<Reply> = /* @__PURE__ */ command<Reply>(PING, [])
export const replicationInfo: Command<Reply> = /* @__PURE__ */ command<Reply>(INFO, ['replication'])
