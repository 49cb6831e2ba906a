import { createServer } from 'node:net'
import { startCluster } from '@rc/testing'
import { expect, test } from 'vitest'
import { Playground } from './support/playground.js'
import { isAlive, serversOf, untilGone } from './support/servers.js'

test.each([
  ['SIGINT', 0],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGKILL', null],
] as const)('%s leaves no server and no folder behind, while a page is open', async (signal, code) => {
  await using playground = await Playground.open()
  const servers = await serversOf(playground)
  expect(servers.pids.map(isAlive)).toEqual(Array(6).fill(true))
  const page = await playground.get('api/events')
  playground.child.kill(signal)
  expect(await playground.ended).toBe(code)
  await page.body?.cancel().catch(() => {})
  await untilGone(servers)
})

test('a signal while the cluster is being started ends it as well', async () => {
  await using playground = new Playground(['--port', '0'])
  await playground.wrote('starting')
  playground.child.kill('SIGINT')
  expect(await playground.ended).toBe(130)
})

test('--help tells what there is', async () => {
  await using playground = new Playground(['--help'])
  expect(await playground.ended).toBe(0)
  expect(playground.output).toMatch(/Usage: npm start[\s\S]+--nodes[\s\S]+--port/)
})

test.each([
  [['--prot', '8080'], 'There is no option --prot.'],
  [['--port', 'http'], '--port must be a whole number'],
  [['--nodes'], '--nodes needs a value'],
  [['--nodes', 'no port'], 'A node address must be'],
  [['--nodes', 'ftp://host:1'], 'The scheme ftp: is not known'],
  [['--password', 'hunter2'], '--username and --password go with --nodes'],
  [['hunter2'], 'a word that belongs to no option'],
])('%j ends with 2 and says why, without its values', async (args, message) => {
  await using playground = new Playground(args)
  expect(await playground.ended).toBe(2)
  expect(playground.output).toContain(message)
  expect(playground.output).not.toContain('hunter2')
})

test('a port that is in use is named at once', async () => {
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as { port: number }
  await using playground = new Playground(['--port', String(port)])
  expect(await playground.ended).toBe(1)
  expect(playground.output).toContain(`Port ${port} on 127.0.0.1 is in use.`)
  other.close()
})

test('a cluster that is there already is shown, its password nowhere, and nothing can be done to its nodes', async () => {
  await using cluster = await startCluster({ replicas: 0, password: 'hunter2' })
  await using playground = await Playground.open(['--nodes', cluster.seeds.join(',')], { RC_PASSWORD: 'hunter2' })
  const { cluster: shown, shards } = await playground.state()
  expect(shown).toMatchObject({ kind: 'existing', hasControls: false })
  expect(shards.map(({ primary }) => primary).toSorted()).toEqual(cluster.seeds.toSorted())
  expect((await playground.run('SET k v')).reply).toMatchObject({ text: 'OK' })
  expect((await playground.post('api/action', { action: 'kill', node: cluster.seeds[0] })).status).toBe(422)
  expect(JSON.stringify(await playground.state()) + playground.output).not.toContain('hunter2')
  await playground.stop()
  // It was not ours to end.
  await expect(cluster.command(0, 'PING')).resolves.toBe('PONG')
})

test('a cluster that cannot be reached or does not let us in is an error, without its password', async () => {
  await using cluster = await startCluster({ primaries: 1, replicas: 0, password: 'right' })
  await using wrong = new Playground(['--port', '0', '--nodes', `redis://:hunter2@${cluster.seeds[0]}`])
  expect(await wrong.ended).toBe(1)
  expect(wrong.output).toContain('WRONGPASS')
  await using nobody = new Playground(['--port', '0', '--nodes', '127.0.0.1:1', '--password', 'hunter2'])
  expect(await nobody.ended).toBe(1)
  expect(nobody.output).toContain('could not be found through 127.0.0.1:1')
  expect(wrong.output + nobody.output).not.toContain('hunter2')
})

test('without a server program the cluster is simulated, and says so', async () => {
  await using playground = await Playground.open([], { RC_REDIS_SERVER: '/nowhere/redis-server' })
  expect(playground.output).toContain('simulated')
  expect(playground.output).toContain('For real ones install redis-server')
  expect((await playground.state()).cluster).toMatchObject({ kind: 'simulated', hasControls: true })
  const { reply, placement } = await playground.run('SET name Alice')
  expect(reply).toMatchObject({ text: 'OK' })
  expect(placement.slots).toMatchObject([{ slot: 5798 }])
  await playground.post('api/action', { action: 'failover', shard: 1 })
  playground.child.kill('SIGINT')
  expect(await playground.ended).toBe(0)
})
