import { fingerprint, type ViewNode, viewOf } from './cluster-view.js'
import type { RawReply } from './raw-reply.js'
import type { ManagedNode } from './server-node.js'

/** What one node says about its cluster and its replication. */
export interface Testimony {
  readonly node: ManagedNode
  readonly view: readonly ViewNode[]
  readonly state: string
  readonly replication: string
}

/** Asks every running node; paused and killed ones cannot say anything. */
export async function askAll(nodes: readonly ManagedNode[]): Promise<Testimony[]> {
  return Promise.all(nodes.filter(node => node.state === 'running').map(ask))
}

/** Why the cluster is not stable, by what its running nodes say; undefined where it is. */
export function instability(testimonies: readonly Testimony[], nodes: readonly ManagedNode[]): string | undefined {
  const running = testimonies.map(testimony => testimony.node)
  const gone = nodes.filter(node => node.state !== 'running')
  const [first] = testimonies
  if (first === undefined) return 'no node runs'
  const agreed = fingerprint(first.view)
  for (const { node, view, state } of testimonies) {
    if (state !== 'ok') return `${node.name} says that the cluster's state is ${state}`
    for (const other of running) {
      const problem = doubt(view, other)
      if (problem !== undefined) return `${node.name} ${problem}`
    }
    const missed = gone.find(other => isTakenForAlive(view, other))
    if (missed !== undefined) return `${node.name} has not missed ${missed.name} yet`
    if (fingerprint(view) !== agreed) return `${node.name} and ${first.node.name} see the cluster differently`
  }
  return outOfSync(testimonies)
}

/** Updates what the nodes themselves know of their role. */
export function applyRoles(testimonies: readonly Testimony[]): void {
  for (const { node, view } of testimonies) {
    const self = view.find(one => one.id === node.id)
    if (self === undefined) continue
    node.role = self.role
    node.primaryId = self.primaryId
  }
}

async function ask(node: ManagedNode): Promise<Testimony> {
  const { connection } = node.process
  const [view, info, replication] = await Promise.all([
    viewOf(node),
    connection.text('CLUSTER', 'INFO'),
    connection.text('INFO', 'replication'),
  ])
  const state = /cluster_state:(\w+)/.exec(info)?.[1] ?? 'unknown'
  return { node, view, state, replication }
}

/** Ids of all nodes in a reply of CLUSTER SLOTS: ranges of first slot, last slot, and nodes of host, port, id. */
function idsIn(slots: RawReply): Set<string> {
  const ranges = slots as readonly (readonly RawReply[])[]
  const ids = ranges.flatMap(range => range.slice(2).map(node => (node as readonly RawReply[])[2]))
  return new Set(ids.filter(id => typeof id === 'string'))
}

function doubt(view: readonly ViewNode[], other: ManagedNode): string | undefined {
  const seen = view.find(one => one.id === other.id)
  if (seen === undefined) return `does not know ${other.name} yet`
  for (const flag of ['fail', 'fail?', 'handshake']) {
    if (seen.flags.has(flag)) return `sees ${other.name} as ${flag}`
  }
  if (!seen.connected) return `is not connected to ${other.name}`
  return undefined
}

/**
 * Which replica is not yet named to clients that ask for the map; undefined where all are. A replica is named only once
 * its replication offset has got about, some time after it is in sync.
 */
export async function unnamedReplica(testimonies: readonly Testimony[]): Promise<string | undefined> {
  const problems = testimonies.map(async ({ node, view }) => {
    const named = idsIn(await node.process.connection.insist(['CLUSTER', 'SLOTS']))
    const missing = testimonies.find(({ node: other }) => {
      const primaryId = view.find(one => one.id === other.id)?.primaryId
      // A primary without slots is not named, and its replicas neither.
      const serves = view.some(one => one.id === primaryId && one.slots.length > 0)
      return serves && !named.has(other.id)
    })
    return missing && `${node.name} does not name ${missing.node.name} to clients yet`
  })
  return (await Promise.all(problems)).find(problem => problem !== undefined)
}

/** Before a node is missed, nothing is done about its end: what looks stable then is the quiet before the failover. */
function isTakenForAlive(view: readonly ViewNode[], gone: ManagedNode): boolean {
  return view.some(one => one.id === gone.id && !one.flags.has('fail') && !one.flags.has('noaddr'))
}

function outOfSync(testimonies: readonly Testimony[]): string | undefined {
  for (const { node, view, replication } of testimonies) {
    const primaryId = view.find(one => one.id === node.id)?.primaryId
    if (primaryId === undefined) continue
    const primary = testimonies.find(one => one.node.id === primaryId)
    if (primary === undefined) return `${node.name} is a replica of a primary that does not run`
    if (!replication.includes('master_link_status:up')) return `${node.name} is not in sync with ${primary.node.name}`
    const online = new RegExp(`port=${node.port},state=online`).test(primary.replication)
    if (!online) return `${primary.node.name} does not count ${node.name} as online`
  }
  return undefined
}
