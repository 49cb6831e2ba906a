import { command, get, INFO, incr, set } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import { afterEach, describe, expect, it } from 'vitest'
import {
  ClusterClient,
  type ClusterOptions,
  guarantees,
  keyPrefixes,
  type Parts,
  replicaReads,
  transactions,
} from '../../src/bare.js'
import { useCluster } from './setup.js'

describe('the bare client', () => {
  const used = useCluster({ primaries: 3, replicas: 1 })
  const made: ClusterClient[] = []
  const client = (options: Omit<ClusterOptions, 'nodes'> = {}, parts: Parts = {}): ClusterClient => {
    const rc = new ClusterClient({ nodes: used.cluster.seeds, ...options }, parts)
    made.push(rc)
    return rc
  }
  afterEach(async () => {
    await Promise.all(made.splice(0).map(rc => rc.close()))
  })

  it('says which part it lacks, before anything is sent', async () => {
    const rc = client()
    await expect(rc.multi().add(set('k', 'v')).execute()).rejects.toThrow('{ transactions }')
    expect(() => rc.withReplication({ replicas: 1 })).toThrow('{ guarantees }')
    expect(() => rc.withPersistence({ local: 1 })).toThrow('{ guarantees }')
    expect(() => rc.with({ replicas: 1 })).toThrow('{ guarantees }')
    expect(() => rc.with({ readFrom: 'replica' })).toThrow('{ replicaReads }')
    await expect(rc.run(get('k'), { readFrom: 'any' })).rejects.toThrow(ConfigError)
    expect(() => client({ readFrom: 'nearest' })).toThrow('{ replicaReads }')
    expect(() => client({ keyPrefix: 'app:' })).toThrow('{ keyPrefixes }')
    // What asks for nothing needs nothing.
    const plain = client({ readFrom: 'primary', keyPrefix: '' }).with({ replicas: 0, readFrom: 'primary' })
    expect(await plain.run(set('plain', 'v'))).toBe('OK')
    expect(await plain.run(get('plain'))).toBe('v')
  })

  it('has transactions, where it is given them', async () => {
    const tx = client({}, { transactions }).multi().add(set('n', 1)).add(incr('n'))
    expect(await tx.execute()).toEqual(['OK', 2])
  })

  it('has guarantees, where it is given them', async () => {
    const rc = client({}, { guarantees })
    expect(await rc.withReplication({ replicas: 1, timeoutMs: 2000 }).run(set('safe', 'v'))).toBe('OK')
    await expect(rc.with({ replicas: 5 }).run(set('safe', 'w'))).rejects.toMatchObject({ name: 'ReplicationError' })
  })

  it('reads from replicas, where it is given that', async () => {
    const rc = client({ readFrom: 'replica' }, { replicaReads })
    await rc.connect()
    await rc.run(set('read', 'v'))
    const replicas = rc.nodes('replica')
    const before = await Promise.all(replicas.map(node => reads(node)))
    for (let i = 0; i < 20; i++) await rc.run(get('read'))
    const after = await Promise.all(replicas.map(node => reads(node)))
    expect(sum(after) - sum(before)).toBeGreaterThanOrEqual(20)
  })

  it('puts a prefix before keys, where it is given that', async () => {
    const rc = client({ keyPrefix: 'app:' }, { keyPrefixes, transactions })
    await rc.run(set('key', 'v'))
    expect(await rc.multi().add(get('key')).execute()).toEqual(['v'])
    expect(await client().run(get('app:key'))).toBe('v')
    expect(rc.slotOf('key')).toBe(client().slotOf('app:key'))
  })
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** How many GETs a node has served. */
async function reads(node: { run: ClusterClient['run'] }): Promise<number> {
  const text = await node.run(infoCommandstats)
  return Number(/cmdstat_get:calls=(\d+)/.exec(text)?.[1] ?? 0)
}

const infoCommandstats = command<string>(INFO, ['commandstats'])
