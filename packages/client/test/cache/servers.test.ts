import { keySlot } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { callsOf, useCluster } from '../cluster/setup.js'

describe('a client with a cache, and servers', () => {
  const given = useCluster({ primaries: 3, replicas: 0 })

  it('keeps up with a slot that is half moved', async () => {
    const rc = given.client({ cache: {} })
    const other = given.client()
    await other.mset({ '{half}moves': '1', '{half}stays': '1' })
    expect(await rc.mget(['{half}moves', '{half}stays', '{half}new'])).toEqual(['1', '1', null])
    const from = rc.nodeFor('{half}')?.name ?? ''
    const to = given.cluster.primaries.find(({ name }) => name !== from)?.name ?? ''
    const migration = await given.cluster.beginMigration(keySlot('{half}'), from, to)
    await migration.moveKeys(['{half}moves'])
    await other.set('{half}new', '2')
    await other.set('{half}moves', '2')
    // Sent on to the other node: from then on nothing of the slot is taken for true that the first one told.
    expect(await rc.get('{half}moves')).toBe('2')
    expect(await rc.get('{half}new')).toBe('2')
    await other.set('{half}new', '3')
    expect(await rc.get('{half}new')).toBe('3')
    expect(await rc.get('{half}stays')).toBe('1')
    await migration.finish()
    await other.set('{half}stays', '3')
    await expect.poll(() => rc.get('{half}stays')).toBe('3')
    const { hits } = rc.cache.stats()
    // What was sent on is not kept; what is asked of the new owner is.
    const readAgain = () => rc.get('{half}stays').then(() => rc.cache.stats().hits)
    await expect.poll(readAgain).toBeGreaterThan(hits)
  })

  it('keeps nothing of one that does not let it track, and says so once', async () => {
    const admin = given.client()
    await admin.call(['ACL', 'SETUSER', 'limited', 'on', '>secret', '~*', '&*', '+@all', '-client|tracking'], {
      nodes: 'primary',
    })
    const rc = given.client({ cache: {}, username: 'limited', password: 'secret' })
    const errors: Error[] = []
    rc.on('error', error => errors.push(error))
    const before = await callsOf(given.cluster, 'get')
    for (const key of ['a', 'b', 'c', 'a', 'b', 'c']) await rc.get(key)
    expect((await callsOf(given.cluster, 'get')) - before).toBe(6)
    expect(rc.cache.stats()).toMatchObject({ hits: 0, entries: 0 })
    expect(errors.map(String)).toEqual([expect.stringContaining('refused CLIENT TRACKING: NOPERM')])
  })
})
