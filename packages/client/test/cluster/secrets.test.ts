import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { useCluster } from './setup.js'

/** All that a logger could print of a value, as deep as it goes. */
const printed = (value: unknown): string =>
  [
    inspect(value, { depth: 30, showHidden: false, maxArrayLength: null, maxStringLength: null }),
    value instanceof Error ? `${value.message}\n${value.stack}\n${JSON.stringify(value)}` : '',
  ].join('\n')

const failure = async (promise: Promise<unknown>): Promise<Error> => {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(outcome instanceof Error)) throw new Error('It did not fail.')
  return outcome
}

describe('secrets', () => {
  const given = useCluster({ primaries: 3, replicas: 0 })

  it('are in nothing that is printed of a client', async () => {
    const rc = given.client({ credentials: () => ({ username: 'default', password: 'hush-password' }) })
    await rc.connect()
    const fixed = given.client({ password: 'hush-password', nodes: given.cluster.seeds })
    await rc.set('hush-key', 'hush-value')
    for (const value of [rc, fixed, rc.with({ timeoutMs: 10 }), rc.nodes()])
      expect(printed(value)).not.toContain('hush')
  })

  it('are in no error of a command that the server refuses by repeating them', async () => {
    const rc = given.client()
    await rc.connect()
    const error = await failure(rc.call(['ACL', 'SETUSER', 'bob', '<hush-never-set'], { nodes: 'primary' }))
    expect(printed(error)).not.toContain('hush')
    expect(error.message).toContain('SETUSER')
    const unknown = await failure(rc.call(['NONSENSE', 'hush-argument'], { node: given.cluster.seeds[0] as string }))
    expect(printed(unknown)).not.toContain('hush')
  })

  it('are in no error of a pipeline, a split command or a transaction, though their results hold what was read', async () => {
    const rc = given.client()
    await rc.mset({ 'hush-a': 'hush-1', 'hush-b': 'hush-2' })
    const pipeline = rc.pipeline().get('hush-a').lpush('hush-b', 'hush-item')
    const failed = await failure(pipeline.execute())
    expect(printed(failed)).not.toContain('hush')
    expect(failed).toMatchObject({ index: 1 })
    expect((failed as unknown as { results: unknown[] }).results[0]).toBe('hush-1')

    const transaction = rc.multi().get('{hush}a').incr('{hush}b').hget('{hush}b', 'hush-field')
    expect(printed(await failure(transaction.execute()))).not.toContain('hush')

    const keys = Array.from({ length: 50 }, (_, i) => `hush-${i}`)
    await rc.mset(Object.fromEntries(keys.map(key => [key, 'hush-value'])))
    const [silent] = given.cluster.primaries
    if (silent === undefined) throw new Error('The cluster has no primary.')
    await given.cluster.pause(silent)
    const partial = await failure(rc.with({ timeoutMs: 300 }).mget(keys))
    await given.cluster.resume(silent)
    expect(partial.name).toBe('PartialFailureError')
    expect(printed(partial)).not.toContain('hush')
    expect((partial as unknown as { succeeded: unknown[] }).succeeded.length).toBeGreaterThan(0)
  })
})
