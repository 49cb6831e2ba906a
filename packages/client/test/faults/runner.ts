import { monitorEventLoopDelay } from 'node:perf_hooks'
import { keySlot } from '@rc/slots'
import { type Cluster, type ServerNode, startCluster, startProxies } from '@rc/testing'
import type { Target } from './client.js'
import { startHerd } from './herd.js'
import { check } from './invariants/all.js'
import type { Evidence, Finding } from './invariants/evidence.js'
import { now } from './journal.js'
import { type LoadName, rest } from './loads/load.js'
import { readLogs } from './logs.js'
import { JOINT, onItsSide } from './network.js'
import type { Row, World } from './rows/row.js'
import type { Orders, Start } from './subject.js'
import type { Variant } from './variants.js'
import { costs, costsAt, spentAt, untilMoved, untilRefused, untilServed } from './watcher.js'

/** What is run: a row with one of its loads. */
export interface Experiment {
  readonly row: Row
  readonly load: LoadName
  /** How often a counted row injects its fault; default: what the row says. */
  readonly times?: number
  /** How the servers are configured; default as usual. */
  readonly variant?: Variant
  /** A server program; default the one that is found. */
  readonly server?: string
}

/** What came of it. */
export interface Outcome {
  readonly findings: readonly Finding[]
  readonly operations: number
  readonly errors: Readonly<Record<string, number>>
  /** One message of each kind of error. */
  readonly examples: Readonly<Record<string, string>>
  readonly lagMs: number
  readonly peakRssMb: number
  readonly server: string
}

/** What a row notes of what the servers did, and when. */
interface Noted {
  servedAgain?: Evidence['servedAgain']
  refusedAt?: number
  thawedAt: number
}

const KEYS_EACH = 24
/** In a herd each client has few, so that the machine carries them all. */
const KEYS_IN_HERD = 6
const TIMEOUT_MS = 3000
const HEAL_MS = 8000
/** A client asks other nodes whether they agree 250 ms after its start: that is no cost of the fault. */
const WARM_UP_MS = 800

/** Starts a cluster, puts a client to work on it, injects the fault, and judges. */
export async function runRow({ row, load, times, variant, server }: Experiment, start: Start): Promise<Outcome> {
  const cluster = await startCluster({
    nodeTimeoutMs: 2000,
    requireFullCoverage: variant === 'full-coverage',
    ...(variant === '127.0.0.2' && { host: variant }),
    ...row.cluster,
    ...(row.parted && { server: await onItsSide(server) }),
    ...(!row.parted && server !== undefined && { server }),
  })
  const proxies = await startProxies(
    row.proxied ? cluster : { nodes: [] },
    row.clientSide === undefined ? {} : { host: JOINT[row.clientSide] },
  )
  const keys = keysFor(row)
  try {
    await row.arrange?.(cluster)
    const target: Target = {
      seeds: seedsOf(row.proxied ? proxies.all : cluster.nodes, row.alsoAt),
      ...(row.cluster?.password !== undefined && { password: row.cluster.password }),
      timeoutMs: TIMEOUT_MS,
      ...(row.proxied && { addressMap: proxies.addressMap }),
      ...row.target,
    }
    const orders: Orders = { target, load, keys, paceMs: row.paceMs ?? 4, stalls: row.stalls ?? false }
    const subject = await (row.clients === undefined
      ? start(orders)
      : startHerd(start, orders, { clients: row.clients, each: row.clientsEach ?? 1 }))
    await rest(WARM_UP_MS)
    const [victim] = cluster.primaries
    if (victim === undefined) throw new Error('The cluster has no primary.')
    const before = costs(proxies)
    const counted = await costsAt(cluster)
    const noted: Noted = { thawedAt: 0 }
    const hurtKeys = await keysOn(cluster, victim, keys)
    const probe = `probe:{${hurtKeys[0] ?? ''}}`
    const world: World = {
      cluster,
      proxies,
      subject,
      victim,
      hurtKeys,
      times: times ?? row.times ?? 1,
      async watchRecovery(key) {
        const keys = key === undefined ? hurtKeys : [key]
        const at = await untilServed(cluster, `probe:{${keys[0] ?? ''}}`, key === undefined ? victim : 'none')
        noted.servedAgain = { at, keys }
      },
      async watchAgreement() {
        const wholeAt = now()
        noted.servedAgain = { at: await untilMoved(cluster, victim, probe), keys: hurtKeys, wholeAt }
      },
      whole() {
        const at = now()
        noted.servedAgain = { at, keys, wholeAt: at }
      },
      async watchRefusal() {
        noted.refusedAt = await untilRefused(cluster, victim, probe)
      },
      thawed() {
        noted.thawedAt = now()
      },
    }
    const injectedAt = now()
    const lateness = monitorEventLoopDelay({ resolution: 10 })
    lateness.enable()
    await row.inject(world).catch(async (error: unknown) => {
      // Its process would hold the suite open.
      await subject.finish(0)
      throw error
    })
    const testimony = await subject.finish(HEAL_MS)
    lateness.disable()
    const after = costs(proxies)
    const spent = row.proxied
      ? { refreshes: after.refreshes - before.refreshes, connects: after.connects - before.connects }
      : spentAt(counted, await costsAt(cluster))
    const logs = load === 'W1' || load === 'W4' ? await readLogs(cluster, keys) : new Map()
    const findings = check(
      {
        testimony,
        logs,
        timeoutMs: target.timeoutMs,
        lossy: row.lossy ?? false,
        injectedAt,
        proxiesLateMs: row.proxied ? lateness.max / 1e6 : 0,
        ...noted,
        ...spent,
        ...(row.budget && { budget: row.budget }),
        ...(row.peakRssMb !== undefined && { peakRssMb: row.peakRssMb }),
      },
      row.check,
    )
    const errors: Record<string, number> = {}
    const examples: Record<string, string> = {}
    for (const { error } of testimony.operations) {
      if (error === undefined) continue
      errors[error.name] = (errors[error.name] ?? 0) + 1
      examples[error.name] ??= error.message
    }
    const { lagMs, peakRssMb } = testimony
    const about = `${cluster.kind}-server ${cluster.server.version}`
    return { findings, operations: testimony.operations.length, errors, examples, lagMs, peakRssMb, server: about }
  } finally {
    await proxies.stop()
    await cluster.stop()
  }
}

const keysFor = ({ clients }: Row): string[] =>
  Array.from({ length: clients === undefined ? KEYS_EACH : clients * KEYS_IN_HERD }, (_, i) => `k${i}`)

function seedsOf(nodes: readonly { host: string; port: number }[], alsoAt: string | undefined): Target['seeds'] {
  const now = nodes.map(({ host, port }) => ({ host, port }))
  return alsoAt === undefined ? now : [...now, ...now.map(({ port }) => ({ host: alsoAt, port }))]
}

/** The keys of the load that a node owns. */
async function keysOn(cluster: Cluster, node: ServerNode, keys: readonly string[]): Promise<string[]> {
  const text = await cluster.text(node, 'CLUSTER', 'NODES')
  const ranges = /myself.*connected ([^\n]*)/.exec(text)?.[1] ?? ''
  const bounds = ranges.split(' ').map(range => range.split('-').map(Number))
  return keys.filter(key => {
    const slot = keySlot(key)
    return bounds.some(([from = -1, to = from]) => slot >= from && slot <= to)
  })
}
