import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { useCluster } from './setup.js'

describe('functions of the user', () => {
  const given = useCluster({ primaries: 3, replicas: 0 })

  it('that throw in a listener are reported, and change nothing for others', async () => {
    const rc = given.client()
    const errors: unknown[] = []
    const heard: unknown[] = []
    rc.on('ready', () => {
      throw new Error('from a listener')
    })
    rc.on('ready', () => heard.push('ready'))
    rc.on('error', error => errors.push(error))
    expect(await rc.set('a', '1')).toBe('OK')
    expect(heard).toEqual(['ready'])
    expect(errors).toMatchObject([{ message: 'from a listener' }])
  })

  it('that throw in the listener of errors end in a warning', async () => {
    const rc = given.client()
    const warnings: unknown[] = []
    const warned = (warning: unknown): unknown => warnings.push(warning)
    process.on('warning', warned)
    rc.on('error', () => {
      throw new Error('from the listener of errors')
    })
    rc.on('ready', () => {
      throw new Error('from a listener')
    })
    expect(await rc.get('b')).toBe(null)
    await expect.poll(() => warnings.length).toBe(1)
    process.off('warning', warned)
  })

  it('that throw while reading a reply reject the one command', async () => {
    const { command, GET } = await import('@rc/commands')
    const rc = given.client()
    await rc.set('c', 'mine')
    const bad = rc.run(
      command(GET, ['c'], () => {
        throw new Error('cannot read')
      }),
    )
    const good = rc.get('c')
    await expect(bad).rejects.toThrow('cannot read')
    expect(await good).toBe('mine')
    const [first, second] = await rc
      .pipeline()
      .add(
        command(GET, ['c'], () => {
          throw new Error('cannot read')
        }),
      )
      .execute({ raiseOnError: false })
      .then(results => [...results, 'end'])
    expect([first, second]).toMatchObject([{ message: 'cannot read' }, 'end'])
  })

  it('that refuse an address keep commands from going there', async () => {
    const [a, b] = given.cluster.nodes
    if (a === undefined || b === undefined) throw new Error('no nodes')
    let refusing = false
    const rc = given.client({
      topologyRefreshMs: 0,
      addressMap: address => {
        if (refusing && address.port === b.port) throw new Error('not ours')
        return address
      },
    })
    await rc.connect()
    const key = Array.from({ length: 100 }, (_, i) => `r:${i}`).find(
      name => rc.nodeFor(name)?.name === a.name,
    ) as string
    await given.cluster.migrate(rc.slotOf(key), a, b)
    refusing = true
    await expect(rc.get(key)).rejects.toMatchObject({
      name: 'ConnectError',
      executed: 'no',
      cause: { message: 'not ours' },
    })
    refusing = false
    expect(await rc.get(key)).toBe(null)
  })

  it('that throw as a retry policy let the command fail, and no other', async () => {
    const rc = given.client({
      retry: {
        decide: () => {
          throw new Error('no decision')
        },
      },
    })
    await rc.connect()
    const [a, b] = given.cluster.nodes
    const key = Array.from({ length: 100 }, (_, i) => `p:${i}`).find(
      name => rc.nodeFor(name)?.name === a?.name,
    ) as string
    await given.cluster.migrate(rc.slotOf(key), a as never, b as never)
    const outcomes = await Promise.allSettled([rc.get(key), rc.get('other'), rc.get('another')])
    expect(outcomes).toMatchObject([{ reason: { name: 'MovedError' } }, { value: null }, { value: null }])
  })

  it('leave no listener on a signal that serves many commands', async () => {
    const rc = given.client()
    const controller = new AbortController()
    const view = rc.with({ signal: controller.signal })
    await Promise.all(Array.from({ length: 100 }, (_, i) => view.set(`s:${i}`, i)))
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  })
})
