import type { RedirectEvent, RedisCluster } from '@rc/client'
import { describeDiff } from './describe-diff.js'
import { Families } from './families.js'
import type { Journal } from './journal.js'

/** Listens to the client: writes down what happens, and keeps what only events tell. */
export class Observer {
  readonly families = new Families()
  redirects = 0
  readonly #connections = new Map<string, 'connected' | 'lost'>()
  readonly #redirectListeners = new Set<(event: RedirectEvent) => void>()

  /** @param changed told when the picture of the cluster may have become another */
  constructor(rc: RedisCluster, journal: Journal, changed: () => void) {
    let found = false
    rc.on('topology', diff => {
      this.families.update(rc.topology)
      // At first everything is new, which would say nothing.
      if (found) for (const line of describeDiff(diff)) journal.write('topology', line)
      else journal.write('client', `found the cluster: ${summary(rc)}`)
      found = true
      changed()
    })
    rc.on('node:up', ({ node }) => {
      this.#connections.set(node, 'connected')
      journal.write('node', `connected to ${node}`)
      changed()
    })
    rc.on('node:down', ({ node, error }) => {
      this.#connections.set(node, 'lost')
      journal.write('node', error === undefined ? `closed the connection to ${node}` : `lost the connection to ${node}`)
      changed()
    })
    rc.on('redirect', event => {
      this.redirects++
      for (const listener of this.#redirectListeners) listener(event)
      journal.write(
        'redirect',
        `${event.asking ? 'ASK' : 'MOVED'}: ${event.command} sent on from ${event.from} to ${event.to}`,
      )
      changed()
    })
    rc.on('error', error => journal.write('error', error.message))
  }

  connectionTo(node: string): 'connected' | 'lost' | 'none' {
    return this.#connections.get(node) ?? 'none'
  }

  /** @returns what ends the listening */
  onRedirect(listener: (event: RedirectEvent) => void): () => void {
    this.#redirectListeners.add(listener)
    return () => void this.#redirectListeners.delete(listener)
  }
}

function summary({ topology }: RedisCluster): string {
  const { shards, nodes, coveredSlots } = topology
  return `${shards.length} shards, ${nodes.size} nodes, ${coveredSlots} slots`
}
