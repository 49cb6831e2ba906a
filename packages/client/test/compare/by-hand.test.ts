import { type Cluster, startCluster } from '@rc/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ioredis, ours } from './clients.js'
import { ALIKE } from './alike.js'
import { outcomeOf } from './normalise.js'
import { latencyEvents, nodeList, samples } from './server-shapes.js'

// What cannot run beside another client, one client after the other.

let cluster: Cluster
let clients: ReturnType<typeof ours>[]
let reference: ReturnType<typeof ioredis>
beforeAll(async () => {
  cluster = await startCluster({ primaries: 3, replicas: 1 })
  clients = [ours(cluster.seeds, 3), ours(cluster.seeds, 2)]
  reference = ioredis(cluster.seeds)
  await Promise.all(clients.map(({ rc }) => rc.connect()))
  await reference.cluster.call('PING')
})
afterAll(async () => {
  for (const client of [...(clients ?? []), reference]) client?.close()
  await cluster?.stop()
})

/** ioredis, on a view of the node that has a key's slot. */
const owner = (key: string) => {
  const name = clients[0]?.rc.nodeFor(key)?.name
  const node = reference.cluster.nodes('all').find(({ options }) => `${options.host}:${options.port}` === name)
  if (node === undefined) throw new Error(`ioredis has no node ${name}.`)
  return node
}
const primaries = () => reference.cluster.nodes('master')

describe.each([0, 1])('client %i says what ioredis says', which => {
  const rc = () => (clients[which] as ReturnType<typeof ours>).rc

  it('KEYS, and keys of a slot by its number', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `key:${i}`)
    await Promise.all(names.map(name => reference.cluster.call('SET', name, 'x')))
    const theirs = (await Promise.all(primaries().map(node => node.call('KEYS', 'key:*')))).flat() as string[]
    expect((await rc().keys('key:*')).toSorted()).toEqual(theirs.toSorted())
    expect(theirs).toHaveLength(50)
    const slot = rc().slotOf('key:7')
    const view = rc().node(rc().nodeFor('key:7')?.name as string)
    expect(await view.clusterCountkeysinslot(slot)).toBe(await owner('key:7').call('CLUSTER', 'COUNTKEYSINSLOT', slot))
    expect(await view.clusterGetkeysinslot(slot, 10)).toEqual(
      await owner('key:7').call('CLUSTER', 'GETKEYSINSLOT', slot, 10),
    )
  })

  it('CLUSTER REPLICAS and SLAVES of a node, and its failure reports', async () => {
    const [node] = cluster.primaries
    const id = node?.id as string
    const clean = (nodes: unknown) => ALIKE.gossip.look(nodes)
    const view = rc().node(node?.name as string)
    const there = primaries().find(({ options }) => options.port === node?.port)
    const theirs = nodeList(await there?.call('CLUSTER', 'REPLICAS', id))
    expect(clean(await view.clusterReplicas(id))).toEqual(clean(theirs))
    expect(clean(await view.clusterSlaves(id))).toEqual(clean(theirs))
    expect(theirs).toHaveLength(1)
    expect(await rc().clusterCountFailureReports(id)).toBe(
      await reference.cluster.call('CLUSTER', 'COUNT-FAILURE-REPORTS', id),
    )
  })

  it('FUNCTION DUMP as bytes, FUNCTION RESTORE of them', async () => {
    const code = "#!lua name=byhand\nredis.register_function('byhand', function() return 1 end)"
    expect(await rc().functionLoad(code, { replace: true })).toBe('byhand')
    const [node] = primaries()
    const dumped = (await node?.callBuffer('FUNCTION', 'DUMP')) as Buffer
    expect(await rc().functionDump()).toEqual(dumped)
    expect(await rc().functionRestore(dumped, { policy: 'REPLACE' })).toBe('OK')
    expect(await node?.callBuffer('FUNCTION', 'DUMP')).toEqual(dumped)
    const refused = await outcomeOf(() => rc().functionRestore('no payload'))
    expect(refused).toEqual(await outcomeOf(async () => node?.call('FUNCTION', 'RESTORE', 'no payload')))
    expect(refused).toHaveProperty('error')
    expect(await rc().fcall('byhand')).toBe(1)
    expect(await rc().functionFlush()).toBe(await node?.call('FUNCTION', 'FLUSH'))
    expect(await rc().functionList()).toEqual([])
  })

  it('SCRIPT FLUSH, and NOSCRIPT from then on', async () => {
    const sha = await rc().scriptLoad('return 7')
    expect(await rc().evalsha(sha)).toBe(await reference.cluster.call('EVALSHA', sha, 0))
    expect(await rc().scriptFlush()).toBe(await primaries()[0]?.call('SCRIPT', 'FLUSH'))
    const ours = await outcomeOf(() => rc().evalsha(sha))
    expect(ours).toEqual(await outcomeOf(() => reference.cluster.call('EVALSHA', sha, 0)))
    expect(ours).toMatchObject({ error: { code: 'NOSCRIPT' } })
  })

  it('LATENCY GRAPH, HISTORY and LATEST of something slow, on one node', async () => {
    const there = primaries()[0]
    const view = rc().node(`${there?.options.host}:${there?.options.port}`)
    await view.configSet({ 'latency-monitor-threshold': 1 })
    await view.call(['DEBUG', 'SLEEP', '0.01'])
    await view.configSet({ 'latency-monitor-threshold': 0 })
    // How long ago it was is told in seconds.
    const withoutAge = (graph: unknown): string => String(graph).replaceAll(/\d+s/g, 's')
    expect(withoutAge(await view.latencyGraph('command'))).toBe(
      withoutAge(await there?.call('LATENCY', 'GRAPH', 'command')),
    )
    const history = await view.latencyHistory('command')
    expect(history).toEqual(samples(await there?.call('LATENCY', 'HISTORY', 'command')))
    expect(history.length).toBeGreaterThan(0)
    expect(await view.latencyLatest()).toEqual(latencyEvents(await there?.call('LATENCY', 'LATEST')))
  })

  it('SCRIPT KILL and FUNCTION KILL where nothing runs', async () => {
    const [node] = primaries()
    const script = await outcomeOf(() => rc().scriptKill())
    expect(script).toEqual(await outcomeOf(async () => node?.call('SCRIPT', 'KILL')))
    expect(script).toMatchObject({ error: { code: 'NOTBUSY' } })
    expect(await outcomeOf(() => rc().functionKill())).toEqual(
      await outcomeOf(async () => node?.call('FUNCTION', 'KILL')),
    )
  })

  it('COMMAND DOCS', async () => {
    const docs = await rc().commandDocs(['get', 'xadd'])
    const flat = (await reference.cluster.call('COMMAND', 'DOCS', 'get', 'xadd')) as unknown[]
    expect(Object.keys(docs).toSorted()).toEqual(['get', 'xadd'])
    for (const name of ['get', 'xadd']) {
      const theirs = flat[flat.indexOf(name) + 1] as unknown[]
      for (const field of ['summary', 'since', 'group', 'complexity']) {
        expect(docs[name]).toHaveProperty(field, theirs[theirs.indexOf(field) + 1])
      }
    }
  })

  it('CLIENT SETNAME and GETNAME, on one node', async () => {
    const view = rc().nodes('primary')[0]
    const [node] = primaries()
    expect(await view?.clientGetname()).toBe(null)
    expect(await node?.call('CLIENT', 'SETNAME', 'by-hand')).toBe(await view?.clientSetname('by-hand'))
    expect(await view?.clientGetname()).toBe(await node?.call('CLIENT', 'GETNAME'))
    expect(await view?.clientSetname('')).toBe(await node?.call('CLIENT', 'SETNAME', ''))
  })

  it('CLIENT PAUSE and CONFIG REWRITE', async () => {
    expect(await rc().clientPause(1, { write: true })).toBe('OK')
    expect(await rc().clientUnpause()).toBe('OK')
    const rewritten = await outcomeOf(() => rc().configRewrite())
    expect(rewritten).toEqual(await outcomeOf(async () => primaries()[0]?.call('CONFIG', 'REWRITE')))
  })

  it('HSCAN, SSCAN and ZSCAN to their ends: all that there is', async () => {
    const names = Array.from({ length: 700 }, (_, i) => `name:${i}`)
    await reference.cluster.call('HSET', 'walk:h', ...names.flatMap(name => [name, name]))
    await reference.cluster.call('SADD', 'walk:s', ...names)
    await reference.cluster.call('ZADD', 'walk:z', ...names.flatMap((name, i) => [String(i), name]))
    const fields = new Map<string, string>()
    for await (const { field, value } of rc().hscan('walk:h')) fields.set(field, value)
    expect(Object.fromEntries(fields)).toEqual(await reference.cluster.hgetall('walk:h'))
    const members = new Set<string>()
    for await (const member of rc().sscan('walk:s')) members.add(member)
    expect(members).toEqual(new Set(await reference.cluster.smembers('walk:s')))
    const scores = new Map<string, number>()
    for await (const { member, score } of rc().zscan('walk:z')) scores.set(member, score)
    const flat = (await reference.cluster.call('ZRANGE', 'walk:z', 0, -1, 'WITHSCORES')) as string[]
    expect([...scores].toSorted(([, a], [, b]) => a - b).flatMap(([name, score]) => [name, String(score)])).toEqual(
      flat,
    )
  })

  it('FLUSHALL and FLUSHDB, and nothing is left', async () => {
    for (const flush of [() => rc().flushall(), () => rc().flushdb({ async: true })]) {
      await reference.cluster.call('SET', 'k', 'v')
      expect(await flush()).toBe('OK')
      const sizes = await Promise.all(primaries().map(node => node.call('DBSIZE')))
      expect(sizes).toEqual([0, 0, 0])
    }
  })
})

it('BGSAVE and BGREWRITEAOF are begun on every node, which says so', async () => {
  const names = cluster.nodes.map(({ name }) => name).toSorted()
  const [client] = clients
  const saved = await client?.rc.bgsave({ schedule: true })
  expect(Object.keys(saved ?? {}).toSorted()).toEqual(names)
  expect(Object.values(saved ?? {}).filter(said => !said.startsWith('Background saving'))).toEqual([])
  const rewritten = await client?.rc.bgrewriteaof()
  expect(Object.keys(rewritten ?? {}).toSorted()).toEqual(names)
  expect(Object.values(rewritten ?? {}).filter(said => !said.startsWith('Background append only'))).toEqual([])
})

it('integers that a double cannot hold are exact here, where ioredis rounds', async () => {
  for (const { rc } of clients) {
    await rc.set('big', '9007199254740990')
    expect(await rc.incr('big')).toBe(9007199254740991)
    expect(await rc.incrby('big', 2)).toBe(9007199254740993n)
    expect(await reference.cluster.call('INCRBY', 'big', 2)).toBe(9007199254740996)
  }
})
