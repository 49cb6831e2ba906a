import { ConfigError } from '@rc/errors'
import { viewOf } from './cluster-view.js'
import { pollUntil } from './poll.js'
import type { ManagedNode } from './server-node.js'

/**
 * How a replica takes over: `'graceful'` with the primary's help, so that nothing is lost; `'force'` without it, by the
 * votes of the other primaries; `'takeover'` without asking anybody.
 */
export type FailoverMode = 'graceful' | 'force' | 'takeover'

const TIMEOUT_MS = 30_000
/** A manual failover that has not happened after 5 s is given up by the replica, and has to be asked for again. */
const AGAIN_MS = 5500

/**
 * Makes the replica the primary. Resolves when every running node says so.
 *
 * @throws ConfigError where a graceful failover is asked for and the primary cannot help
 */
export async function failOver(nodes: readonly ManagedNode[], replica: ManagedNode, mode: FailoverMode): Promise<void> {
  const { primaryId } = replica
  const primary = nodes.find(node => node.id === primaryId)
  if (mode === 'graceful' && primary?.state !== 'running') {
    throw new ConfigError(
      `${primary?.name ?? 'The primary'} does not run, so it cannot take part in a graceful failover. ` +
        "Use failover(node, 'force').",
    )
  }
  const request = ['CLUSTER', 'FAILOVER', ...(mode === 'graceful' ? [] : [mode.toUpperCase()])]
  let askedAt = Number.NEGATIVE_INFINITY
  const nextStep = async (): Promise<string | undefined> => {
    const running = nodes.filter(node => node.state === 'running')
    const problems = await Promise.all(running.map(node => unaware(node, replica.id, primaryId)))
    const problem = problems.find(one => one !== undefined)
    if (problem === undefined || performance.now() - askedAt < AGAIN_MS) return problem
    const info = await replica.process.connection.text('INFO', 'replication')
    if (!info.includes('role:slave')) return problem
    if (mode === 'graceful' && !info.includes('master_link_status:up')) return `${replica.name} is not in sync yet`
    await replica.process.connection.insist(request)
    askedAt = performance.now()
    return problem
  }
  await pollUntil(`The ${mode} failover to ${replica.name}`, nextStep, { timeoutMs: TIMEOUT_MS })
}

/**
 * The replica that a failover of this node is about: itself, or the best of its replicas.
 *
 * @throws ConfigError where there is none that runs
 */
export async function candidate(nodes: readonly ManagedNode[], node: ManagedNode): Promise<ManagedNode> {
  if (node.role === 'replica') return node
  const replicas = nodes.filter(one => one.primaryId === node.id && one.state === 'running')
  const offsets = await Promise.all(replicas.map(replicationOffset))
  const best = replicas[offsets.indexOf(Math.max(...offsets))]
  if (best !== undefined) return best
  throw new ConfigError(`${node.name} has no running replica that could take over. Start the cluster with replicas: 1.`)
}

async function unaware(node: ManagedNode, newId: string, oldId: string | undefined): Promise<string | undefined> {
  const view = await viewOf(node)
  if (view.find(one => one.id === newId)?.role !== 'primary') return `${node.name} does not see the new primary yet`
  const old = view.find(one => one.id === oldId)
  if (old !== undefined && old.slots.length > 0) return `${node.name} still sees slots at the old primary`
  if (node.id === oldId && old?.role === 'primary') return `${node.name} has not become a replica yet`
  return undefined
}

async function replicationOffset(replica: ManagedNode): Promise<number> {
  const info = await replica.process.connection.text('INFO', 'replication')
  const linked = info.includes('master_link_status:up')
  return Number(/slave_repl_offset:(-?\d+)/.exec(info)?.[1] ?? -1) + (linked ? 0 : Number.MIN_SAFE_INTEGER / 2)
}
