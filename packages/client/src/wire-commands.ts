import { CLUSTER_SLOTS, type Command, command, PING } from '@rc/commands'
import type { Reply } from '@rc/resp'

/** What the client itself asks of nodes, with the reply as the server gives it. */
export const clusterSlots: Command<Reply> = /* @__PURE__ */ command<Reply>(CLUSTER_SLOTS, [])
export const ping: Command<Reply> = /* @__PURE__ */ command<Reply>(PING, [])
