import { ProtocolError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { A, A1, B, B1, NODES, NODES_7_2, NODES_AFTER_FAILOVER } from '../test/replies.js'
import { parseClusterNodes, readClusterNodes } from './parse-nodes.js'
import { Topology } from './topology.js'

const answeredBy = { host: '10.0.0.9', port: 8301 }
const parse = (text: unknown) => parseClusterNodes(text, answeredBy)
const line = (id: string, address: string, rest: string): string => `${id} ${address} ${rest}\n`
const PRIMARY = 'master - 0 0 1 connected'

describe('parseClusterNodes', () => {
  it('reads primaries, replicas, epochs and ranges', () => {
    const a = { host: '127.0.0.1', health: 'online' }
    expect(parse(NODES).find(({ primary }) => primary.id === A)).toEqual({
      primary: { ...a, name: '127.0.0.1:8301', port: 8301, id: A, role: 'primary' },
      replicas: [{ ...a, name: '127.0.0.1:8306', port: 8306, id: A1, role: 'replica' }],
      ranges: [{ from: 0, to: 5460 }],
      epoch: 1,
    })
    expect(Topology.of(parse(NODES)).coveredSlots).toBe(16384)
    expect(parse(Buffer.from(NODES))).toEqual(parse(NODES))
    expect(parse(NODES.replaceAll('\n', '\r\n'))).toEqual(parse(NODES))
  })

  it('reads what a failover leaves behind', () => {
    const topology = Topology.of(parse(NODES_AFTER_FAILOVER))
    expect(topology.ownerOf(6000)?.id).toBe(B1)
    expect(topology.shardOf(6000)?.epoch).toBe(7)
    expect(topology.ownerOf(1)).toMatchObject({ id: A, hostname: 'h1.example' })
    expect(topology.nodes.get('127.0.0.1:8302')).toMatchObject({ id: B, health: 'failed', role: 'primary' })
    expect(topology.coveredSlots).toBe(16384)
  })

  it('reads bare IPv6 addresses, host names and what else newer servers tell', () => {
    const [a, b] = parse(NODES_7_2)
    expect(a?.primary).toMatchObject({ name: '[::1]:8301', host: '::1' })
    expect(a?.primary).not.toHaveProperty('hostname')
    expect(a?.replicas[0]).toMatchObject({ name: '[::1]:8302', hostname: 'a1.example' })
    expect(b?.primary).toMatchObject({ name: '[fe80::2]:8303', hostname: 'b.example', zone: 'eu-1' })
    expect(parseClusterNodes(NODES_7_2, answeredBy, { tls: true })[1]?.primary.port).toBe(9303)
  })

  it('reads servers without a bus port, a nodes.conf, and its variables', () => {
    expect(parse(`${line('a', '10.0.0.1:1', `${PRIMARY} 0-5`)}vars currentEpoch 6 lastVoteEpoch 0\n`)).toHaveLength(1)
  })

  it('takes the host of the node that answered where a line has none', () => {
    expect(parse(line('a', ':7000@17000', `myself,${PRIMARY} 0-5`))[0]?.primary.host).toBe('10.0.0.9')
    expect(parse(line('a', '?:7000@17000,a.example', `${PRIMARY} 0-5`))[0]?.primary.host).toBe('a.example')
    expect(parse(line('a', '?:7000@17000', `${PRIMARY} 0-5`))).toEqual([])
  })

  it('leaves out nodes that have no address yet, or no more', () => {
    const text =
      line('a', '10.0.0.1:1@2', `${PRIMARY} 0-5`) +
      line('b', ':0@0', 'master,fail,noaddr - 0 0 1 disconnected 6-9') +
      line('c', '10.0.0.3:1@2', 'handshake - 0 0 0 disconnected') +
      line('d', '10.0.0.4:1@2', 'master,handshake - 0 0 0 disconnected') +
      line('e', '10.0.0.5:1@2', 'noflags - 0 0 0 disconnected') +
      line('f', '10.0.0.6:1@2', 'slave - 0 0 0 connected') +
      line('g', '10.0.0.7:1@2', 'slave nobody 0 0 0 connected')
    const topology = Topology.of(parse(text))
    expect([...topology.nodes.keys()]).toEqual(['10.0.0.1:1'])
    expect(topology.uncovered()).toEqual([{ from: 6, to: 16383 }])
  })

  it('keeps the slots of a failed primary with it until another one takes over', () => {
    const topology = Topology.of(parse(line('a', '10.0.0.1:1@2', 'master,fail - 0 0 4 disconnected 0-5 [3-<-b] 9')))
    expect(topology.ownerOf(9)).toMatchObject({ id: 'a', health: 'failed' })
    expect(topology.coveredSlots).toBe(7)
  })

  it('tells suspicion from failure', () => {
    const health = (flags: string) => parse(line('a', '10.0.0.1:1@2', `${flags} - 0 0 4 connected`))[0]?.primary.health
    expect(['master', 'master,fail?', 'master,fail'].map(health)).toEqual(['online', 'suspected', 'failed'])
  })

  it('believes the node that is at an address now, not the one that was', () => {
    const old = line('a', '10.0.0.1:1@2', 'master,fail - 0 0 9 disconnected 0-5')
    const young = line('b', '10.0.0.1:1@2', 'master - 0 0 0 connected')
    for (const text of [old + young, young + old]) {
      const topology = Topology.of(parse(text))
      expect(topology.nodes.get('10.0.0.1:1')?.id).toBe('b')
      expect(topology.coveredSlots).toBe(0)
    }
  })

  it('follows a replica of a replica to its primary, and nobody in circles', () => {
    const text =
      line('a', '10.0.0.1:1@2', `${PRIMARY} 0-5`) +
      line('b', '10.0.0.2:1@2', 'slave a 0 0 0 connected') +
      line('c', '10.0.0.3:1@2', 'slave b 0 0 0 connected') +
      line('d', '10.0.0.4:1@2', 'slave e 0 0 0 connected') +
      line('e', '10.0.0.5:1@2', 'slave d 0 0 0 connected')
    expect(parse(text).map(({ replicas }) => replicas.map(node => node.id))).toEqual([['b', 'c']])
  })

  it('gives nothing for an empty text', () => {
    expect(parse('')).toEqual([])
  })

  it.each([
    ['a value that is no text', 7],
    ['null', null],
    ['too few fields', 'a 10.0.0.1:1@2 master - 0 0 1'],
    ['no id', ` 10.0.0.1:1@2 ${PRIMARY}`],
    ['no port', line('a', '10.0.0.1', PRIMARY)],
    ['a port out of range', line('a', '10.0.0.1:65536@1', PRIMARY)],
    ['a host out of a prototype', line('a', '__proto__:1@2', PRIMARY)],
    ['a host name that is none', line('a', '10.0.0.1:1@2,a b', PRIMARY)],
    ['an id out of a prototype', line('__proto__', '10.0.0.1:1@2', PRIMARY)],
    ['a primary out of a prototype', line('a', '10.0.0.1:1@2', 'slave __proto__ 0 0 1 connected')],
    ['an epoch that is no number', line('a', '10.0.0.1:1@2', 'master - 0 0 -1 connected')],
    ['a slot that is too high', line('a', '10.0.0.1:1@2', `${PRIMARY} 16384`)],
    ['a range upside down', line('a', '10.0.0.1:1@2', `${PRIMARY} 5-4`)],
    ['a word where slots are', line('a', '10.0.0.1:1@2', `${PRIMARY} x`)],
    ['a marker that is none', line('a', '10.0.0.1:1@2', `${PRIMARY} [1->]`)],
    ['a broken line behind good ones', `${NODES}x`],
    ['an error reply', 'ERR This instance has cluster support disabled'],
  ])('refuses %s', (_, text) => {
    expect(() => parse(text)).toThrow(ProtocolError)
  })
})

describe('readClusterNodes', () => {
  it('tells which node speaks, be it a primary, a replica or of no known address', () => {
    const self = (text: string) => readClusterNodes(text, answeredBy).self
    const other = line('p1', '10.0.0.1:1@2', `master - 0 0 1 connected 0-5`)
    expect(self(other + line('p2', ':8301@2', 'myself,master - 0 0 1 connected'))).toBe('p2')
    expect(self(line('r1', '10.0.0.1:2@2', 'myself,slave p1 0 0 1 connected') + other)).toBe('r1')
    expect(self(other)).toBeUndefined()
    expect(readClusterNodes(NODES, answeredBy).shards).toEqual(parse(NODES))
  })
})
