import type { CallOptions } from '@rc/pipeline'
import { tagForSlot } from '@rc/slots'
import { beforeAll, describe, expect, it } from 'vitest'
import { BareView } from '../../src/bare-view.js'
import type { Core } from '../../src/core.js'
import type { RedisCluster } from '../../src/redis-cluster.js'
import type { PagedScan } from '../../src/scan/scan.js'
import { scanFields, scanMembers, scanScored } from '../../src/scan/scan-parts.js'
import { callsOf, useCluster } from './setup.js'

const COUNT = 12_000
const names = Array.from({ length: COUNT }, (_, i) => `part-${i}-${'x'.repeat(70)}`)

describe('a scan of the parts of one key', () => {
  const given = useCluster({ primaries: 3, replicas: 1 })
  const slot = 1234
  const tag = `{${tagForSlot(slot)}}`

  beforeAll(async () => {
    const rc = given.client()
    for (let at = 0; at < COUNT; at += 3000) {
      const part = names.slice(at, at + 3000)
      await rc.hset(`${tag}h`, Object.fromEntries(part.map(name => [name, `of ${name}`])))
      await rc.sadd(`${tag}s`, part)
      await rc.zadd(
        `${tag}z`,
        part.map((member, i) => ({ score: at + i, member })),
      )
    }
  }, 60_000)

  const inside = (rc: RedisCluster, changes: Partial<CallOptions> = {}): { core: Core; options: CallOptions } => {
    const { core, options } = BareView.inside(rc)
    return { core, options: { ...options, ...changes } }
  }
  type Kind = 'h' | 's' | 'z'
  const namesBy: { [K in Kind]: (rc: RedisCluster, count?: number) => PagedScan<string> } = {
    h: (rc, count) =>
      mapped(
        scanFields(inside(rc).core, inside(rc).options, { key: `${tag}h`, given: { count } }),
        ({ field, value }) => {
          if (value !== `of ${field}`) throw new Error('a field with the value of another')
          return field
        },
      ),
    s: (rc, count) => scanMembers(inside(rc).core, inside(rc).options, { key: `${tag}s`, given: { count } }),
    z: (rc, count) =>
      mapped(scanScored(inside(rc).core, inside(rc).options, { key: `${tag}z`, given: { count } }), one => {
        if (names[one.score] !== one.member) throw new Error('a member with the score of another')
        return one.member
      }),
  }
  /** Everything that a scan gives; `meanwhile` runs after so many. */
  const read = async (scan: PagedScan<string>, meanwhile: () => Promise<unknown>): Promise<string[]> => {
    const found: string[] = []
    let ran = false
    for await (const batch of scan.batches()) {
      found.push(...batch)
      if (ran || found.length < COUNT / 3) continue
      ran = true
      await meanwhile()
    }
    return found
  }
  const ends = async () => {
    const from = await given.cluster.ownerOf(slot)
    const to = given.cluster.primaries.find(node => node.name !== from?.name)
    if (from === undefined || to === undefined) throw new Error('no primaries')
    return { from, to }
  }

  it.each(['h', 's', 'z'] as const)('%s: gives each part once in a quiet cluster', async kind => {
    const found: string[] = []
    for await (const name of namesBy[kind](given.client())) found.push(name)
    expect(found.sort()).toEqual([...names].sort())
  })

  it.each(['h', 's', 'z'] as const)('%s: gives every part where the key moves meanwhile', async kind => {
    const { from, to } = await ends()
    const found = await read(namesBy[kind](given.client()), () => given.cluster.migrate(slot, from, to))
    expect(new Set(found)).toEqual(new Set(names))
    expect(found.length).toBeGreaterThan(COUNT)
  })

  it.each(['h', 's', 'z'] as const)('%s: gives every part of a key that has crossed before its slot', async kind => {
    const { from, to } = await ends()
    const half = await given.cluster.beginMigration(slot, from, to)
    const found = await read(namesBy[kind](given.client()), () => half.moveKeys([`${tag}${kind}`]))
    expect(new Set(found)).toEqual(new Set(names))
    // From its beginning at the other end, while the slot is still on the move; then it stops being so.
    expect(new Set(await read(namesBy[kind](given.client()), () => half.finish()))).toEqual(new Set(names))
  })

  it('gives every part through a failover, and where its server starts again', async () => {
    const { from } = await ends()
    const rc = given.client()
    const failedOver = await read(namesBy.h(rc), () => given.cluster.failover(from))
    expect(new Set(failedOver)).toEqual(new Set(names))
    await given.cluster.waitUntilStable()
    const owner = await given.cluster.ownerOf(slot)
    const restarted = await read(namesBy.s(rc), () => given.cluster.restart(owner as never))
    expect(new Set(restarted)).toEqual(new Set(names))
    await given.cluster.waitUntilStable()
  }, 60_000)

  it('reads of a replica where reads go there, and begins anew where it is lost', async () => {
    const rc = given.client({ readFrom: 'replica' })
    await rc.connect()
    await Promise.all(given.cluster.primaries.map(node => given.cluster.command(node, 'WAIT', 1, 5000)))
    const replica = rc.topology.shardOf(slot)?.replicas[0]?.name as string
    await given.cluster.command(replica, 'CONFIG', 'RESETSTAT')
    const found = await read(namesBy.h(rc), async () => {
      expect(await given.cluster.text(replica, 'INFO', 'commandstats')).toContain('cmdstat_hscan')
      await given.cluster.kill(replica)
    })
    expect(new Set(found)).toEqual(new Set(names))
    await given.cluster.restart(replica)
    await given.cluster.waitUntilStable()
  }, 60_000)

  it('throws the redirect of a node that was named', async () => {
    const rc = given.client()
    await rc.connect()
    const other = rc.topology.shards.find(({ primary }) => primary.name !== rc.nodeFor(`${tag}h`)?.name)?.primary
    const { core, options } = inside(rc, { node: other })
    const scan = scanFields(core, options, { key: `${tag}h` })
    await expect(scan[Symbol.asyncIterator]().next()).rejects.toMatchObject({ name: 'MovedError', slot })
  })

  it('takes a pattern, and a number of parts for a page', async () => {
    const rc = given.client()
    const { core, options } = inside(rc)
    const found: string[] = []
    for await (const name of scanMembers(core, options, { key: `${tag}s`, given: { match: 'part-1?-*' } }))
      found.push(name)
    expect(found).toHaveLength(10)
    const before = await callsOf(given.cluster, 'sscan')
    await read(namesBy.s(rc, 6000), () => Promise.resolve())
    expect((await callsOf(given.cluster, 'sscan')) - before).toBeLessThan(5)
    const none: string[] = []
    for await (const name of scanMembers(core, options, { key: `${tag}none` })) none.push(name)
    expect(none).toEqual([])
  })

  it('stops with its signal, and refuses what cannot be before anything is sent', async () => {
    const rc = given.client()
    const abort = new AbortController()
    const { core, options } = inside(rc, { signal: abort.signal })
    const scan = scanFields(core, options, { key: `${tag}h` })
    await expect(
      read(
        mapped(scan, ({ field }) => field),
        async () => abort.abort(),
      ),
    ).rejects.toMatchObject({
      name: 'AbortError',
    })
    const fresh = inside(given.client())
    expect(() => scanFields(fresh.core, fresh.options, { key: 'h', given: { cursor: '1' } as never })).toThrow(
      'no option cursor',
    )
    expect(() => scanFields(fresh.core, fresh.options, { key: 'h', given: { count: 1.5 } })).toThrow('The option count')
    expect(() => scanFields(fresh.core, fresh.options, { key: Number.NaN })).toThrow(TypeError)
  })
})

const mapped = <T, U>(scan: PagedScan<T>, toItem: (item: T) => U): PagedScan<U> => ({
  async *batches() {
    for await (const batch of scan.batches()) yield batch.map(toItem)
  },
  async *[Symbol.asyncIterator]() {
    for await (const item of scan) yield toItem(item)
  },
})
