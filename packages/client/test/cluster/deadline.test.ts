import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from './setup.js'

describe('deadlines', () => {
  const given = useCluster()

  async function stalled() {
    const rc = given.client()
    await rc.connect()
    const node = given.cluster.primaries[0]
    if (node === undefined) throw new Error('no primary')
    const key = Array.from({ length: 100 }, (_, i) => `stall:${i}`).find(
      name => rc.nodeFor(name)?.name === node.name,
    ) as string
    await rc.set(key, '0')
    await given.cluster.pause(node)
    return { rc, node, key }
  }

  it('settle every command on a silent server, and their late replies disturb nobody', async () => {
    const { rc, node, key } = await stalled()
    const view = rc.with({ timeoutMs: 200 })
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => view.incr(key)))
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { name: 'TimeoutError', command: 'INCR', node: node.name, executed: 'maybe' },
      })
    }
    const other = Array.from({ length: 100 }, (_, i) => `o:${i}`).find(
      name => rc.nodeFor(name)?.name !== node.name,
    ) as string
    expect(await rc.set(other, 'served')).toBe('OK')
    await given.cluster.resume(node)
    // The 100 replies that nobody waits for come before this one.
    expect(await rc.set(key, 'mine', { get: true })).toBe('100')
    expect(await rc.get(key)).toBe('mine')
  })

  it('an aborted command that was not written never is', async () => {
    const { rc, node, key } = await stalled()
    const controller = new AbortController()
    const pending = rc.with({ signal: controller.signal }).incr(key)
    controller.abort(new Error('not wanted any more'))
    await expect(pending).rejects.toMatchObject({
      name: 'AbortError',
      executed: 'no',
      cause: { message: 'not wanted any more' },
    })
    await sleep(20)
    await given.cluster.resume(node)
    expect(await rc.get(key)).toBe('0')
    await expect(rc.with({ signal: AbortSignal.abort() }).get(key)).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('an aborted command that was written may have run, and says so', async () => {
    const { rc, node, key } = await stalled()
    const controller = new AbortController()
    const pending = rc.with({ signal: controller.signal }).incr(key)
    await sleep(50)
    controller.abort()
    await expect(pending).rejects.toMatchObject({ name: 'AbortError', executed: 'maybe' })
    await given.cluster.resume(node)
    expect(await rc.get(key)).toBe('1')
  })

  it('of a signal serves as many commands as you like, without a warning', async () => {
    const rc = given.client()
    await rc.connect()
    const warnings: Error[] = []
    const warned = (warning: Error): void => void warnings.push(warning)
    process.on('warning', warned)
    const { signal, abort } = controller()
    const view = rc.with({ signal })
    expect(await Promise.all(Array.from({ length: 50 }, (_, i) => view.set(`signal:${i}`, i)))).toHaveLength(50)
    const late = Array.from({ length: 50 }, (_, i) => view.get(`signal:${i}`))
    abort()
    const outcomes = await Promise.allSettled(late)
    expect(outcomes.every(outcome => outcome.status === 'rejected')).toBe(true)
    await new Promise(resolve => setImmediate(resolve))
    process.off('warning', warned)
    expect(warnings).toEqual([])
  })
})

function controller(): { signal: AbortSignal; abort: () => void } {
  const given = new AbortController()
  return { signal: given.signal, abort: () => given.abort() }
}
