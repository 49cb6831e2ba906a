import { ProtocolError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { A, A1, asBytes, SLOTS, SLOTS_BY_HOSTNAME, SLOTS_WITHOUT_HOSTS } from '../test/replies.js'
import { parseClusterSlots } from './parse-slots.js'
import { Topology } from './topology.js'

const answeredBy = { host: '10.0.0.9', port: 8301 }
const names = (reply: unknown): string[] => [...Topology.of(parseClusterSlots(reply, answeredBy)).nodes.keys()].sort()

describe('parseClusterSlots', () => {
  it('reads primaries, replicas and ranges', () => {
    expect(parseClusterSlots(SLOTS, answeredBy)[0]).toEqual({
      primary: {
        name: '127.0.0.1:8301',
        host: '127.0.0.1',
        port: 8301,
        id: A,
        role: 'primary',
        hostname: 'h1.example',
      },
      replicas: [{ name: '127.0.0.1:8306', host: '127.0.0.1', port: 8306, id: A1, role: 'replica' }],
      ranges: [{ from: 0, to: 5460 }],
    })
    expect(Topology.of(parseClusterSlots(SLOTS, answeredBy)).coveredSlots).toBe(16384)
  })

  it('reads the same out of bytes and Maps', () => {
    expect(parseClusterSlots(asBytes(SLOTS_BY_HOSTNAME), answeredBy)).toEqual(
      parseClusterSlots(SLOTS_BY_HOSTNAME, answeredBy),
    )
  })

  it('takes what the metadata tells where the host is not known', () => {
    const local = ['127.0.0.1:8303', '127.0.0.1:8304', '127.0.0.1:8305', '127.0.0.1:8306']
    expect(names(SLOTS_BY_HOSTNAME)).toEqual([...local, 'h1.example:8301'])
    expect(names([[0, 1, ['?', 1, 'a', { ip: '?', hostname: 'b.example' }]]])).toEqual(['b.example:1'])
  })

  it('takes the host of the node that answered where there is none', () => {
    expect(names(SLOTS_WITHOUT_HOSTS)).toEqual([8301, 8303, 8304, 8305, 8306].map(port => `10.0.0.9:${port}`))
    expect(names([[0, 1, ['', 7000, 'a']]])).toEqual(['10.0.0.9:7000'])
  })

  it('leaves out what cannot be reached, and with a primary what it owns', () => {
    const reply = [
      [0, 1, ['?', 7000, 'a', []], ['10.0.0.1', 7001, 'b', []]],
      [2, 3, ['10.0.0.2', 7002, 'c', []], ['?', 7003, 'd'], ['10.0.0.3', 0, 'e']],
    ]
    const topology = Topology.of(parseClusterSlots(reply, answeredBy))
    expect([...topology.nodes.keys()]).toEqual(['10.0.0.2:7002'])
    expect(topology.ownerOf(0)).toBeUndefined()
    expect(topology.ownerOf(2)?.id).toBe('c')
  })

  it('reads replies of servers before 4.0, without ids, and IPv6', () => {
    const [shard] = parseClusterSlots([[0, 16383, ['::1', 7000], ['[::1]', 7001]]], answeredBy)
    expect(shard?.primary).toEqual({ name: '[::1]:7000', host: '::1', port: 7000, id: undefined, role: 'primary' })
    expect(shard?.replicas[0]?.name).toBe('[::1]:7001')
  })

  it('joins the ranges of one primary, and the replicas that they name', () => {
    const primary = ['10.0.0.1', 1, 'a', []]
    const reply = [
      [0, 1, primary, ['10.0.0.2', 2, 'b', []]],
      [2, 2, primary, ['10.0.0.2', 2, 'b', []]],
      [9, 9, primary, ['10.0.0.3', 3, 'c', []]],
    ]
    const [shard, ...others] = parseClusterSlots(reply, answeredBy)
    expect(others).toEqual([])
    expect(shard?.ranges).toEqual([
      { from: 0, to: 2 },
      { from: 9, to: 9 },
    ])
    expect(shard?.replicas.map(node => node.id)).toEqual(['b', 'c'])
  })

  it('knows the zone where the server tells it, and does not stumble over a strange one', () => {
    const reply = (zone: string): unknown => [[0, 1, ['a.example', 1, 'a', { 'availability-zone': zone }]]]
    expect(parseClusterSlots(reply('eu-1a'), answeredBy)[0]?.primary.zone).toBe('eu-1a')
    expect(parseClusterSlots(reply('__proto__'), answeredBy)[0]?.primary.zone).toBeUndefined()
  })

  it('gives nothing for an empty reply: whether that is a view, the caller decides', () => {
    expect(parseClusterSlots([], answeredBy)).toEqual([])
  })

  it.each([
    ['no array', 'OK'],
    ['null', null],
    ['an entry that is none', [null]],
    ['a slot that is too high', [[0, 16384, ['a', 1]]]],
    ['a range upside down', [[2, 1, ['a', 1]]]],
    ['a negative slot', [[-1, 1, ['a', 1]]]],
    ['a slot with a fraction', [[0, 1.5, ['a', 1]]]],
    ['a slot as text', [['0', '1', ['a', 1]]]],
    ['no nodes', [[0, 1]]],
    ['a node that is none', [[0, 1, 'a:1']]],
    ['a port out of range', [[0, 1, ['a', 65536]]]],
    ['a port as text', [[0, 1, ['a', '7000']]]],
    ['a host that is a number', [[0, 1, [7, 7000]]]],
    ['a host out of a prototype', [[0, 1, ['__proto__', 7000]]]],
    ['a host with a line break', [[0, 1, ['a\nb', 7000]]]],
    ['a host and a port in one', [[0, 1, ['a:1', 7000]]]],
    ['an id out of a prototype', [[0, 1, ['a', 1, '__proto__']]]],
    ['metadata that is no map', [[0, 1, ['a', 1, 'b', 'ip']]]],
    ['metadata of odd length', [[0, 1, ['a', 1, 'b', ['ip']]]]],
    ['a replica that is none, beside a primary that is left out', [[0, 1, ['?', 1], 7]]],
    ['an error in its midst', [[0, 1, new Error('x')]]],
  ])('refuses %s', (_, reply) => {
    expect(() => parseClusterSlots(reply, answeredBy)).toThrow(ProtocolError)
  })

  it('says which reply of which node was malformed', () => {
    const context = { code: 'PROTOCOL', command: 'CLUSTER SLOTS', node: '10.0.0.9:8301', executed: 'yes' }
    expect(() => parseClusterSlots('secret', answeredBy)).toThrow(expect.objectContaining(context))
    expect(() => parseClusterSlots('secret', answeredBy)).not.toThrow(/secret/)
  })
})
