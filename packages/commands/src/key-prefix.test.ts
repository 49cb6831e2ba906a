import type { Arg, Reply } from '@rc/resp'
import { startServers } from '@rc/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asText } from '../test/bytes.js'
import { Connection } from '../test/connection.js'
import { PROTOCOLS, useServer } from '../test/server.js'
import { expectRefused } from '../test/bad-input.js'
import { blmpop, blpop, brpop } from './builders/blocking-lists.js'
import { clusterAddslotsrange } from './builders/cluster-admin.js'
import { clusterGetkeysinslot, clusterKeyslot } from './builders/cluster.js'
import { hset } from './builders/hashes.js'
import { keys, migrate, randomkey } from './builders/keys.js'
import { lmpop, lrange, rpush } from './builders/lists.js'
import { publish, spublish } from './builders/publish.js'
import { scanPage } from './builders/scan-page.js'
import { eval as evaluate, evalsha } from './builders/scripting.js'
import { sort, sort_ro } from './builders/sort.js'
import { bzmpop, bzpopmax, bzpopmin, zmpop } from './builders/sorted-set-pops.js'
import { zadd } from './builders/sorted-sets.js'
import { xgroupCreate, xreadgroup } from './builders/stream-groups.js'
import { xadd, xread } from './builders/streams.js'
import { get, mget, mset, set } from './builders/strings.js'
import { command, type Command } from './command.js'
import { prefixed } from './key-prefix.js'
import { keyPositions } from './key-shapes.js'
import { isScriptCommand, scriptCommand } from './script-command.js'
import { CLUSTERSCAN, TABLE } from './specs.gen.js'

const server = useServer()
const P = 'app:'
const CHANNELS = ['SPUBLISH', 'SSUBSCRIBE', 'SUNSUBSCRIBE']

describe('a key prefix', () => {
  it('goes before the keys of every command, wherever they stand, and before nothing else', () => {
    const words = ['STREAMS', 'STORE', 'STOREDIST', 'KEYS', 'LIMIT', 'GET', '', '0', '1', '2', 'a', 'b']
    const args = fc.array(fc.constantFrom<Arg>(...words, 2, 7n, Buffer.from('c')), { maxLength: 12 })
    const patterns = new Set(['KEYS', 'SCAN', 'CLUSTERSCAN', ...CHANNELS])
    let moved = 0
    for (const spec of TABLE.filter(({ name }) => !patterns.has(name))) {
      fc.assert(
        fc.property(args, given => {
          const expected = given.map(String)
          for (const at of keyPositions(spec.keys, given)) {
            expected[at] = P + expected[at]
            moved++
          }
          expect([spec.name, prefixed(command(spec, given), P).args.map(String)]).toEqual([spec.name, expected])
        }),
        { numRuns: 20 },
      )
    }
    expect(moved).toBeGreaterThan(1000)
  })

  it('leaves a command alone where it is empty, and the command that it was made of in any case', () => {
    const one = mget(['a', 'b'])
    expect(prefixed(one, '')).toBe(one)
    expect(prefixed(one, P).args).toEqual(['app:a', 'app:b'])
    expect(one.args).toEqual(['a', 'b'])
    expect(prefixed(one, P).spec).toBe(one.spec)
  })

  it('goes before keys of every kind, as they are written', () => {
    const bytes = Buffer.from([0, 255])
    expect(prefixed(get(bytes), 'ä').args).toEqual([Buffer.concat([Buffer.from('ä'), bytes])])
    expect(prefixed(get(new Uint8Array([97])), P).args.map(String)).toEqual(['app:a'])
    expect(prefixed(mget([1, 2n, 1e21, Infinity, -Infinity]), P).args).toEqual(
      ['1', '2', '1e+21', 'inf', '-inf'].map(key => P + key),
    )
  })

  it('leaves what only looks like a key', () => {
    for (const one of [spublish('c', 'm'), publish('c', 'm'), clusterKeyslot('k')])
      expect(prefixed(one, P).args).toEqual(one.args)
    for (const spec of TABLE.filter(({ name }) => CHANNELS.includes(name)))
      expect(prefixed(command(spec, ['c', 'd']), P).args).toEqual(['c', 'd'])
  })

  it('goes before patterns, and stands for itself there', () => {
    const argsOf = (one: Command<unknown>, prefix = P) => prefixed(one, prefix).args
    expect(argsOf(keys('u*'))).toEqual(['app:u*'])
    expect(argsOf(keys(Buffer.from('u*'))).map(String)).toEqual(['app:u*'])
    expect(argsOf(keys('u?'), 'a*?[b]\\')).toEqual([String.raw`a\*\?\[b\]\\u?`])
    expect(argsOf(scanPage(0, { match: 'u*', count: 5 }))).toEqual([0, 'MATCH', 'app:u*', 'COUNT', 5])
    expect(argsOf(scanPage(0, { count: 5 }))).toEqual([0, 'COUNT', 5, 'MATCH', 'app:*'])
    expect(argsOf(scanPage('match'), 'a*')).toEqual(['match', 'MATCH', String.raw`a\**`])
    expect(argsOf(command(CLUSTERSCAN, ['0-{x}-', 'match', 'u', 'SLOT', 1]))).toEqual([
      '0-{x}-',
      'match',
      'app:u',
      'SLOT',
      1,
    ])
  })

  it('goes before the patterns of SORT, but for those that name no key', () => {
    const options = { by: 'BY*', limit: [0, 1], get: ['#', 'GET*->f'], store: 'GET' } as const
    expect(prefixed(sort('k', options), P).args).toEqual([
      'app:k',
      'BY',
      'app:BY*',
      'LIMIT',
      0,
      1,
      'GET',
      '#',
      'GET',
      'app:GET*->f',
      'STORE',
      'app:GET',
    ])
    expect(prefixed(sort_ro('k', { by: 'nosort', get: Buffer.from('v*') }), P).args.map(String)).toEqual([
      'app:k',
      'BY',
      'nosort',
      'GET',
      'app:v*',
    ])
    expectRefused(() => prefixed(sort('k', { by: 'w*' }), 'a*'), 'SORT', 'by', '*')
    expect(prefixed(sort('k'), 'a*').args).toEqual(['a*k'])
  })

  it('goes before the keys that MIGRATE moves, and before both forms of a script', () => {
    expect(prefixed(migrate('h', 1, ['a', 'b'], 0, 9, { copy: true }), P).args).toEqual([
      'h',
      1,
      '',
      0,
      9,
      'COPY',
      'KEYS',
      'app:a',
      'app:b',
    ])
    const call = { keys: ['a'], args: ['a'] }
    const script = scriptCommand('sha', evalsha('sha', call), evaluate('text', call))
    for (const [one, first] of [
      [script, 'sha'],
      [script.forms.withText, 'text'],
    ] as const) {
      const moved = prefixed<unknown>(one, P)
      expect(moved.args).toEqual([first, 1, 'app:a', 'a'])
      expect(isScriptCommand(moved) && [moved.forms.byHash.args[0], moved.forms.withText.args]).toEqual([
        'sha',
        ['text', 1, 'app:a', 'a'],
      ])
    }
  })
})

describe.each(PROTOCOLS)('replies name keys without their prefix, under RESP%i,', protocol => {
  const views = [server.connection(protocol), server.connection(protocol, { bytes: true })]

  /** Runs a command with the prefix, after what fills the server, as text and as bytes. */
  async function under<T>(fill: readonly Command<unknown>[], one: Command<T>, prefix = P): Promise<unknown> {
    const replies: unknown[] = []
    for (const { run } of views) {
      for (const filling of fill) await run(prefixed(filling, prefix))
      replies.push(asText((await run(prefixed(one, prefix))) as Reply))
    }
    expect(replies[1]).toEqual(replies[0])
    return replies[0]
  }

  const { run } = views[0] as (typeof views)[number]

  it('of KEYS and SCAN, and leave other keys out', async () => {
    await run(mset({ 'u:1': 'x', 'other:u:2': 'x', 'appXu:3': 'x' }))
    expect(await under([mset({ 'u:1': 'a' })], keys('*'))).toEqual(['u:1'])
    expect(await under([], scanPage(0, { count: 1000 }))).toEqual({ cursor: '0', keys: ['u:1'] })
    expect(await under([], scanPage(0, { match: 'u*', count: 1000 }))).toEqual({ cursor: '0', keys: ['u:1'] })
    expect(await under([set('k', 'v')], keys('*'), 'a[*]?\\')).toEqual(['k'])
    expect(await under([], scanPage(0, { count: 1000 }), 'a[*]?\\')).toEqual({ cursor: '0', keys: ['k'] })
    expect(await run(keys('app:*'))).toEqual(['app:u:1'])
  })

  it('of RANDOMKEY, where it has the prefix', async () => {
    expect(await under([], randomkey())).toBeNull()
    expect(await under([set('k', 'v')], randomkey())).toBe('k')
    expect(await under([], randomkey(), 'other:')).toBeNull()
  })

  it('of pops of lists', async () => {
    const fill = [rpush('l', ['a', 'a'])]
    expect(await under(fill, blpop(['none', 'l'], 1))).toEqual({ key: 'l', element: 'a' })
    expect(await under(fill, brpop('l', 1))).toEqual({ key: 'l', element: 'a' })
    expect(await under(fill, lmpop(['none', 'l'], 'LEFT'))).toMatchObject({ key: 'l' })
    expect(await under(fill, blmpop(1, ['none', 'l'], 'LEFT', { count: 2 }))).toMatchObject({ key: 'l' })
    expect(await under([], blpop('none', 0.01))).toBeNull()
    expect(await under([], lmpop('none', 'LEFT'))).toBeNull()
  })

  it('of pops of sorted sets', async () => {
    const fill = [zadd('z', [{ score: 1, member: 'a' }])]
    const popped = { key: 'z', member: 'a', score: 1 }
    expect(await under(fill, bzpopmin(['none', 'z'], 1))).toEqual(popped)
    expect(await under(fill, bzpopmax('z', 1))).toEqual(popped)
    const members = { key: 'z', members: [{ member: 'a', score: 1 }] }
    expect(await under(fill, zmpop('z', 'MIN'))).toEqual(members)
    expect(await under(fill, bzmpop(1, 'z', 'MAX'))).toEqual(members)
    expect(await under([], bzmpop(0.01, 'none', 'MAX'))).toBeNull()
  })

  it('of streams', async () => {
    await run(prefixed(xadd('s', '1-0', { f: 'v' }), P))
    await run(prefixed(xadd('t', '2-0', { f: 'w' }), P))
    const s = [{ id: '1-0', message: { f: 'v' } }]
    const t = [{ id: '2-0', message: { f: 'w' } }]
    expect(await under([], xread({ s: '0', t: '0', none: '0' }))).toEqual({ s, t })
    expect(await under([], xread({ s: '$' }))).toBeNull()
    expect(await under([], xread({ s: '0' }, { block: 10 }))).toEqual({ s })
    await run(prefixed(xgroupCreate('s', 'g', '0'), P))
    await run(prefixed(xreadgroup('g', 'c', { s: '>' }), P))
    expect(await under([], xreadgroup('g', 'c', { s: '0' }))).toEqual({ s })
    expect(await under([], xreadgroup('g', 'c', { s: '>' }))).toBeNull()
  })

  it('and SORT finds its patterns', async () => {
    const fill: Command<unknown>[] = [
      rpush('{l}', ['1', '2']),
      mset({ 'w{l}1': 2, 'w{l}2': 1 }),
      hset('h{l}1', { f: 'one' }),
    ]
    for (const one of fill) await run(prefixed(one, P))
    expect(await under([], sort('{l}', { by: 'w{l}*', get: ['#', 'h{l}*->f'] }))).toEqual(['2', null, '1', 'one'])
    expect(await under([], sort('{l}', { by: 'nosort', store: 'to' }))).toBe(2)
    expect(await run(lrange('app:to', 0, -1))).toEqual(['1', '2'])
  })
})

describe('replies of a server of a cluster', () => {
  let servers: Awaited<ReturnType<typeof startServers>> | undefined
  beforeAll(async () => {
    servers = await startServers(1, { args: ['--cluster-enabled', 'yes'] })
  })
  afterAll(() => servers?.stop())

  it.each(PROTOCOLS)(
    'name the keys of a slot without their prefix, and leave others out, under RESP%i',
    async protocol => {
      const port = servers?.nodes[0]?.port as number
      for (const bytes of [false, true]) {
        const node = await Connection.open(port, { protocol, bytes })
        try {
          await node.run(clusterAddslotsrange({ from: 0, to: 16383 })).catch(() => 'they are there already')
          // A node takes a moment to find that its cluster is whole.
          await expect.poll(() => node.run(set('{t}other', 'v')).catch(() => ''), { timeout: 10_000 }).toBe('OK')
          await node.run(prefixed(set('{t}k', 'v'), P))
          const slot = await node.run(clusterKeyslot('{t}k'))
          expect(asText((await node.run(prefixed(clusterGetkeysinslot(slot, 10), P))) as Reply)).toEqual(['{t}k'])
        } finally {
          node.close()
        }
      }
    },
  )
})
