import type { NodeConnection } from './node-connection.js'
import type { ManagedNode } from './server-node.js'

/**
 * Valkey 8 answers CLUSTER SETSLOT only when the replicas have it too: on one connection, each slot would wait for the
 * one before.
 */
const LANES = 16
const SETSLOT_TIMEOUT_MS = 15_000

/** Sends CLUSTER SETSLOT for many slots, on as many connections as it takes for that to be quick. */
export class SlotSetter {
  readonly #lanes = new Map<ManagedNode, NodeConnection[]>()
  readonly #width: number

  constructor(slots: number) {
    this.#width = Math.min(LANES, Math.ceil(slots / 4))
  }

  /** Puts the slots into this state at the node. Resolves when it has answered for all of them. */
  async set(node: ManagedNode, slots: readonly number[], state: readonly string[]): Promise<void> {
    const lanes = this.#lanesTo(node)
    await Promise.all(
      slots.map((slot, index) => {
        const lane = lanes[index % lanes.length] ?? node.process.connection
        return lane.insist(['CLUSTER', 'SETSLOT', slot, ...state], SETSLOT_TIMEOUT_MS)
      }),
    )
  }

  /** Closes the connections that it made. */
  close(): void {
    for (const lane of [...this.#lanes.values()].flat()) lane.close()
  }

  #lanesTo(node: ManagedNode): readonly NodeConnection[] {
    if (this.#width <= 1) return [node.process.connection]
    const lanes = this.#lanes.get(node) ?? Array.from({ length: this.#width }, () => node.process.connect())
    this.#lanes.set(node, lanes)
    return lanes
  }
}
