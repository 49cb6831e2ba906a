import { parseClusterSlots, readClusterNodes, type ShardDescription } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { endpointStyle, inStyle, mapNodes, nodesOf, usable, withEpochs, zonesOf } from './topology-view.js'

const asked = { host: 'cache.example', port: 7000 }
const NODES = [
  'a 10.0.0.1:7000@17000,a.example myself,master - 0 0 1 connected 0-8000',
  'b 10.0.0.2:7000@17000,b.example master - 0 0 2 connected 8001-16383',
  'r 10.0.0.3:7000@17000 slave a 0 0 1 connected',
].join('\n')
const nodes = readClusterNodes(NODES, asked).shards
const slots = (a: unknown[], b: unknown[], r: unknown[]): ShardDescription[] =>
  parseClusterSlots(
    [
      [0, 8000, a, r],
      [8001, 16_383, b],
    ],
    asked,
  )
const names = (shards: readonly ShardDescription[]) => nodesOf(shards).map(({ name }) => name)

describe('endpointStyle', () => {
  it('finds how the servers want to be reached', () => {
    const ip = slots(['10.0.0.1', 7000, 'a'], ['10.0.0.2', 7000, 'b'], ['10.0.0.3', 7000, 'r'])
    expect(endpointStyle(nodes, ip, asked)).toBe('ip')
    const meta = (ip_: string) => ['ip', ip_]
    const hostname = slots(
      ['a.example', 7000, 'a', meta('10.0.0.1')],
      ['b.example', 7000, 'b', meta('10.0.0.2')],
      ['?', 7000, 'r', meta('10.0.0.3')],
    )
    expect(endpointStyle(nodes, hostname, asked)).toBe('hostname')
    expect(names(inStyle(nodes, { style: 'hostname', zones: new Map() }, asked))).toEqual(names(hostname))
    const none = slots([null, 7000, 'a'], ['', 7000, 'b'], [null, 7000, 'r'])
    expect(endpointStyle(nodes, none, asked)).toBe('host-of-the-asked')
    const asAsked = inStyle(nodes, { style: 'host-of-the-asked', zones: new Map() }, asked)
    expect(names(asAsked)).toEqual(['cache.example:7000', 'cache.example:7000', 'cache.example:7000'])
  })

  it('is none where the replies tell of other nodes, ports or hosts', () => {
    const style = (a: unknown[]) => endpointStyle(nodes, parseClusterSlots([[0, 5, a]], asked), asked)
    expect(style(['10.0.0.1', 7000, 'a'])).toBe('ip')
    expect(style(['10.0.0.1', 7001, 'a'])).toBeUndefined()
    expect(style(['10.0.0.9', 7000, 'a'])).toBeUndefined()
    expect(style(['10.0.0.1', 7000, 'z'])).toBeUndefined()
    expect(style(['10.0.0.1', 7000])).toBeUndefined()
  })
})

describe('what CLUSTER SLOTS tells besides', () => {
  it('is the zones, which the nodes of CLUSTER NODES then have too', () => {
    const told = slots(
      ['10.0.0.1', 7000, 'a', ['availability-zone', 'eu-1']],
      ['10.0.0.2', 7000, 'b'],
      ['10.0.0.3', 7000, 'r'],
    )
    const zoned = inStyle(nodes, { style: 'ip', zones: zonesOf(told) }, asked)
    expect(nodesOf(zoned).map(({ zone }) => zone)).toEqual(['eu-1', undefined, undefined])
    expect(zoned[1]?.primary).toBe(nodes[1]?.primary)
  })

  it('gets the epochs of the same primaries', () => {
    const told = slots(['10.9.0.1', 1, 'a'], ['10.9.0.2', 2, 'z'], ['10.9.0.3', 3, 'r'])
    expect(withEpochs(told, nodes).map(({ epoch }) => epoch)).toEqual([1, undefined])
  })
})

describe('usable', () => {
  const read = (text: string) => usable(readClusterNodes(text, asked).shards)

  it('leaves failed replicas out, and primaries without slots that may be dead', () => {
    const view = [
      'a 10.0.0.1:7000@1 master,fail - 0 0 1 disconnected',
      'b 10.0.0.2:7000@1 myself,master - 0 0 2 connected 0-16383',
      'c 10.0.0.3:7000@1 master,fail? - 0 0 3 connected',
      'd 10.0.0.4:7000@1 master - 0 0 4 connected',
      'r 10.0.0.5:7000@1 slave,fail b 0 0 2 connected',
      's 10.0.0.6:7000@1 slave,fail? b 0 0 2 connected',
      't 10.0.0.7:7000@1 slave,noaddr b 0 0 2 connected',
      'u 10.0.0.8:7000@1 handshake - 0 0 0 connected',
      'v 10.0.0.9:7000@1 slave,nofailover b 0 0 2 connected',
    ].join('\n')
    expect(nodesOf(read(view)).map(({ id }) => id)).toEqual(['b', 's', 'v', 'd'])
  })

  it('keeps a failed primary that nobody has replaced', () => {
    expect(names(read('a 10.0.0.1:7000@1 master,fail - 0 0 1 disconnected 0-16383'))).toEqual(['10.0.0.1:7000'])
  })
})

describe('mapNodes', () => {
  it('changes addresses and names together', () => {
    const mapped = mapNodes(nodes, ({ port }) => ({ host: '::1', port: port + 1 }))
    expect(mapped[0]?.primary).toMatchObject({ host: '::1', port: 7001, name: '[::1]:7001', id: 'a' })
    expect(mapped[0]?.replicas[0]?.name).toBe('[::1]:7001')
    expect(mapped[0]?.epoch).toBe(1)
  })
})
