import { ConfigError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { layoutOf } from './layout.js'
import type { ShardedOptions } from './options.js'
import { ShardedRedis } from './sharded-redis.js'

const nodes = { node_1: '127.0.0.1:1', node_2: '127.0.0.1:2' }

describe('wrong options', () => {
  it.each<[string, unknown]>([
    ['Options are missing', undefined],
    ['nodes is missing', {}],
    ['nodes must be a record', { nodes: ['127.0.0.1:1'] }],
    ['names no server', { nodes: {} }],
    ["node_1 must be { host, port }, 'host:port' or a redis:// URL", { nodes: { node_1: 7 } }],
    ['node_1: A node address must be', { nodes: { node_1: { host: 'h', port: 0 } } }],
    ['node_1 has an option that a server has not: hots', { nodes: { node_1: { host: 'h', hots: 1 } } }],
    ['node_1 has a username and no password', { nodes: { node_1: { host: 'h', username: 'u' } } }],
    ['The scheme of node_1 is not known', { nodes: { node_1: 'http://h' } }],
    ['The URL of node_1 has parameters', { nodes: { node_1: 'redis://h?db=1' } }],
    ['number of a database', { nodes: { node_1: 'redis://h/x' } }],
    ['An alias must not', { nodes: { 'a/b': 'h:1' } }],
    ['There is no option master_of. Use masterOf.', { nodes, master_of: {} }],
    ['There is no option mastersonly. Use mastersOnly.', { nodes, mastersonly: true }],
    ['There is no option foo. Options are: nodes', { nodes, foo: 1 }],
    ['mastersOnly must be true or false', { nodes, mastersOnly: 1 }],
    ['Give either mastersOnly or readFrom', { nodes, mastersOnly: true, readFrom: 'any' }],
    ["placement must be 'crc32', 'rendezvous' or a function", { nodes, placement: 'ketama' }],
    ["tags must be 'strip' or 'keep'", { nodes, tags: true }],
    ['timeoutMs must be a positive number', { nodes, timeoutMs: -1 }],
    ['a replica of node_1 is not among the nodes', { nodes, masterOf: { node_1: 'node_3' } }],
    ['node_3 is not among the nodes', { nodes, masterOf: { node_3: 'node_1' } }],
    ['cannot be a replica of itself', { nodes, masterOf: { node_1: 'node_1' } }],
    ['is a replica and has replicas', { nodes, masterOf: { node_1: 'node_2', node_2: [] } }],
  ])('%s', (message, options) => {
    const make = () => new ShardedRedis(options as ShardedOptions)
    expect(make).toThrow(ConfigError)
    expect(make).toThrow(message)
  })

  it('never tell a password', () => {
    for (const url of ['redis://u:s3cret@h:0', 'redis://u:s3cret@h/x', 'redis://u:s3cret@', 'redis://u:s3cret%zz@h']) {
      let message = ''
      try {
        new ShardedRedis({ nodes: { node_1: url } })
      } catch (error) {
        message = String(error)
      }
      expect(message).toContain('node_1')
      expect(message).not.toContain('s3cret')
    }
  })
})

describe('the order of the nodes', () => {
  const order = (given: Record<string, string>, masterOf = {}) =>
    layoutOf({ nodes: given, masterOf }).map(({ alias }) => alias)

  it('is that in which they are written', () => {
    expect(order({ b: 'h:1', a: 'h:2', c: 'h:3' })).toEqual(['b', 'a', 'c'])
  })

  it('is by number where they are node_1 to node_N, as rediscluster-py has it', () => {
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`node_${11 - i}`, `h:${i + 1}`]))
    expect(order(eleven)).toEqual(Array.from({ length: 11 }, (_, i) => `node_${i + 1}`))
    expect(order({ node_3: 'h:3', node_1: 'h:1', node_2: 'h:2' }, { node_1: 'node_3' })).toEqual(['node_1', 'node_2'])
  })
})

describe('a server', () => {
  const access = (given: ShardedOptions['nodes'][string], rest: Partial<ShardedOptions> = {}) =>
    layoutOf({ nodes: { a: given }, ...rest })[0]?.access

  it('is an object, an address or a URL', () => {
    expect(access('h')).toMatchObject({ host: 'h', port: 6379 })
    expect(access('[::1]:7')).toMatchObject({ host: '::1', port: 7 })
    expect(access({ host: '::1', port: '7' })).toMatchObject({ host: '::1', port: 7 })
    expect(access('rediss://u:p%40@h:7/3')).toEqual({
      host: 'h',
      port: 7,
      username: 'u',
      password: 'p@',
      tls: true,
      database: 3,
    })
  })

  it('takes from the client what it has not of its own', () => {
    const rest = { username: 'all', password: 'pw', database: 2 }
    expect(access('h', rest)).toMatchObject(rest)
    // A password of its own belongs to a user of its own, or to none.
    expect(access('redis://:own@h', rest)).toMatchObject({ username: undefined, password: 'own', database: 2 })
  })
})
