import { command, FLUSHALL, SET } from '@rc/commands'
import { ShardedRedis } from '@rc/sharding'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../test/stores.js'
import { ServerStore } from './server-store.js'
import { ShardsStore } from './shards-store.js'
import type { Store } from './store.js'

describe('a walk over plain servers', () => {
  const given: TestServer[] = []
  let shards: Store
  beforeAll(async () => {
    for (let i = 0; i < 3; i++) given.push(await startServer())
    shards = new ShardsStore(
      given.map(({ executor, name }) => new ServerStore(executor, name)),
      new ShardedRedis({
        nodes: Object.fromEntries(given.map(({ name }, i) => [`node_${i + 1}`, name])),
        tags: 'keep',
      }),
      'shards',
    )
  })
  afterAll(() => Promise.all(given.map(server => server.stop())))
  afterEach(() => Promise.all(given.map(({ executor }) => executor.run(command(FLUSHALL, [])))))

  const fillAll = () =>
    Promise.all(
      given.flatMap(({ executor }, at) =>
        Array.from({ length: 100 }, (_, i) => executor.run(command(SET, [`${at}:${i}`, i]))),
      ),
    )

  it('can be ended after any page, and gone on with, without a key that is missed', async () => {
    await fillAll()
    const seen = new Set<string>()
    let cursor: string | undefined
    let pages = 0
    for (let ended = false; !ended; ) {
      const walk = shards.walk({ count: 20, cursor })
      ended = true
      for await (const { keys } of walk.pages()) {
        for (const key of keys) seen.add(key.toString())
        pages++
        ended = false
        break
      }
      cursor = walk.cursor
    }
    expect(seen.size).toBe(300)
    expect(pages).toBeGreaterThan(12)
    // At the end there is nothing to go on with.
    const rest = []
    for await (const page of shards.walk({ count: 20, cursor }).pages()) rest.push(...page.keys)
    expect(rest).toEqual([])
  })

  it('names temporary keys that live where their key does, whatever its name', () => {
    const names = ['a', '{tag}b', 'a}b', '{}', Buffer.from([0xff, 0, 0x7d])]
    const client = new ShardedRedis({ nodes: { node_1: 'a:1', node_2: 'b:1', node_3: 'c:1' }, tags: 'keep' })
    for (const name of names) {
      const beside = shards.beside(name)
      expect(beside).not.toEqual(name)
      expect(client.getNodeFor(beside).name).toBe(client.getNodeFor(name).name)
    }
    client.destroy()
  })

  it('begins anew where its server was started anew: its cursors mean nothing there', async () => {
    const [first] = given as [TestServer]
    const store = new ServerStore(first.executor, first.name)
    await fillAll()
    const keys = []
    for await (const page of store.walk({ count: 20, cursor: 'another-run:17' }).pages()) keys.push(...page.keys)
    expect(new Set(keys.map(String)).size).toBe(100)
  })
})
