import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from './setup.js'

describe('a slot that nobody owns', () => {
  const given = useCluster({ primaries: 3, replicas: 0 })

  async function withoutOwner(tag: string) {
    const rc = given.client()
    await rc.set(tag, '1')
    const slot = rc.slotOf(tag)
    const owner = rc.nodeFor(tag)?.name ?? ''
    await rc.del(tag)
    await Promise.all(given.cluster.nodes.map(node => given.cluster.command(node, 'CLUSTER', 'DELSLOTS', slot)))
    return { rc, slot, owner, giveBack: () => given.cluster.command(owner, 'CLUSTER', 'ADDSLOTS', slot) }
  }

  it('is waited for, and served as soon as it has an owner again', async () => {
    const { rc, giveBack } = await withoutOwner('down')
    const write = rc.set('down', '2')
    expect(await Promise.race([write, sleep(300).then(() => 'waiting')])).toBe('waiting')
    await giveBack()
    expect(await write).toBe('OK')
    await given.cluster.waitUntilStable()
    expect(await rc.get('down')).toBe('2')
  })

  it('fails at the deadline, with what the servers said', async () => {
    const { rc, giveBack } = await withoutOwner('late')
    const error: unknown = await rc
      .with({ timeoutMs: 300 })
      .set('late', '2')
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ name: 'TimeoutError', executed: 'no', command: 'SET' })
    expect((error as { cause: { code: string } }).cause.code).toMatch(/CLUSTERDOWN|SLOT_NOT_COVERED/)
    await expect(rc.with({ retry: 'none' }).get('late')).rejects.toMatchObject({ executed: 'no' })
    await giveBack()
    await given.cluster.waitUntilStable()
    expect(await rc.get('late')).toBe(null)
  })
})
