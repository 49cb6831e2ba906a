import { ProtocolError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { A, A1, asBytes, B, B1, flat, NODES_AFTER_FAILOVER, SHARD_OF_TWO_PRIMARIES, SHARDS } from '../test/replies.js'
import { diffTopology } from './diff.js'
import { parseClusterNodes } from './parse-nodes.js'
import { parseClusterShards } from './parse-shards.js'
import { Topology } from './topology.js'

const answeredBy = { host: '10.0.0.9', port: 8301 }
const parse = (reply: unknown) => parseClusterShards(reply, answeredBy)
const member = { id: 'a', port: 7000, ip: '10.0.0.1', endpoint: '10.0.0.1', role: 'master', health: 'online' }
const shard = (...nodes: Record<string, unknown>[]) => [
  { slots: [0, 16383], nodes: nodes.map(node => ({ ...member, ...node })) },
]

describe('parseClusterShards', () => {
  it('reads primaries, replicas, health and ranges', () => {
    const a = { host: '127.0.0.1', health: 'online' }
    expect(parse(SHARDS)[3]).toEqual({
      primary: { ...a, name: '127.0.0.1:8301', port: 8301, id: A, role: 'primary', hostname: 'h1.example' },
      replicas: [{ ...a, name: '127.0.0.1:8306', port: 8306, id: A1, role: 'replica' }],
      ranges: [{ from: 0, to: 5460 }],
    })
  })

  it('reads the same under RESP2, and out of bytes and Maps', () => {
    expect(parse(flat(SHARDS))).toEqual(parse(SHARDS))
    expect(parse(asBytes(SHARDS))).toEqual(parse(SHARDS))
  })

  it('tells of the same cluster as CLUSTER NODES', () => {
    const nodes = Topology.of(parseClusterNodes(NODES_AFTER_FAILOVER, answeredBy))
    expect(diffTopology(nodes, Topology.of(parse(SHARDS))).changed).toBe(false)
  })

  it('keeps a failed primary in sight, without slots where another one took over', () => {
    const old = parse(SHARDS).find(({ primary }) => primary.id === B)
    expect(old).toMatchObject({ primary: { health: 'failed' }, ranges: [] })
  })

  it('takes the healthiest of several primaries of one shard', () => {
    const reply = shard({ id: B, port: 1, health: 'fail', 'replication-offset': 99 }, { id: B1, port: 2 })
    expect(parse(reply).map(({ primary, ranges }) => [primary.id, ranges.length])).toEqual([
      [B1, 1],
      [B, 0],
    ])
    expect(parse(SHARD_OF_TWO_PRIMARIES)).toMatchObject([
      { primary: { id: B1, zone: 'eu-1a' }, replicas: [], ranges: [{ from: 5461, to: 10921 }] },
      { primary: { id: B, health: 'failed' }, replicas: [], ranges: [] },
    ])
    const both = shard({ port: 1, 'replication-offset': 1 }, { port: 2, 'replication-offset': 2 })
    expect(parse(both)[0]?.primary.port).toBe(2)
  })

  it('leaves out a shard without a primary', () => {
    expect(parse(shard({ role: 'replica' }))).toEqual([])
    expect(parse(shard({ endpoint: '?', ip: '' }))).toEqual([])
  })

  it('reads hosts as they are meant', () => {
    const host = (fields: Record<string, unknown>) => parse(shard(fields))[0]?.primary.host
    expect(host({ endpoint: null })).toBe('10.0.0.9')
    expect(host({ endpoint: '' })).toBe('10.0.0.9')
    expect(host({ endpoint: '?' })).toBe('10.0.0.1')
    expect(host({ endpoint: '?', ip: '?', hostname: 'h.example' })).toBe('h.example')
    expect(host({ endpoint: undefined })).toBe('10.0.0.1')
    expect(parse(asBytes(shard({ endpoint: null })))[0]?.primary.host).toBe('10.0.0.9')
  })

  it('takes the port that is wanted, or the only one that there is', () => {
    const ports = (fields: Record<string, unknown>) =>
      [false, true].map(tls => parseClusterShards(shard(fields), answeredBy, { tls })[0]?.primary.port)
    expect(ports({ 'tls-port': 7443 })).toEqual([7000, 7443])
    expect(ports({})).toEqual([7000, 7000])
    expect(ports({ port: undefined, 'tls-port': 7443 })).toEqual([7443, 7443])
    expect(ports({ port: 0, 'tls-port': 0 })).toEqual([undefined, undefined])
  })

  it('knows the words of other servers for roles and health', () => {
    const health = (word: unknown) => parse(shard({ health: word }))[0]?.primary.health
    expect(['online', 'loading', 'failed', 'fail', 'sleepy', undefined].map(health)).toEqual([
      'online',
      'loading',
      'failed',
      'failed',
      undefined,
      undefined,
    ])
    expect(parse(shard({ role: 'primary' }, { port: 2, role: 'slave' }))[0]?.replicas).toHaveLength(1)
  })

  it.each([
    ['no array', {}],
    ['a shard that is no map', ['a']],
    ['a shard without nodes', [{ slots: [] }]],
    ['a shard without slots', [{ nodes: [] }]],
    ['slots of odd length', [{ slots: [0, 1, 2], nodes: [] }]],
    ['a slot that is too high', [{ slots: [0, 16384], nodes: [] }]],
    ['a range upside down', [{ slots: [2, 1], nodes: [] }]],
    ['a node that is no map', [{ slots: [], nodes: [7] }]],
    ['a role that is none', shard({ role: '__proto__' })],
    ['no role', shard({ role: undefined })],
    ['a host out of a prototype', shard({ endpoint: '__proto__' })],
    ['an id out of a prototype', shard({ id: '__proto__' })],
    ['a port out of range', shard({ port: 70000 })],
    ['a tls-port that is a text', shard({ 'tls-port': '1' })],
    ['a health that is a number', shard({ health: 1 })],
    ['fields only its prototype has', [Object.create({ slots: [], nodes: [] })]],
  ])('refuses %s', (_, reply) => {
    expect(() => parse(reply)).toThrow(ProtocolError)
  })
})
