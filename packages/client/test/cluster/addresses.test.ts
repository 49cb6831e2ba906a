import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { useCluster } from './setup.js'

describe('addresses', () => {
  const given = useCluster({ host: '127.0.0.2', primaries: 3, replicas: 0 })

  it('that are empty mean the host that was asked', async () => {
    await Promise.all(
      given.cluster.nodes.map(node =>
        given.cluster.command(node, 'CONFIG', 'SET', 'cluster-preferred-endpoint-type', 'unknown-endpoint'),
      ),
    )
    const rc = given.client({ nodes: given.cluster.addresses[0] as string })
    expect(await Promise.all(Array.from({ length: 50 }, (_, i) => rc.set(`k:${i}`, i)))).toEqual(
      Array.from({ length: 50 }, () => 'OK'),
    )
    expect(rc.nodes('primary').every(node => node.address.host === '127.0.0.2')).toBe(true)
    // A redirect names no host either.
    const slot = rc.slotOf('k:1')
    const from = rc.nodeFor('k:1')?.name ?? ''
    const to = given.cluster.nodes.find(node => node.name !== from)?.name ?? ''
    await given.cluster.migrate(slot, from, to)
    expect(await rc.get('k:1')).toBe('1')
    expect(rc.nodeFor('k:1')?.name).toBe(to)
    await Promise.all(
      given.cluster.nodes.map(node =>
        given.cluster.command(node, 'CONFIG', 'SET', 'cluster-preferred-endpoint-type', 'ip'),
      ),
    )
  })

  it('that do not work from here are mapped, in the map of the cluster and in redirects', async () => {
    const announced = new Set<string>()
    // The servers announce 127.0.0.2; the client is told that they are reached as localhost under another spelling.
    const rc = given.client({
      nodes: given.cluster.addresses[0] as string,
      addressMap: address => {
        announced.add(`${address.host}:${address.port}`)
        return { host: '127.0.0.2', port: address.port }
      },
    })
    expect(await rc.set('mapped', '1')).toBe('OK')
    expect([...announced].sort()).toEqual([...given.cluster.addresses].sort())
    const record = Object.fromEntries(given.cluster.addresses.map(address => [address, address]))
    const other = given.client({ addressMap: record })
    expect(await other.get('mapped')).toBe('1')
  })

  it('are dialled as the user says', async () => {
    const dialled: string[] = []
    const rc = given.client({
      dial: (address, signal) =>
        new Promise((resolve, reject) => {
          dialled.push(`${address.host}:${address.port}`)
          const socket = connect(address)
          signal.addEventListener('abort', () => socket.destroy())
          socket.once('connect', () => resolve(socket))
          socket.once('error', reject)
        }),
    })
    await rc.connect()
    expect(await rc.set('dialled', 'x'.repeat(200_000))).toBe('OK')
    expect((await rc.get('dialled'))?.length).toBe(200_000)
    expect(new Set(dialled)).toEqual(new Set(given.cluster.addresses))
  })

  it('of seeds that are dead are passed over', async () => {
    const rc = given.client({ nodes: ['127.0.0.1:1', '127.0.0.3:1', given.cluster.addresses[2] as string] })
    expect(await rc.get('mapped')).toBe('1')
  })
})
