import { ConfigError } from '@rc/errors'
import { NodeProxy, type ProxyOptions } from './proxy.js'

/** Something with nodes that can be stood in front of: a cluster, or plain servers. */
export interface ProxiedGroup {
  readonly nodes: readonly { readonly host: string; readonly port: number; readonly name: string }[]
}

/**
 * Starts a proxy in front of one server.
 *
 * @example
 * const proxy = await startProxy({ target: { host: '127.0.0.1', port: 6379 } })
 * proxy.cutBeforeReply({ command: 'INCR' })
 */
export async function startProxy(options: ProxyOptions): Promise<NodeProxy> {
  const proxy = new NodeProxy(options)
  await proxy.accept()
  return proxy
}

/** Proxies in front of all nodes of a cluster. Made by `startProxies`. */
export class NodeProxies {
  readonly #proxies = new Map<string, NodeProxy>()
  readonly #options: Omit<ProxyOptions, 'target' | 'port'>

  /** @internal */
  constructor(options: Omit<ProxyOptions, 'target' | 'port'>) {
    this.#options = options
  }

  /** From each node's own address to its proxy's, for a client's `addressMap`. */
  get addressMap(): Record<string, string> {
    return Object.fromEntries([...this.#proxies].map(([name, proxy]) => [name, proxy.address]))
  }

  /** The proxies' addresses, for a client's seeds. */
  get seeds(): string[] {
    return this.all.map(proxy => proxy.address)
  }

  /** Every proxy, in the order of the nodes. */
  get all(): NodeProxy[] {
    return [...this.#proxies.values()]
  }

  /**
   * The proxy in front of a node, given as the node or as its `host:port`.
   *
   * @throws ConfigError where there is none
   */
  of(node: string | { readonly name: string }): NodeProxy {
    const name = typeof node === 'string' ? node : node.name
    const proxy = this.#proxies.get(name)
    if (proxy === undefined) throw new ConfigError(`There is no proxy in front of ${name}. add(node) makes one.`)
    return proxy
  }

  /** Puts a proxy in front of one more node. */
  async add(node: ProxiedGroup['nodes'][number]): Promise<NodeProxy> {
    const proxy = await startProxy({ ...this.#options, target: { host: node.host, port: node.port } })
    this.#proxies.set(node.name, proxy)
    return proxy
  }

  /** Stops all proxies. */
  async stop(): Promise<void> {
    await Promise.all(this.all.map(proxy => proxy.stop()))
  }

  /** `stop`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}

/**
 * Puts a proxy in front of every node. A client reaches the nodes through them by its `addressMap`.
 *
 * @example
 * const proxies = await startProxies(cluster)
 * const rc = new RedisCluster({ nodes: proxies.seeds, addressMap: proxies.addressMap })
 * proxies.of(cluster.primaries[0]).set({ delayMs: 100 })
 */
export async function startProxies(
  group: ProxiedGroup,
  options: Omit<ProxyOptions, 'target' | 'port'> = {},
): Promise<NodeProxies> {
  const proxies = new NodeProxies(options)
  for (const node of group.nodes) await proxies.add(node)
  return proxies
}
