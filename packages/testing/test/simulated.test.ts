import { afterEach, describe, expect, test } from 'vitest'
import {
  encodeReply,
  type RawReply,
  type Script,
  SimpleString,
  type SimulatedCluster,
  type SimulatedClusterOptions,
  type SimulatedNode,
  startSimulatedCluster,
} from '../src/index.js'
import { canListenOn } from './support/can-listen-on.js'
import { TestSocket } from './support/test-socket.js'

let cluster: SimulatedCluster
const sockets: TestSocket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await cluster?.stop()
})

async function start(options: SimulatedClusterOptions = {}): Promise<SimulatedCluster> {
  cluster = await startSimulatedCluster(options)
  return cluster
}

async function dial(index = 0): Promise<TestSocket> {
  const node = at(index)
  const socket = await TestSocket.connect(node.host, node.port)
  sockets.push(socket)
  return socket
}

const at = (index: number): SimulatedNode => {
  const node = cluster.nodes[index]
  if (node === undefined) throw new Error('no such node')
  return node
}

const message = (reply: RawReply): string => (reply instanceof Error ? reply.message : `no error: ${typeof reply}`)

test('says that it is simulated wherever it is shown', async () => {
  await start()
  expect(cluster.kind).toBe('simulated')
  const socket = await dial()
  expect(await socket.ask('INFO')).toContain('simulated:yes')
  expect(await socket.ask('INFO', 'server')).toContain('server_name:simulated')
  expect(await socket.ask('CLUSTER', 'INFO')).toContain('simulated:yes')
  expect(((await socket.ask('HELLO', '3')) as ReadonlyMap<string, string>).get('server')).toBe('simulated')
  expect(at(0).log()).toBe('simulated')
})

describe('the map of the cluster', () => {
  test('has the shape of a real one in all its forms', async () => {
    await start()
    const socket = await dial()
    const [p0, p1, p2, r0] = cluster.nodes.map(node => ({ host: node.host, port: node.port, id: node.id }))
    const slots = (await socket.ask('CLUSTER', 'SLOTS')) as RawReply[][]
    expect(slots.map(range => range.slice(0, 2))).toEqual([
      [0, 5460],
      [5461, 10_921],
      [10_922, 16_383],
    ])
    expect(slots[0]?.slice(2)).toEqual([
      [p0?.host, p0?.port, p0?.id, []],
      [r0?.host, r0?.port, r0?.id, []],
    ])
    const nodes = String(await socket.ask('CLUSTER', 'NODES'))
      .trim()
      .split('\n')
    expect(nodes).toHaveLength(6)
    expect(nodes[0]).toMatch(
      new RegExp(`^${p0?.id} 127.0.0.1:${p0?.port}@\\d+ myself,master - 0 0 \\d+ connected 0-5460$`),
    )
    expect(nodes[3]).toMatch(new RegExp(`^${r0?.id} .* slave ${p0?.id} 0 0 \\d+ connected$`))
    expect(await socket.ask('CLUSTER', 'MYID')).toBe(p0?.id)
    await socket.ask('HELLO', '3')
    const shards = (await socket.ask('CLUSTER', 'SHARDS')) as ReadonlyMap<string, RawReply>[]
    expect(shards.map(shard => shard.get('slots'))).toEqual([
      [0, 5460],
      [5461, 10_921],
      [10_922, 16_383],
    ])
    const roles = ((shards[1]?.get('nodes') ?? []) as ReadonlyMap<string, RawReply>[]).map(node => [
      node.get('id'),
      node.get('role'),
    ])
    expect(roles).toEqual([
      [p1?.id, 'master'],
      [at(4).id, 'replica'],
    ])
    expect(p2?.id).toMatch(/^[0-9a-f]{40}$/)
  })

  test('changes with moves, failovers, drops and layouts', async () => {
    await start({ replicas: 0 })
    await cluster.command(0, 'SET', '{3560}', 'v')
    await cluster.moveSlot('0-10', 1)
    expect(await cluster.ownerOf(10)).toBe(at(1))
    expect(await cluster.command(1, 'GET', '{3560}')).toBe('v')
    await cluster.migrate(0, 1, 2)
    expect(await cluster.command(2, 'GET', '{3560}')).toBe('v')
    await expect(cluster.migrate(0, 1, 2)).rejects.toThrow('does not own slot 0')
    await cluster.setTopology([
      { primary: 2, replicas: [0], slots: '0-100' },
      { primary: 1, slots: { from: 101, to: 16_383 } },
    ])
    expect(cluster.primaries).toEqual([at(1), at(2)])
    expect(at(0).primaryId).toBe(at(2).id)
    expect(await cluster.command(2, 'GET', '{3560}')).toBe('v')
    await cluster.dropSlots(5)
    expect(await cluster.ownerOf(5)).toBe(undefined)
    const socket = await dial(2)
    expect(message(await socket.ask('GET', '{3560}'))).toBe('CLUSTERDOWN The cluster is down')
    await expect(cluster.setTopology([{ primary: 0, replicas: [0] }])).rejects.toThrow('one place')
    const added = await cluster.addNode({ replicaOf: 1 })
    expect(added.primaryId).toBe(at(1).id)
    expect(await cluster.failover(1)).toBe(added)
    expect(added.role).toBe('primary')
    await expect(cluster.failover(await cluster.addNode())).rejects.toThrow('no running replica')
  })
})

test('a replica reads for those who say READONLY, and sends others to its primary', async () => {
  await start()
  await cluster.command(0, 'SET', '{3560}', 'v')
  const socket = await dial(3)
  expect(message(await socket.ask('GET', '{3560}'))).toBe(`MOVED 0 ${at(0).name}`)
  await socket.ask('READONLY')
  expect(await socket.ask('GET', '{3560}')).toBe('v')
  expect(message(await socket.ask('SET', '{3560}', 'w'))).toBe(`MOVED 0 ${at(0).name}`)
  expect(message(await socket.ask('FLUSHALL'))).toContain('READONLY')
  await cluster.failover(0)
  expect(await socket.ask('SET', '{3560}', 'w')).toBe('OK')
})

test('users and passwords', async () => {
  await start({ username: 'alice', password: 's3cret' })
  expect(cluster.url).toBe(`redis://alice:s3cret@${cluster.addresses[0]}`)
  const socket = await dial()
  expect(message(await socket.ask('PING'))).toBe('NOAUTH Authentication required.')
  expect(message(await socket.ask('HELLO', '3'))).toContain('NOAUTH')
  expect(message(await socket.ask('AUTH', 'alice', 'wrong'))).toContain('WRONGPASS')
  expect(message(await socket.ask('AUTH', 's3cret'))).toContain('WRONGPASS')
  expect(await socket.ask('HELLO', '3', 'AUTH', 'alice', 's3cret', 'SETNAME', 'me')).toBeInstanceOf(Map)
  expect(await socket.ask('CLIENT', 'GETNAME')).toBe('me')
  expect(await socket.ask('PING')).toBe('PONG')
})

test('a scan never misses a key that is there all the time', async () => {
  await start({ primaries: 1, replicas: 0 })
  const keys = Array.from({ length: 300 }, (_, index) => `key:${index}`)
  for (const key of keys) await cluster.command(0, 'SET', key, 'v')
  const seen = new Set<string>()
  let cursor = '0'
  let pages = 0
  do {
    const [next, page] = (await cluster.command(0, 'SCAN', cursor, 'COUNT', 7, 'MATCH', 'key:*')) as [string, string[]]
    for (const key of page) seen.add(key)
    cursor = next
    pages++
    await cluster.command(0, 'SET', `other:${pages}`, 'v')
    await cluster.command(0, 'DEL', `other:${pages - 2}`)
  } while (cursor !== '0')
  expect([...seen].sort((a, b) => (a < b ? -1 : 1))).toEqual(keys.sort((a, b) => (a < b ? -1 : 1)))
  expect(pages).toBeGreaterThan(40)
})

describe('a script', () => {
  const answering =
    (answers: Record<string, ReturnType<Script>>): Script =>
    (_, command) =>
      answers[command.name]

  test('answers with values, errors, bytes or not at all', async () => {
    await start({
      onCommand: answering({
        GET: 'scripted',
        SET: new Error('LOADING Redis is loading the dataset in memory'),
        'CLUSTER SLOTS': [],
        ECHO: Buffer.from('!not RESP\r\n'),
        PING: 'default',
        TYPE: new SimpleString('odd'),
        EXISTS: Promise.resolve(7),
      }),
    })
    const socket = await dial()
    expect(await socket.ask('GET', 'anything')).toBe('scripted')
    expect(message(await socket.ask('SET', 'k', 'v'))).toBe('LOADING Redis is loading the dataset in memory')
    expect(await socket.ask('cluster', 'slots')).toEqual([])
    expect((await socket.askForBytes('ECHO', 'x')).toString()).toBe('!not RESP\r\n')
    expect(await socket.ask('PING')).toBe('PONG')
    expect(await socket.ask('TYPE', 'k')).toBe('odd')
    expect(await socket.ask('EXISTS', 'k')).toBe(7)
    cluster.onCommand = undefined
    expect(await socket.ask('cluster', 'slots')).toHaveLength(3)
  })

  test('hangs one connection, drops or resets another', async () => {
    await start({ onCommand: answering({ GET: 'hang', SET: 'drop', DEL: 'reset' }) })
    const hanging = await dial()
    hanging.write(Buffer.from('*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*1\r\n$4\r\nPING\r\n'))
    const reply = hanging.reply().catch(() => 'closed')
    const dropped = await dial()
    await expect(dropped.ask('SET', 'k', 'v')).rejects.toThrow('closed')
    expect(await dropped.closed).toBe('end')
    const reset = await dial()
    await expect(reset.ask('DEL', 'k')).rejects.toThrow()
    expect(await reset.closed).toBe('ECONNRESET')
    expect(await Promise.race([reply, silence()])).toBe('silence')
  })

  test('knows node, arguments and connection, remembers, pushes and takes its time', async () => {
    await start({
      onCommand: async (node, command, connection) => {
        if (command.name !== 'GET') return 'default'
        node.memory['gets'] = Number(node.memory['gets'] ?? 0) + 1
        connection.memory['gets'] = Number(connection.memory['gets'] ?? 0) + 1
        await new Promise(resolve => setTimeout(resolve, command.args[0] === 'slow' ? 50 : 0))
        connection.push(['invalidate', [command.bytes[0] as Buffer]])
        return [
          node.name,
          command.args,
          connection.protocol,
          node.memory['gets'] as number,
          connection.memory['gets'] as number,
        ] as const
      },
    })
    const [first, second] = [await dial(), await dial()]
    await first.ask('HELLO', '3')
    first.write(Buffer.concat(['slow', 'fast'].map(key => Buffer.from(`*2\r\n$3\r\nGET\r\n$4\r\n${key}\r\n`))))
    expect((await first.frame()).toString()).toBe('>2\r\n$10\r\ninvalidate\r\n*1\r\n$4\r\nslow\r\n')
    expect(await first.reply()).toEqual([at(0).name, ['slow'], 3, 1, 1])
    await first.frame()
    expect(await first.reply()).toEqual([at(0).name, ['fast'], 3, 2, 2])
    second.write('*2\r\n$3\r\nGET\r\n$1\r\nk\r\n')
    await second.frame()
    expect(await second.reply()).toEqual([at(0).name, ['k'], 2, 3, 1])
    expect(at(0).commands.count('GET')).toBe(3)
  })

  test('that throws is an error reply, so that the mistake is seen where it happens', async () => {
    await start({
      onCommand: () => {
        throw new Error('a mistake in the script')
      },
    })
    const socket = await dial()
    expect(message(await socket.ask('PING'))).toBe(
      'ERR the script of the simulated cluster failed: a mistake in the script',
    )
  })
})

describe('nodes', () => {
  test('are killed and come back on their port with their data', async () => {
    await start()
    const socket = await dial()
    await socket.ask('SET', '{3560}', 'v')
    const { port } = at(0)
    await cluster.kill(0)
    expect(await socket.closed).toBe('end')
    expect(at(0)).toMatchObject({ state: 'stopped', pid: undefined })
    await expect(TestSocket.connect('127.0.0.1', port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(await cluster.command(1, 'CLUSTER', 'NODES')).toContain('master,fail')
    await cluster.restart(0)
    expect(at(0).port).toBe(port)
    expect(await (await dial()).ask('GET', '{3560}')).toBe('v')
    await cluster.restart(0, { wipe: true })
    expect(await (await dial()).ask('GET', '{3560}')).toBe(null)
  })

  test('are paused, answer nothing, and go on with what came meanwhile', async () => {
    await start()
    const socket = await dial()
    await cluster.pause(0)
    const replies = Promise.all([socket.ask('SET', '{3560}', 'v'), (await dial()).ask('PING')])
    expect(await Promise.race([replies, silence()])).toBe('silence')
    await cluster.resume(0)
    expect(await replies).toEqual(['OK', 'PONG'])
  })

  test('announce another host, or none', async () => {
    await start()
    at(1).announcedHost = 'redis.example'
    at(2).announcedHost = null
    const socket = await dial()
    const slots = (await socket.ask('CLUSTER', 'SLOTS')) as RawReply[][][]
    expect(slots.map(range => range[2]?.[0])).toEqual(['127.0.0.1', 'redis.example', null])
    const moved = await Promise.all(['foo', 'a', 'b'].map(key => socket.ask('GET', key)))
    expect(moved.map(message)).toContain(`MOVED 12182 :${at(2).port}`)
  })
})

test.skipIf(!(await canListenOn('::1')))('IPv6', async () => {
  await start({ host: '::1', primaries: 1, replicas: 0 })
  expect(cluster.url).toBe(`redis://[::1]:${at(0).port}`)
  expect(at(0).name).toBe(`::1:${at(0).port}`)
  expect(await (await dial()).ask('PING')).toBe('PONG')
})

test('ports of choice, and options that cannot work', async () => {
  await start({ basePort: 23_500, primaries: 2, replicas: 0 })
  expect(cluster.addresses).toEqual(['127.0.0.1:23500', '127.0.0.1:23501'])
  await expect(startSimulatedCluster({ primaries: 0 })).rejects.toThrow('primaries must be')
  await expect(startSimulatedCluster({ host: 'localhost' })).rejects.toThrow('IP address')
})

test('clients that send what is no command are answered or closed, and harm nobody', async () => {
  await start({ primaries: 1, replicas: 0 })
  const socket = await dial()
  socket.write('PING\r\n\r\nECHO hello\r\n')
  expect(await socket.reply()).toBe('PONG')
  expect(await socket.reply()).toBe('hello')
  expect(encodeReply(await (await dial()).ask('PING')).toString()).toBe('$4\r\nPONG\r\n')
})

const silence = (): Promise<'silence'> => new Promise(resolve => setTimeout(resolve, 150, 'silence' as const))
