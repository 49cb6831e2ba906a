import { ConnectError } from '@rc/errors'
import type { Reply } from '@rc/resp'

/** What is known of the nodes of a client's cluster. */
export interface KnownNodes {
  /** The id of the node at an address, if it is known. */
  idOf(name: string): string | undefined
  /** Whether another node is connected that is known to be the one it should be. */
  isVouchedFor(name: string): boolean
}

/**
 * Tells whether who answers at an address is the node that is meant. Addresses are given away: what was a node of this
 * cluster may be one of another, which takes every command and says nothing of the mistake.
 *
 * Nobody is turned away on a guess. Ids count once a node has named the one that the map has for it, which one behind a
 * proxy may never do; and only beside another node: where all are others, the cluster was made anew.
 */
export class Identities {
  readonly #nodes: KnownNodes
  #refused = false
  #comparable = false

  constructor(nodes: KnownNodes) {
    this.#nodes = nodes
  }

  /** Whether a node should be asked who it is. One that may not be asked is not asked again, nor is any other. */
  asks(name: string): boolean {
    return !this.#refused && this.#nodes.idOf(name) !== undefined
  }

  /** Why a node that answered is not the one that is meant; undefined where it is, or nobody knows. */
  refusal(name: string, answer: Reply): ConnectError | undefined {
    if (typeof answer !== 'string') {
      this.#refused = true
      return undefined
    }
    const expected = this.#nodes.idOf(name)
    if (expected === answer) this.#comparable = true
    if (expected === undefined || expected === answer || !this.#comparable || !this.#nodes.isVouchedFor(name)) {
      return undefined
    }
    return new ConnectError(
      `${name} is another node than before (CLUSTER MYID): its address was given away, or it was made anew and the ` +
        'cluster does not know it yet. Nothing was sent to it.',
      { node: name },
    )
  }
}
