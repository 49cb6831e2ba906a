import { describe, expect, it } from 'vitest'
import { useCluster } from './setup.js'

describe('TLS', () => {
  const given = useCluster({ primaries: 3, replicas: 1, tls: true })

  it('holds for every node, with certificates both ways', async () => {
    const { ca, cert, key } = given.cluster.tls ?? {}
    const rc = given.client({ tls: { ca, cert, key } })
    const keys = Array.from({ length: 60 }, (_, i) => `tls:${i}`)
    await rc.mset(Object.fromEntries(keys.map(name => [name, name])))
    expect(await rc.mget(keys)).toEqual(keys)
    expect(await rc.set('large', 'x'.repeat(3_000_000))).toBe('OK')
    expect((await rc.get('large'))?.length).toBe(3_000_000)
    const replicas = rc.with({ readFrom: 'replica' })
    await expect.poll(() => replicas.get('tls:1')).toBe('tls:1')
    expect(rc.nodes()).toHaveLength(6)
  })

  it('is turned on by rediss:', async () => {
    const { ca, cert, key } = given.cluster.tls ?? {}
    const rc = given.client({ nodes: `rediss://${given.cluster.addresses[0]}`, tls: { ca, cert, key } })
    expect(await rc.get('tls:2')).toBe('tls:2')
  })

  it('does not trust a server that nobody vouches for', async () => {
    const rc = given.client({ tls: true })
    await expect(rc.get('a')).rejects.toMatchObject({
      name: 'ConnectError',
      executed: 'no',
      message: expect.stringMatching(/certificate|self-signed|verify/i) as string,
    })
  })

  it('is not given up for a server that speaks it where the client does not', async () => {
    const rc = given.client({ connectTimeoutMs: 500 })
    await expect(rc.get('a')).rejects.toMatchObject({
      executed: 'no',
      name: expect.stringMatching(/ConnectError|ProtocolError/) as string,
    })
  })
})
