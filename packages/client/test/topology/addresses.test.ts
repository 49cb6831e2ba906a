import { createConnection } from 'node:net'
import { startProxies } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from '../cluster/setup.js'
import { askForLook, until, useSimulated } from './setup.js'

const keys = Array.from({ length: 60 }, (_, i) => `key:${i}`)

describe('nodes behind other addresses', () => {
  const given = useCluster({ primaries: 3, replicas: 1 })

  it('are reached by addressMap alone: for the map, MOVED, ASK and replicas', async () => {
    const { cluster } = given
    await using proxies = await startProxies(cluster)
    const dialled: string[] = []
    const rc = given.client({
      nodes: proxies.seeds,
      addressMap: announced => {
        const to = proxies.addressMap[`${announced.host}:${announced.port}`]
        const [host = '', port] = (to ?? 'unmapped:1').split(':')
        return { host, port: Number(port) }
      },
      dial: (address, signal) =>
        new Promise((resolve, reject) => {
          dialled.push(`${address.host}:${address.port}`)
          const socket = createConnection(address)
          signal.addEventListener('abort', () => socket.destroy())
          socket.once('connect', () => resolve(socket)).once('error', reject)
        }),
    })
    for (const key of keys) await rc.set(key, '1')
    await Promise.all(keys.map(key => rc.with({ readFrom: 'replica' }).get(key)))
    const slot = rc.slotOf('key:7')
    const from = await cluster.ownerOf(slot)
    const to = cluster.primaries.find(node => node !== from)
    if (from === undefined || to === undefined) throw new Error('no primaries')
    const half = await cluster.beginMigration(slot, from, to)
    const asked: boolean[] = []
    rc.on('redirect', ({ asking }) => asked.push(asking))
    expect(await rc.set('{key:7}:new', '1')).toBe('OK')
    await half.finish()
    expect(await rc.get('key:7')).toBe('1')
    // Where the machine is slow, a look at the cluster comes before the second redirect.
    expect([[true], [true, false]]).toContainEqual(asked)
    expect(rc.nodeFor('key:7')?.name).toBe(proxies.of(to).address)
    expect([...new Set(dialled)].sort()).toEqual([...proxies.seeds].sort())
    expect(rc.topology.nodes.size).toBe(6)
  })

  it('are called by the names that servers prefer, in the map and in redirects', async () => {
    const { cluster } = given
    const set = async (name: string, value: string) => {
      for (const node of cluster.nodes) await cluster.command(node, 'CONFIG', 'SET', name, value)
    }
    const rc = given.client({ topologyRefreshMs: 0 })
    await rc.connect()
    const slot = rc.slotOf('key:9')
    await rc.set('key:9', '1')
    const from = await cluster.ownerOf(slot)
    const to = cluster.primaries.find(node => node !== from)
    if (from === undefined || to === undefined) throw new Error('no primaries')
    await sleep(600)
    await set('cluster-announce-hostname', 'localhost')
    await set('cluster-preferred-endpoint-type', 'hostname')
    // A redirect is what tells of it: it names a node that the map does not have.
    await cluster.migrate(slot, from, to)
    expect(await rc.get('key:9')).toBe('1')
    expect(rc.nodeFor('key:9')?.name).toBe(`localhost:${to.port}`)
    await until(() => [...rc.topology.nodes.values()].every(({ host }) => host === 'localhost'))
    expect(rc.topology.nodes.size).toBe(6)
    expect(await rc.get('key:9')).toBe('1')
    await set('cluster-preferred-endpoint-type', 'ip')
    // So does every look that nothing but time has asked for.
    askForLook(rc, 'periodic')
    await until(() => [...rc.topology.nodes.values()].every(({ host }) => host === '127.0.0.1'))
    expect(await rc.get('key:9')).toBe('1')
    await set('cluster-announce-hostname', '')
  })

  it('may be those of another node now: it comes back empty, with another id', async () => {
    const { cluster } = given
    const rc = given.client()
    for (const key of keys) await rc.set(key, '1')
    const [victim] = cluster.primaries
    if (victim === undefined) throw new Error('no primary')
    const before = rc.topology.nodes.get(victim.name)?.id
    await cluster.kill(victim)
    const owned = keys.filter(key => rc.nodeFor(key)?.name === victim.name)
    // What was under way when the node died may have run; a read shows when another serves its slots.
    // Its replica may not have heard of the last ones.
    for (const key of owned) expect(['1', null]).toContain(await rc.with({ timeoutMs: 20_000 }).get(key))
    await cluster.restart(victim, { wipe: true })
    await cluster.waitUntilStable()
    askForLook(rc)
    await until(() => rc.topology.nodes.get(victim.name)?.id === victim.id)
    expect(victim.id).not.toBe(before)
    for (const key of keys) expect(await rc.set(key, '2')).toBe('OK')
    expect(rc.topology.coveredSlots).toBe(16_384)
  })
})

describe('a cluster that moves to addresses that nobody knows', () => {
  const given = useCluster({ primaries: 3, replicas: 0, host: '127.0.0.2' })

  it('is found by the name that the user gave', async () => {
    const { cluster } = given
    let behind = '127.0.0.2'
    const rc = given.client({
      nodes: cluster.nodes.map(({ port }) => `cluster.example:${port}`),
      timeoutMs: 20_000,
      dial: ({ host, port }, signal) =>
        new Promise((resolve, reject) => {
          const socket = createConnection({ host: host === 'cluster.example' ? behind : host, port })
          signal.addEventListener('abort', () => socket.destroy())
          socket.once('connect', () => resolve(socket)).once('error', reject)
        }),
    })
    const errors: Error[] = []
    rc.on('error', error => errors.push(error))
    expect(await rc.set('a', '1')).toBe('OK')
    behind = '127.0.0.3'
    await cluster.moveTo('127.0.0.3')
    expect(await rc.set('a', '2')).toBe('OK')
    expect(await rc.get('a')).toBe('2')
    // A node that does not know of another's new address yet may have been the one to tell of it: whoever uses it asks.
    await Promise.all(keys.map(key => rc.set(key, '1')))
    expect([...rc.topology.nodes.values()].every(({ host }) => host === '127.0.0.3')).toBe(true)
    // What went wrong meanwhile was told, but not at every look.
    expect(errors.length).toBeLessThanOrEqual(8)
  })
})

describe('a node that takes over an address', () => {
  const simulated = useSimulated()

  it('gets connections of its own', async () => {
    const cluster = await simulated.cluster()
    const rc = simulated.client({ nodes: cluster.seeds })
    await rc.connect()
    await sleep(600)
    const [node] = cluster.primaries
    if (node === undefined) throw new Error('no primary')
    const { accepted } = node
    node.id = [...node.id].reverse().join('')
    askForLook(rc)
    await until(() => rc.topology.nodes.get(node.name)?.id === node.id)
    await Promise.all(keys.map(key => rc.get(key)))
    expect(node.accepted).toBe(accepted + 1)
    expect(node.connections.size).toBe(1)
  })
})
