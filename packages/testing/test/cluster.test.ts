import { ConfigError, ReplyError } from '@rc/errors'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, type ServerNode, startCluster } from '../src/index.js'
import { sleep } from '../src/poll.js'
import { isAtLeast } from '../src/server-config.js'
import { isAlive, untilGone } from './support/processes.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster({ nodeTimeoutMs: 1500 })
})
afterAll(async () => {
  const pids = cluster.nodes.flatMap(node => node.pid ?? [])
  await cluster.stop()
  await untilGone(pids, cluster.dir)
})

const owner = async (slot: number): Promise<ServerNode> => {
  const node = await cluster.ownerOf(slot)
  if (node === undefined) throw new Error(`slot ${slot} has no owner`)
  return node
}

/** Keys of one slot, which has to be that of the tag. */
const keysOf = (tag: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `{${tag}}:${index}`)

const slotOf = async (key: string): Promise<number> => Number(await cluster.command(0, 'CLUSTER', 'KEYSLOT', key))

test('three primaries share all slots, and each has a replica in sync', async () => {
  expect(cluster.nodes).toHaveLength(6)
  expect(cluster.primaries.map(node => node.name)).toEqual(cluster.addresses.slice(0, 3))
  expect(cluster.replicas.map(node => node.primaryId)).toEqual(cluster.primaries.map(node => node.id))
  expect(new Set(cluster.nodes.map(node => node.id)).size).toBe(6)
  expect(cluster.nodes.every(node => node.pid !== undefined && isAlive(node.pid))).toBe(true)
  expect(cluster.kind).toBe(cluster.server.kind)
  expect(cluster.url).toBe(`redis://${cluster.addresses[0]}`)
  expect(await cluster.text(0, 'CLUSTER', 'INFO')).toContain('cluster_slots_ok:16384')
  for (const primary of cluster.primaries) {
    expect(await cluster.text(primary, 'INFO', 'replication')).toContain('connected_slaves:1')
  }
})

test('a node is named by index, by address, by id or by itself', async () => {
  const [first] = cluster.nodes as [ServerNode]
  for (const ref of [0, first.name, first.id, first]) {
    expect(await cluster.command(ref, 'CLUSTER', 'MYID')).toBe(first.id)
  }
  await expect(cluster.command(99, 'PING')).rejects.toThrow(`There is no node 99. The nodes are 0 (${first.name}), 1`)
  await expect(cluster.kill('127.0.0.1:1')).rejects.toBeInstanceOf(ConfigError)
})

test('an error reply rejects, and names no argument', async () => {
  const error = await cluster.command(0, 'NOSUCH', 'secret').catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ReplyError)
  expect(String(error)).not.toContain('secret')
})

test('several clusters of one process live side by side', async () => {
  const others = await Promise.all([1, 2].map(() => startCluster({ primaries: 1, replicas: 0 })))
  try {
    const ports = [cluster, ...others].flatMap(one => one.nodes.map(node => node.port))
    expect(new Set(ports).size).toBe(8)
    for (const other of others) {
      expect(other.nodes).toHaveLength(1)
      expect(await other.text(0, 'CLUSTER', 'INFO')).toMatch(/cluster_known_nodes:1\r\n[^]*cluster_size:1/)
    }
  } finally {
    await Promise.all(others.map(other => other.stop()))
  }
})

describe('migrate', () => {
  test('moves slots with their keys, binary ones too, and all nodes learn of it', async () => {
    const slot = await slotOf('{a}')
    const from = await owner(slot)
    const to = cluster.primaries.find(node => node !== from) as ServerNode
    const binary = Buffer.from([0x7b, 0x61, 0x7d, 0xff, 0x00, 0x0d, 0x0a])
    for (const key of keysOf('a', 450)) await cluster.command(from, 'SET', key, `value of ${key}`)
    await cluster.command(from, 'SET', binary, 'bytes')
    await cluster.migrate(slot, from, to)
    expect(await cluster.command(to, 'CLUSTER', 'COUNTKEYSINSLOT', slot)).toBe(451)
    expect(await cluster.command(to, 'GET', binary)).toBe('bytes')
    expect(await cluster.command(to, 'GET', '{a}:449')).toBe('value of {a}:449')
    expect(await cluster.command(from, 'CLUSTER', 'COUNTKEYSINSLOT', slot)).toBe(0)
    await cluster.waitUntilStable()
    expect(await owner(slot)).toBe(to)
    await cluster.migrate([slot], to, from)
    expect(await owner(slot)).toBe(from)
  })

  test('takes slots as a number, a list, a range or text', async () => {
    const from = await owner(100)
    const to = cluster.primaries.find(node => node !== from) as ServerNode
    await cluster.migrate({ from: 100, to: 139 }, from, to)
    await cluster.migrate('140-150,160', from.name, to.name)
    await cluster.migrate([170, '171-172', { start: 180, end: 181 }], from, to)
    for (const slot of [100, 139, 140, 150, 160, 170, 171, 172, 180, 181]) expect(await owner(slot)).toBe(to)
    for (const slot of [99, 151, 159, 161, 173, 182]) expect(await owner(slot)).toBe(from)
    await cluster.migrate('100-150,160,170-172,180-181', to, from)
    await cluster.waitUntilStable()
  })

  test('says what is wrong with a request', async () => {
    const from = await owner(100)
    const other = cluster.primaries.find(node => node !== from) as ServerNode
    const replica = cluster.replicas[0] as ServerNode
    await expect(cluster.migrate(100, other, from)).rejects.toThrow(`${other.name} does not own slot 100. ownerOf`)
    await expect(cluster.migrate(100, from, from)).rejects.toThrow('to itself')
    await expect(cluster.migrate(100, from, replica)).rejects.toThrow('is a replica')
    await expect(cluster.migrate(16_384, from, other)).rejects.toThrow('16384 is no slot')
    await expect(cluster.migrate('9-1', from, other)).rejects.toThrow('ends before it begins')
    await expect(cluster.migrate('x', from, other)).rejects.toThrow('"x" is no slot')
    await expect(cluster.migrate([], from, other)).rejects.toThrow('No slot was given')
  })

  test('can stop half-way: keys are asked for at the new owner, and the move can be finished', async () => {
    const slot = await slotOf('{half}')
    const from = await owner(slot)
    const to = cluster.primaries.find(node => node !== from) as ServerNode
    const keys = keysOf('half', 10)
    for (const key of keys) await cluster.command(from, 'SET', key, key)
    const half = await cluster.beginMigration(slot, from, to)
    expect(await half.moveKeys(4)).toBe(4)
    expect(await half.moveKeys(keys.slice(9))).toBe(1)
    const replies = await Promise.all(
      keys.map(key => cluster.command(from, 'GET', key).catch((error: Error) => error.message)),
    )
    const asked = replies.filter(reply => reply === `ASK ${slot} ${to.name}`)
    expect(asked.length).toBe(Number(await cluster.command(to, 'CLUSTER', 'COUNTKEYSINSLOT', slot)))
    expect(asked.length).toBeGreaterThanOrEqual(4)
    const split = isAtLeast(cluster.server.version, 7) ? 'TRYAGAIN' : 'ASK'
    await expect(cluster.command(from, 'MGET', ...keys)).rejects.toMatchObject({ code: split })
    await half.finish()
    expect(await owner(slot)).toBe(to)
    expect(await cluster.command(to, 'MGET', ...keys)).toEqual(keys)
    await cluster.migrate(slot, to, from)
  })

  test('can be taken back half-way, with the keys', async () => {
    const slot = await slotOf('{back}')
    const from = await owner(slot)
    const to = cluster.primaries.find(node => node !== from) as ServerNode
    const keys = keysOf('back', 10)
    for (const key of keys) await cluster.command(from, 'SET', key, key)
    const half = await cluster.beginMigration(slot, from, to)
    await half.moveKeys(5)
    await half.abort()
    expect(await owner(slot)).toBe(from)
    expect(await cluster.command(from, 'MGET', ...keys)).toEqual(keys)
    expect(await cluster.text(to, 'CLUSTER', 'NODES')).not.toContain('[')
    await cluster.waitUntilStable()
  })
})

describe('failover', () => {
  test.each(['graceful', 'force', 'takeover'] as const)('%s, named by the primary', async mode => {
    const primary = cluster.primaries[0] as ServerNode
    const replica = cluster.replicas.find(node => node.primaryId === primary.id) as ServerNode
    const next = await cluster.failover(primary, mode)
    expect(next).toBe(replica)
    expect(next.role).toBe('primary')
    expect(primary.role).toBe('replica')
    expect(primary.primaryId).toBe(next.id)
    await cluster.waitUntilStable()
  })

  test('named by the replica', async () => {
    const replica = cluster.replicas[0] as ServerNode
    expect(await cluster.failover(replica)).toBe(replica)
    await cluster.waitUntilStable()
  })

  test('of a killed primary has to be forced', async () => {
    const primary = cluster.primaries[1] as ServerNode
    const pid = primary.pid as number
    await cluster.kill(primary)
    expect(isAlive(pid)).toBe(false)
    expect(primary).toMatchObject({ state: 'stopped', pid: undefined })
    await expect(cluster.failover(primary)).rejects.toThrow("Use failover(node, 'force')")
    const next = await cluster.failover(primary, 'force')
    await cluster.restart(primary)
    await cluster.waitUntilStable()
    expect(primary).toMatchObject({ state: 'running', role: 'replica', primaryId: next.id })
  })
})

test('a killed primary is replaced by its replica, and a stable cluster says so', async () => {
  const primary = cluster.primaries[0] as ServerNode
  const replica = cluster.replicas.find(node => node.primaryId === primary.id) as ServerNode
  await cluster.kill(primary)
  await cluster.waitUntilStable()
  expect(replica.role).toBe('primary')
  expect(await owner(0)).toBe(replica)
  await cluster.restart(primary)
  await cluster.waitUntilStable()
  expect(cluster.primaries).toHaveLength(3)
})

test('a paused node holds its connections and answers nothing until it is resumed', async () => {
  const replica = cluster.replicas[0] as ServerNode
  await cluster.pause(replica)
  expect(replica.state).toBe('paused')
  const reply = cluster.command(replica, 'PING')
  expect(await Promise.race([reply, sleep(300).then(() => 'silence')])).toBe('silence')
  await cluster.resume(replica)
  expect(await reply).toBe('PONG')
  await cluster.waitUntilStable()
})

test('a node that is restarted keeps its id and its data', async () => {
  const primary = await owner(await slotOf('kept'))
  const { id, pid } = primary
  await cluster.command(primary, 'SET', 'kept', 'yes')
  await cluster.restart(primary)
  expect(primary.id).toBe(id)
  expect(primary.pid).not.toBe(pid)
  await cluster.waitUntilStable()
  expect(await cluster.command(primary, 'GET', 'kept')).toBe('yes')
})

test('a node that is wiped comes back on its port as another node', async () => {
  const replica = cluster.replicas[0] as ServerNode
  const { id, name } = replica
  await cluster.restart(replica, { wipe: true })
  expect(replica.name).toBe(name)
  expect(replica.id).not.toBe(id)
  await cluster.waitUntilStable()
  expect(replica.role).toBe('primary')
  expect(await cluster.text(0, 'CLUSTER', 'NODES')).not.toContain(id)
  const alone = cluster.primaries.find(
    node => !cluster.replicas.some(one => one.primaryId === node.id) && node !== replica,
  )
  await cluster.command(replica, 'CLUSTER', 'REPLICATE', (alone as ServerNode).id)
  await cluster.waitUntilStable()
  expect(cluster.replicas).toHaveLength(3)
})

test('nodes join empty, as replicas or with a share of the slots, and are forgotten', async () => {
  const empty = await cluster.addNode()
  expect(empty.role).toBe('primary')
  const replica = await cluster.addNode({ replicaOf: empty })
  expect(replica).toMatchObject({ role: 'replica', primaryId: empty.id })
  await expect(cluster.forget(empty)).rejects.toThrow(
    `${empty.name} has the replica ${replica.name}: forget that one first`,
  )
  await expect(cluster.forget(await owner(0))).rejects.toThrow('owns slots')
  const pids = [replica.pid, empty.pid] as number[]
  await cluster.forget(replica)
  await cluster.forget(empty)
  expect(pids.some(isAlive)).toBe(false)
  expect(cluster.nodes).toHaveLength(6)
  const full = await cluster.addNode({ empty: false })
  const mine = (await cluster.text(full, 'CLUSTER', 'NODES')).split('\n').filter(line => line.includes('myself'))
  const slots =
    mine[0]
      ?.split(' ')
      .slice(8)
      .map(range => range.split('-').map(Number)) ?? []
  expect(slots.reduce((sum, [from = 0, to = from]) => sum + to - from + 1, 0)).toBe(4096)
})

test('a cluster that does not get stable says why', async () => {
  const primary = cluster.primaries[0] as ServerNode
  await cluster.command(primary, 'CLUSTER', 'DELSLOTS', (await slotsOf(primary))[0] as number)
  await expect(cluster.waitUntilStable(300)).rejects.toThrow(
    /stable cluster did not happen within 300 ms. Last seen: .*(fail|differently)/,
  )
})

async function slotsOf(node: ServerNode): Promise<number[]> {
  const line = (await cluster.text(node, 'CLUSTER', 'NODES')).split('\n').find(one => one.includes('myself'))
  return (
    line
      ?.split(' ')
      .slice(8)
      .map(range => Number.parseInt(range, 10)) ?? []
  )
}
