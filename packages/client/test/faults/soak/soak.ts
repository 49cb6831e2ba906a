import { keySlot } from '@rc/slots'
import { type Cluster, type NodeProxies, type ServerNode, startCluster, startProxies } from '@rc/testing'
import type { Finding } from '../invariants/evidence.js'
import { rest } from '../loads/load.js'
import { readLogs } from '../logs.js'
import type { World } from '../rows/row.js'
import { untilServed } from '../watcher.js'
import { rangesOf, SOAK_FAULTS, type SoakFault } from './faults.js'
import { type Growth, growth } from './growth.js'
import { Judge } from './judge.js'
import type { Harvest, LongOrders } from './long-subject.js'
import type { Message } from './worker.js'
import { randomOf } from './random.js'
import type { Sample } from './sample.js'

export interface SoakOrders {
  readonly minutes: number
  readonly seed: number
  readonly server: string | undefined
}

/** What came of a soak. */
export interface SoakOutcome {
  readonly minutes: number
  readonly seed: number
  readonly server: string
  readonly operations: number
  readonly faults: number
  readonly findings: readonly Finding[]
  readonly growth: readonly Growth[]
  /** Loads and keys that were not served again within 8 s behind a fault. */
  readonly unserved: readonly string[]
  readonly closeMs: number
  readonly socketsLeft: number
}

/** Tells the client's process something. */
export type Tell = (message: Message) => Promise<unknown>

const KEYS = Array.from({ length: 12 }, (_, i) => `k${i}`)
const TIMEOUT_MS = 3000
const HEAL_MS = 8000
const SAMPLE_MS = 10_000
const PACE_MS = 40

/** One fault after another, drawn by lot, on one cluster and one client. */
export async function soak(orders: SoakOrders, tell: Tell, say: (line: string) => void): Promise<SoakOutcome> {
  const { minutes, seed, server } = orders
  const until = performance.now() + minutes * 60_000
  const cluster = await startCluster({ nodeTimeoutMs: 2000, requireFullCoverage: false, ...(server && { server }) })
  const proxies = await startProxies(cluster)
  try {
    const target = { seeds: proxies.all, addressMap: proxies.addressMap, timeoutMs: TIMEOUT_MS }
    const seeds = target.seeds.map(({ host, port }) => ({ host, port }))
    const long: LongOrders = { target: { ...target, seeds }, keys: KEYS, paceMs: PACE_MS }
    await tell({ kind: 'start', orders: long })
    const random = randomOf(seed)
    const draw = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
    const judge = new Judge(TIMEOUT_MS)
    const samples: Sample[] = []
    const unserved: string[] = []
    let faults = 0
    let due = performance.now() + SAMPLE_MS
    while (performance.now() < until) {
      const fault = draw(SOAK_FAULTS)
      const victim = draw(await withKeys(cluster))
      await injectAndMend({ cluster, proxies }, fault, victim)
      faults++
      const silent = (await tell({ kind: 'unserved', withinMs: HEAL_MS })) as string[]
      unserved.push(...silent.map(key => `${key}, behind: ${fault.title}`))
      if (silent.length > 0) say(`NOT SERVED AGAIN behind "${fault.title}": ${silent.join(', ')}`)
      if (performance.now() < due) continue
      due += SAMPLE_MS
      // What a fault leaves to time out, such as half-open connections, does so in its own time.
      await rest(1000)
      const harvest = (await tell({ kind: 'harvest' })) as Harvest
      judge.take(harvest)
      samples.push(harvest.sample)
      say(`${faults} faults, ${judge.operations} operations, ${inWords(harvest.sample)}; the last: ${fault.title}`)
      for (const word of [...harvest.wrong, ...harvest.unhandled]) say(`WRONG ${word}`)
    }
    const end = (await tell({ kind: 'finish' })) as { harvest: Harvest; closeMs: number; left: Sample }
    judge.take(end.harvest)
    return {
      minutes,
      seed,
      server: `${cluster.kind}-server ${cluster.server.version}`,
      operations: judge.operations,
      faults,
      findings: judge.findings(await readLogs(cluster, KEYS)),
      growth: growth(samples),
      unserved,
      closeMs: Math.round(end.closeMs),
      socketsLeft: end.left.sockets,
    }
  } finally {
    await proxies.stop()
    await cluster.stop()
  }
}

export const inWords = (sample: Sample): string =>
  `RSS ${sample.rssMb} MB, heap ${sample.heapMb} MB, ${sample.sockets} sockets, ${sample.timers} timers, ${sample.handles} handles, ${sample.listeners} listeners`

/** Injects a fault, and makes the world well again whatever it left behind. */
async function injectAndMend(
  { cluster, proxies }: { cluster: Cluster; proxies: NodeProxies },
  fault: SoakFault,
  victim: ServerNode,
): Promise<void> {
  const hurtKeys = await keysOn(cluster, victim)
  const never = () => Promise.reject(new Error('A soak closes its client in the end.'))
  const unseen = () => Promise.reject(new Error('A soak parts no network.'))
  const world: World = {
    cluster,
    proxies,
    victim,
    hurtKeys,
    subject: { close: never, finish: never, flood: never },
    times: fault.times,
    watchRecovery: async () => {
      await untilServed(cluster, `probe:{${hurtKeys[0] ?? ''}}`, victim)
    },
    watchAgreement: unseen,
    watchRefusal: unseen,
    whole: () => {},
    thawed: () => {},
  }
  await fault.inject(world)
  for (const proxy of proxies.all) await proxy.heal()
  for (const node of cluster.nodes) {
    if (node.state === 'paused') await cluster.resume(node)
    if (node.state === 'stopped') await cluster.restart(node)
  }
  await cluster.waitUntilStable()
}

/** Primaries that own keys of the load. */
async function withKeys(cluster: Cluster): Promise<ServerNode[]> {
  await cluster.refresh()
  const found: ServerNode[] = []
  for (const node of cluster.primaries) if ((await keysOn(cluster, node)).length > 0) found.push(node)
  return found
}

async function keysOn(cluster: Cluster, node: ServerNode): Promise<string[]> {
  const ranges = await rangesOf(cluster, node)
  return KEYS.filter(key => ranges.some(({ from, to }) => keySlot(key) >= from && keySlot(key) <= to))
}
