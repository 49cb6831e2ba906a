import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ReplyView, Snapshot } from '../src/shared/protocol.js'
import { Playground } from './support/playground.js'

let playground: Playground
beforeAll(async () => {
  playground = await Playground.open()
})
afterAll(() => playground.stop())

const text = (value: string): ReplyView => ({ type: 'string', text: value, length: value.length })

test('the picture shows six real nodes, each connected, and an owner for every slot', async () => {
  const { cluster, client, shards, uncovered } = await playground.state()
  expect(cluster).toMatchObject({ kind: 'local', hasControls: true })
  expect(cluster.server).toMatch(/^(Redis|Valkey) \d+\.\d+\.\d+$/)
  expect(client.status).toBe('ready')
  expect(shards.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(shards.reduce((sum, { slots }) => sum + slots, 0)).toBe(16_384)
  expect(uncovered).toEqual([])
  for (const { primary, nodes } of shards) {
    expect(new Set(nodes.map(({ role }) => role))).toEqual(new Set(['primary', 'replica']))
    expect(nodes.find(({ role }) => role === 'primary')?.name).toBe(primary)
    for (const node of nodes) expect(node).toMatchObject({ connection: 'connected', process: 'running' })
  }
})

test('a command runs through the client, and its slot and node are told', async () => {
  const { reply, placement } = await playground.run('SET name "Alice Liddell"')
  expect(reply).toEqual(text('OK'))
  // CLUSTER KEYSLOT name, by a server's own word.
  expect((await playground.run('CLUSTER KEYSLOT name')).reply).toEqual({ type: 'number', text: '5798' })
  const owner = (await playground.state()).shards.find(({ ranges }) =>
    ranges.some(({ from, to }) => from <= 5798 && 5798 <= to),
  )
  expect(placement).toEqual({
    slots: [{ slot: 5798, node: owner?.primary }],
    nodes: [owner?.primary],
    redirects: [],
  })
  expect((await playground.run('get name')).reply).toEqual(text('Alice Liddell'))
})

test('replies keep their types', async () => {
  await playground.run('HSET someone name Alice age 30')
  expect((await playground.run('HGETALL someone')).reply).toEqual({
    type: 'map',
    entries: [
      [text('name'), text('Alice')],
      [text('age'), text('30')],
    ],
    length: 2,
  })
  expect((await playground.run('INCR counter')).reply).toEqual({ type: 'number', text: '1' })
  expect((await playground.run('GET nothing')).reply).toEqual({ type: 'null' })
  await playground.run('MSET key1 a key2 b')
  const { reply, placement } = await playground.run('MGET key1 key2 key3')
  expect(reply).toEqual({ type: 'list', items: [text('a'), text('b'), { type: 'null' }], length: 3 })
  expect(placement.slots.map(({ slot }) => slot)).toEqual([935, 4998, 9189])
})

test.each([
  ['LPUSH name x', { name: 'ReplyError', code: 'WRONGTYPE', executed: 'yes' }],
  ['GET', { name: 'ReplyError', code: 'ERR', executed: 'no' }],
  ['NOSUCHCOMMAND a', { name: 'ConfigError', code: 'CONFIG', executed: 'no' }],
  ['SDIFF key1 key2', { name: 'CrossSlotError', code: 'CROSSSLOT', executed: 'no' }],
  ['SUBSCRIBE news', { name: 'ConfigError', code: 'CONFIG', executed: 'no' }],
])('%s fails as an error of the client does', async (line, error) => {
  await playground.run('SET name Alice')
  expect((await playground.run(line)).reply).toMatchObject({ type: 'error', ...error })
})

test('a line that cannot be read is refused, and nothing is sent', async () => {
  const response = await playground.post('api/command', { line: 'GET "name' })
  expect(await response.json()).toEqual({ refused: 'The quote " at character 5 is not closed.' })
})

test('a command sent to the wrong node by hand shows the redirect', async () => {
  const { shards } = await playground.state()
  const other = shards.find(({ ranges }) => !ranges.some(({ from, to }) => from <= 5798 && 5798 <= to))
  const { reply, placement } = await playground.run('GET name', other?.primary)
  expect(reply).toMatchObject({ type: 'error', name: 'MovedError', executed: 'no' })
  expect(placement.nodes).toEqual([other?.primary])
})

test('sample keys spread over all primaries, and their replicas have them too', async () => {
  const before = keysIn(await playground.state())
  expect(await (await playground.post('api/fill', {})).json()).toEqual({ keys: 500 })
  await vi.waitFor(async () => {
    await playground.run('PING')
    const { shards } = await playground.state()
    expect(shards.reduce((sum, { keys }) => sum + (keys ?? 0), 0)).toBeGreaterThanOrEqual(before + 500)
    for (const { nodes, keys } of shards) {
      expect(keys).toBeGreaterThan(100)
      expect(nodes.map(node => node.keys)).toEqual([keys, keys])
    }
  })
})

test('slots that are moved have another owner, with their keys', async () => {
  const keys = keysIn(await playground.state())
  const response = await playground.post('api/action', { action: 'move', from: 1, to: 3, count: 200 })
  expect(await response.json()).toEqual({ done: true })
  await vi.waitFor(
    async () => {
      const { shards } = await playground.state()
      expect(shards.map(({ slots }) => slots)).toEqual([5261, 5461, 5662])
    },
    { timeout: 10_000 },
  )
  await playground.run('DBSIZE')
  await vi.waitFor(async () => expect(keysIn(await playground.state())).toBe(keys))
})

test('a primary that is killed is replaced, and comes back as a replica; the page hears of it', async () => {
  const events = await followLog(playground)
  const old = (await playground.state()).shards[1]?.primary as string
  await playground.post('api/action', { action: 'kill', node: old })
  await vi.waitFor(async () => expect(nodeOf(await playground.state(), old)?.process).toBe('stopped'))
  await vi.waitFor(async () => expect((await playground.state()).shards[1]?.primary).not.toBe(old), { timeout: 20_000 })
  const gone = nodeOf(await playground.state(), old)
  expect(gone?.process).toBe('stopped')
  expect(gone).not.toHaveProperty('role')
  const { primary } = (await playground.state()).shards[1] as Snapshot['shards'][number]
  expect((await playground.run('SET name Carol')).placement.nodes).toEqual([primary])

  await playground.post('api/action', { action: 'restart', node: old })
  await vi.waitFor(
    async () => expect(nodeOf(await playground.state(), old)).toMatchObject({ role: 'replica', process: 'running' }),
    { timeout: 20_000 },
  )
  const log = await events.stop()
  for (const line of [
    `killing ${old}`,
    `lost the connection to ${old}`,
    `${primary} was promoted to primary`,
    `restarting ${old}: done`,
    `${old} joined as replica`,
  ]) {
    expect(log).toContain(line)
  }
})

test('a replica takes over where that is asked for', async () => {
  const before = (await playground.state()).shards[2]?.primary
  const response = await playground.post('api/action', { action: 'failover', shard: 3 })
  expect(await response.json()).toEqual({ done: true })
  await vi.waitFor(async () => expect((await playground.state()).shards[2]?.primary).not.toBe(before), {
    timeout: 20_000,
  })
})

test('a node that is paused keeps its connection and answers nothing, until it is resumed', async () => {
  const replica = (await playground.state()).shards[0]?.nodes.find(({ role }) => role === 'replica')?.name as string
  await playground.post('api/action', { action: 'pause', node: replica })
  expect(nodeOf(await playground.state(), replica)?.process).toBe('paused')
  await playground.post('api/action', { action: 'resume', node: replica })
  expect(nodeOf(await playground.state(), replica)?.process).toBe('running')
  await vi.waitFor(async () => expect((await playground.run('PING', replica)).reply).toEqual(text('PONG')), {
    timeout: 10_000,
  })
})

test.each([
  [{ action: 'explode' }, 400],
  [{ action: 'kill' }, 400],
  [{ action: 'kill', node: '127.0.0.1:1' }, 422],
  [{ action: 'move', from: 1, to: 2, count: -1 }, 400],
  [{ action: 'move', from: 1, to: 2, count: 16_384 }, 422],
  [{ action: 'failover', shard: 9 }, 422],
])('%j cannot be done, and says why', async (request, status) => {
  const response = await playground.post('api/action', request)
  expect(response.status).toBe(status)
  expect(await response.json()).toHaveProperty('problem')
})

test('nothing changes for who has not the token, and nobody else reads', async () => {
  const without = await playground.post('api/command', { line: 'SET name Mallory' }, { 'x-playground-token': 'guess' })
  expect(without.status).toBe(403)
  const foreign = { origin: 'http://evil.example' }
  expect((await playground.post('api/command', { line: 'SET name Mallory' }, foreign)).status).toBe(403)
  expect((await playground.get('api/state', foreign)).status).toBe(403)
  expect((await playground.get('api/state', { 'sec-fetch-site': 'same-site' })).status).toBe(403)
  expect((await playground.run('GET name')).reply).not.toEqual(text('Mallory'))
})

test('the page loads nothing from elsewhere', async () => {
  const page = await playground.get('')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  const html = await page.text()
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path as string)
  expect(files.length).toBeGreaterThanOrEqual(3)
  for (const file of files) {
    expect(file).toMatch(/^\.\//)
    expect((await playground.get(file.slice(2))).status).toBe(200)
  }
  expect((await playground.get('assets/../../server/main.js')).status).toBe(404)
})

const keysIn = ({ shards }: Snapshot): number => shards.reduce((sum, { keys }) => sum + (keys ?? 0), 0)

const nodeOf = ({ shards }: Snapshot, name: string) =>
  shards.flatMap(({ nodes }) => nodes).find(node => node.name === name)

/** Listens as the page does, from here on. */
async function followLog({ url }: Playground): Promise<{ stop(): Promise<string> }> {
  const abort = new AbortController()
  const response = await fetch(`${url}api/events`, { signal: abort.signal })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  let heard = ''
  const reading = (async () => {
    for await (const chunk of response.body ?? []) heard += new TextDecoder().decode(chunk as Uint8Array)
  })().catch(() => {})
  return {
    stop: async () => {
      abort.abort()
      await reading
      return heard
    },
  }
}
