import type { NodeView as ClientNode, RedisCluster } from '@rc/client'

const TIMEOUT_MS = 1000

/** How many keys each node has, as of the last time that it could be asked. */
export class KeyCounts {
  readonly #rc: RedisCluster
  readonly #counts = new Map<string, number>()
  /** Nodes that have not answered yet: a node that hangs is asked one question, not a queue of them. */
  readonly #asked = new Set<string>()

  constructor(rc: RedisCluster) {
    this.#rc = rc
  }

  /** Null where the node did not answer when it was last asked. */
  of(node: string): number | null {
    return this.#counts.get(node) ?? null
  }

  /** Asks every node once. Never throws. */
  async refresh(): Promise<void> {
    await Promise.all(this.#rc.nodes('all').map(node => this.#ask(node)))
  }

  async #ask(node: ClientNode): Promise<void> {
    const { name } = node
    if (this.#asked.has(name)) return
    this.#asked.add(name)
    try {
      const keys = await node.with({ timeoutMs: TIMEOUT_MS, retry: 'none' }).call(['DBSIZE'])
      this.#counts.set(name, Number(keys))
    } catch {
      this.#counts.delete(name)
    } finally {
      this.#asked.delete(name)
    }
  }
}
