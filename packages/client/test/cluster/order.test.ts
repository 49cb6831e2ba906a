import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from './setup.js'

describe('the order of a key', () => {
  const given = useCluster()

  it('holds while its slot moves to and fro', async () => {
    const rc = given.client()
    const slot = rc.slotOf('{order}:log')
    await rc.connect()
    const [a, b] = [
      rc.nodeFor('{order}')?.name ?? '',
      given.cluster.primaries.find(({ name }) => name !== rc.nodeFor('{order}')?.name)?.name ?? '',
    ]
    let over = false
    const moving = (async () => {
      for (let round = 0; round < 6; round++) {
        await given.cluster.migrate(slot, round % 2 === 0 ? a : b, round % 2 === 0 ? b : a)
        await sleep(40)
      }
      over = true
    })()
    let next = 0
    const sent: Promise<unknown>[] = []
    while (!over) {
      // Bursts without waiting: many commands of the key are under way when the redirect comes.
      for (let i = 0; i < 50; i++) sent.push(rc.rpush('{order}:log', String(next++)))
      await sleep(2)
    }
    await moving
    await Promise.all(sent)
    const log = await rc.lrange('{order}:log', 0, -1)
    expect(log).toHaveLength(next)
    expect(log).toEqual(Array.from({ length: next }, (_, i) => String(i)))
  })

  it('holds behind a command that has to be tried again', async () => {
    const rc = given.client()
    await rc.set('{gate}:a', '1')
    await rc.set('{gate}:b', '2')
    const from = rc.nodeFor('{gate}')?.name ?? ''
    const to = given.cluster.primaries.find(({ name }) => name !== from)?.name ?? ''
    const migration = await given.cluster.beginMigration(rc.slotOf('{gate}'), from, to)
    await migration.moveKeys(['{gate}:a'])
    const order: string[] = []
    const both = rc.mget(['{gate}:a', '{gate}:b']).then(() => order.push('both'))
    await sleep(100)
    const later = rc.append('{gate}:b', 'x').then(() => order.push('later'))
    await sleep(100)
    expect(order).toEqual([])
    await migration.finish()
    await Promise.all([both, later])
    expect(order).toEqual(['both', 'later'])
  })
})
