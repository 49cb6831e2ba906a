import type { Command } from '@rc/commands'
import type { Clock, Pools } from '@rc/pool'
import type { Reply } from '@rc/resp'
import type { ClusterNode } from '@rc/slots'
import { positionOf } from './read-freshness.js'
import { ReadRouter } from './read-router.js'
import { replicationInfo } from './wire-commands.js'

/** What reads are routed with. */
export interface ReplicaReadsSetup {
  readonly pools: Pools
  readonly clock: Clock
  /** Asks a node something, once. */
  readonly ask: (node: ClusterNode, question: Command<Reply>) => Promise<Reply>
}

/** Makes what chooses the node that a read goes to. */
export type ReplicaReads = (setup: ReplicaReadsSetup) => ReadRouter

/** Reads that replicas serve, the nearest node, or whom a policy chooses. */
export const replicaReads: ReplicaReads = ({ pools, clock, ask }) =>
  new ReadRouter({
    pools,
    clock,
    ask: node =>
      ask(node, replicationInfo).then(
        reply => positionOf(reply, node.role),
        () => undefined,
      ),
  })
