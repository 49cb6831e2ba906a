import { dbsize, get, info, ping, set } from '@rc/commands'
import { PartialFailureError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { callsOf, useCluster } from './setup.js'

describe('a command on nodes of one’s choice', () => {
  const used = useCluster({ primaries: 3, replicas: 1 })
  const addresses = (which: 'primary' | 'replica' | 'all', rc = used.client()) =>
    rc.connect().then(() =>
      rc
        .nodes(which)
        .map(({ name }) => name)
        .sort(),
    )

  it.each(['primary', 'replica', 'all'] as const)('goes to %s, and answers by address', async which => {
    const rc = used.client()
    const replies = await rc.runOn(which, ping())
    expect(Object.keys(replies).sort()).toEqual(await addresses(which))
    expect(new Set(Object.values(replies))).toEqual(new Set(['PONG']))
  })

  it('goes to nodes that are named, and reads each reply as the command says', async () => {
    const rc = used.client()
    const [node = ''] = await addresses('replica')
    const replies = await rc.runOn([node], info('replication'))
    expect(replies[node]?.replication?.role).toBe('slave')
    expect(Object.keys(replies)).toEqual([node])
  })

  it('merges by a function, or by a policy of the table', async () => {
    await used.flush()
    const rc = used.client()
    await Promise.all(Array.from({ length: 300 }, (_, i) => rc.set(`k${i}`, i)))
    const most = await rc.runOn('primary', dbsize(), sizes => Math.max(...Object.values(sizes)))
    expect(most).toBeGreaterThan(80)
    expect(most).toBeLessThan(130)
    expect(await rc.runOn('primary', dbsize(), 'agg_sum')).toBe(300)
    expect(await rc.runOn('primary', dbsize(), 'agg_max')).toBe(most)
  })

  it('as words too', async () => {
    const rc = used.client()
    const replies = await rc.call(['PING', 'hello'], { nodes: 'replica' })
    expect(Object.keys(replies as object).sort()).toEqual(await addresses('replica'))
    expect(await rc.call(['DBSIZE'], { nodes: 'primary', merge: 'agg_sum' })).toBe(300)
    expect(await rc.call(['DBSIZE'], { nodes: 'primary', merge: byNode => Object.keys(byNode).length })).toBe(3)
  })

  it('may be given no time, no nodes, no merge that there is not', async () => {
    const rc = used.client()
    await expect(rc.runOn([], ping())).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(rc.runOn('primaries', ping())).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(rc.runOn('all', ping(), 'sum' as 'agg_sum')).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(rc.call(['PING'], { merge: 'agg_sum' })).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(rc.call(['PING'], { nodes: 'all', key: 'k' })).rejects.toMatchObject({ name: 'ConfigError' })
  })

  it('tells on which nodes it failed, and what the others said', async () => {
    const rc = used.client()
    await rc.connect()
    const key = 'only-here'
    const owner = rc.nodeFor(key)?.name
    const failure = await rc.runOn('primary', set(key, 'v')).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(PartialFailureError)
    const { succeeded, failed } = failure as PartialFailureError
    expect(succeeded.map(({ node }) => node)).toEqual([owner])
    expect(failed).toHaveLength(2)
    expect(failed.every(({ error }) => error?.name === 'MovedError')).toBe(true)
  })
})

describe('what failed in part', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })

  it('is sent again by itself, and answers with the whole', async () => {
    const rc = used.client({ timeoutMs: 400 })
    await rc.connect()
    const keys = Array.from({ length: 30 }, (_, i) => `k${i}`)
    await rc.mset(keys.map(key => [key, key] as const))
    const paused = rc.nodeFor('k0')?.name as string
    const server = used.cluster.nodes.find(({ port }) => paused.endsWith(`:${port}`))
    await used.cluster.pause(server as never)
    const failure = await rc.mget(keys).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(PartialFailureError)
    const { failed, succeeded } = failure as PartialFailureError
    expect(failed.length + succeeded.length).toBeGreaterThanOrEqual(3)
    expect(failed.flatMap(part => part.keys)).toContain(0)
    await expect((failure as PartialFailureError).retryFailed()).rejects.toBeInstanceOf(PartialFailureError)
    await used.cluster.resume(server as never)
    const before = await callsOf(used.cluster, 'mget')
    expect(await (failure as PartialFailureError).retryFailed()).toEqual(keys)
    expect((await callsOf(used.cluster, 'mget')) - before).toBe(failed.length)
  })

  it('in a pipeline too', async () => {
    const rc = used.client({ timeoutMs: 400 })
    await rc.mset({ k0: 'a', k1: 'b', k2: 'c' })
    const paused = rc.nodeFor('k0')?.name as string
    const server = used.cluster.nodes.find(({ port }) => paused.endsWith(`:${port}`))
    await used.cluster.pause(server as never)
    const [failure] = await rc.pipeline().mget(['k0', 'k1', 'k2']).get('k1').execute({ raiseOnError: false })
    await used.cluster.resume(server as never)
    expect(failure).toBeInstanceOf(PartialFailureError)
    expect(await (failure as unknown as PartialFailureError).retryFailed()).toEqual(['a', 'b', 'c'])
  })
})

describe('what one node is enough for', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })

  it('fails plainly where it failed on all for one reason', async () => {
    await expect(used.client().scriptKill()).rejects.toMatchObject({ name: 'ReplyError', code: 'NOTBUSY' })
  })
})

describe('explain', () => {
  const used = useCluster({ primaries: 3, replicas: 1 })

  it('says where a command goes, and sends nothing', async () => {
    const rc = used.client()
    await rc.connect()
    const before = await callsOf(used.cluster, 'get')
    const owner = rc.nodeFor('k')?.name
    expect(rc.explain(get('k'))).toMatchObject({
      command: 'GET',
      way: 'slot',
      slots: [rc.slotOf('k')],
      nodes: [owner],
      replica: true,
      retriedWhenUnknown: true,
      blocking: false,
    })
    expect(await callsOf(used.cluster, 'get')).toBe(before)
    expect(rc.explain(['set', 'k', 'v'])).toMatchObject({ replica: false, retriedWhenUnknown: false })
    expect(rc.with({ retry: 'idempotent' }).explain(['set', 'k', 'v']).retriedWhenUnknown).toBe(true)
    expect(rc.explain(['blpop', 'k', 1])).toMatchObject({ blocking: true })
    expect(rc.with({ readFrom: 'replica' }).explain(get('k')).nodes).not.toContain(owner)
    expect(rc.with({ readFrom: 'any' }).explain(get('k')).nodes).toHaveLength(2)
  })

  it('says how a command is split, and merged', async () => {
    const rc = used.client()
    await rc.connect()
    const { way, parts, merge, nodes } = rc.explain(['MGET', 'a', 'b', '{a}2'])
    expect({ way, merge }).toEqual({ way: 'split', merge: 'default' })
    expect(parts.map(({ keys }) => keys)).toEqual([[0, 2], [1]])
    expect(parts.map(({ slot }) => slot)).toEqual([rc.slotOf('a'), rc.slotOf('b')])
    expect(nodes).toEqual([...new Set(['a', 'b'].map(key => rc.nodeFor(key)?.name))])
    expect(rc.explain(['DBSIZE'])).toMatchObject({ way: 'primaries', merge: 'agg_sum' })
    expect(rc.explain(['DBSIZE']).nodes).toHaveLength(3)
    expect(rc.explain(['PING']).nodes).toHaveLength(rc.explain(['PING']).way === 'primaries' ? 3 : 0)
  })

  it('says why a command would be refused', () => {
    const rc = used.client()
    expect(rc.explain(['RENAME', 'a', 'b'])).toMatchObject({ way: 'refused', nodes: [] })
    expect(rc.explain(['RENAME', 'a', 'b']).reason).toMatch(/hash tag/)
    expect(rc.explain(['SELECT', 1]).reason).toMatch(/database 0/)
    expect(() => rc.explain(['FT.SEARCH', 'i', 'x'])).toThrow('not in the command table')
    expect(rc.explain(get('k'))).toMatchObject({ way: 'slot', nodes: [] })
  })

  it('says what a node view does', async () => {
    const rc = used.client()
    await rc.connect()
    const [node] = rc.nodes('replica')
    expect(node?.explain(get('k'))).toMatchObject({ way: 'node', nodes: [node?.name] })
  })
})
