import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from './setup.js'

describe('ASK and TRYAGAIN', () => {
  const given = useCluster()

  async function half(tag: string) {
    const rc = given.client()
    const slot = rc.slotOf(`{${tag}}`)
    await rc.set(`{${tag}}:stays`, 'a')
    await rc.set(`{${tag}}:moved`, 'b')
    const from = rc.nodeFor(`{${tag}}`)?.name ?? ''
    const to = given.cluster.primaries.find(({ name }) => name !== from)?.name ?? ''
    const migration = await given.cluster.beginMigration(slot, from, to)
    await migration.moveKeys([`{${tag}}:moved`])
    return { rc, slot, from, to, migration }
  }

  it('finds keys on both sides of a slot that is half moved, and leaves the map alone', async () => {
    const { rc, slot, from, to, migration } = await half('ask')
    const redirects: unknown[] = []
    rc.on('redirect', event => redirects.push(event))
    expect(await rc.get('{ask}:stays')).toBe('a')
    expect(await rc.get('{ask}:moved')).toBe('b')
    expect(await rc.incr('{ask}:new')).toBe(1)
    expect(await rc.incr('{ask}:new')).toBe(2)
    expect(redirects).toEqual([
      { slot, from, to, asking: true, command: 'GET' },
      { slot, from, to, asking: true, command: 'INCR' },
      { slot, from, to, asking: true, command: 'INCR' },
    ])
    expect(rc.nodeFor('{ask}:x')?.name).toBe(from)
    await migration.finish()
    expect(await rc.mget(['{ask}:stays', '{ask}:moved', '{ask}:new'])).toEqual(['a', 'b', '2'])
  })

  it('keeps ASKING and its command together among many other commands', async () => {
    const { rc, migration } = await half('asks')
    const replies = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        i % 3 === 0 ? rc.get('{asks}:moved') : i % 3 === 1 ? rc.get('{asks}:stays') : rc.incr(`n:${i % 7}`),
      ),
    )
    expect(replies.filter((_, i) => i % 3 === 0).every(reply => reply === 'b')).toBe(true)
    expect(replies.filter((_, i) => i % 3 === 1).every(reply => reply === 'a')).toBe(true)
    await migration.finish()
  })

  it('waits while the keys of one command are on both sides, until they are together', async () => {
    const { rc, migration } = await half('again')
    const reply = rc.mget(['{again}:stays', '{again}:moved'])
    const early = await Promise.race([reply, sleep(300).then(() => 'waiting')])
    expect(early).toBe('waiting')
    await migration.finish()
    expect(await reply).toEqual(['a', 'b'])
  })

  it('gives up at the deadline and says why', async () => {
    const { rc, migration } = await half('late')
    await expect(rc.with({ timeoutMs: 250 }).mget(['{late}:stays', '{late}:moved'])).rejects.toMatchObject({
      name: 'TimeoutError',
      code: 'TIMEOUT',
      command: 'MGET',
      executed: 'no',
      cause: { code: 'TRYAGAIN' },
    })
    await migration.finish()
  })

  it('is asked with ASKING, and in order, where a place for the connection has to be waited for', async () => {
    const { slot, from, to, migration } = await half('place')
    const rc = given.client({ maxConnections: 1, whenExhausted: 'wait', nodes: from, topologyRefreshMs: 0 })
    const redirects: unknown[] = []
    expect(await rc.get('{place}:stays')).toBe('a')
    rc.on('redirect', event => redirects.push(event))
    const lengths = await Promise.all([
      rc.append('{place}:moved', '1'),
      rc.append('{place}:moved', '2'),
      rc.append('{place}:moved', '3'),
    ])
    expect(lengths).toEqual([2, 3, 4])
    expect(redirects).toEqual(Array.from({ length: 3 }, () => ({ slot, from, to, asking: true, command: 'APPEND' })))
    expect(await rc.get('{place}:moved')).toBe('b123')
    await migration.finish()
  })
})
