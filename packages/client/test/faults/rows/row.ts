import type { Cluster, NodeProxies, ServerNode, StartClusterOptions } from '@rc/testing'
import type { Target } from '../client.js'
import type { Evidence, InvariantId } from '../invariants/evidence.js'
import type { LoadName } from '../loads/load.js'
import type { Side } from '../network.js'
import type { Subject } from '../subject.js'

/** What a fault may reach. */
export interface World {
  readonly cluster: Cluster
  /** Between client and servers, where the row asks for them. */
  readonly proxies: NodeProxies
  readonly subject: Subject
  /** How many faults a counted row injects. */
  readonly times: number
  /** The primary that the fault is about. */
  readonly victim: ServerNode
  /** The keys of the load that live there. */
  readonly hurtKeys: readonly string[]
  /**
   * Waits until servers serve keys again, and notes when: the victim's, by other nodes; or one key, by whichever node.
   */
  watchRecovery(key?: string): Promise<void>
  /** Where the network is whole again: waits until the victim, too, sends clients elsewhere, and notes when. */
  watchAgreement(): Promise<void>
  /** Waits until the victim, alone, takes no writes any more, and notes when: what is acknowledged later must be kept. */
  watchRefusal(): Promise<void>
  /** Notes that clients and servers, who were well all the time, reach each other again. */
  whole(): void
  /** Notes that a frozen server goes on now. */
  thawed(): void
}

/** A row of the fault matrix. */
export interface Row {
  readonly number: number
  /** Tells rows of the same number apart. */
  readonly part?: string
  readonly title: string
  readonly loads: readonly LoadName[]
  readonly check: readonly InvariantId[]
  readonly cluster?: StartClusterOptions
  readonly proxied?: boolean
  readonly target?: Partial<Target>
  /** Another address that the nodes will have one day; seeds too. */
  readonly alsoAt?: string
  readonly lossy?: boolean
  readonly stalls?: boolean
  readonly budget?: Evidence['budget']
  /** Milliseconds that a caller rests between two operations. Default 4. */
  readonly paceMs?: number
  /** How often a counted row injects its fault. Default 1. */
  readonly times?: number
  /** How many clients, each with its share of the keys. Default 1. */
  readonly clients?: number
  /** How many of them share a process. Default 1. */
  readonly clientsEach?: number
  /** The most that the client's process may ever hold, in MB. */
  readonly peakRssMb?: number
  /** Whether servers are on two sides. */
  readonly parted?: boolean
  /** Where the network falls apart: on which side the client is. The row runs in a network of its own. */
  readonly clientSide?: Side
  /** Why this row cannot be run here; undefined where it can. */
  unable?(): string | undefined
  /** What the cluster needs before the client comes. */
  arrange?(cluster: Cluster): Promise<void>
  /** Injects the fault under load, and resolves when the world is well again. */
  inject(world: World): Promise<void>
}
