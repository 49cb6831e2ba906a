import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, findServer, type SimulatedCluster, startCluster, startSimulatedCluster } from '../src/index.js'
import { isAtLeast } from '../src/server-config.js'
import { TestSocket } from './support/test-socket.js'

/** The simulation is held against what it simulates: the same commands, the same bytes in answer. */
const { version } = await findServer()
let real: Cluster
let simulated: SimulatedCluster
beforeAll(async () => {
  real = await startCluster({ primaries: 2, replicas: 0 })
  simulated = await startSimulatedCluster({ primaries: 2, replicas: 0 })
})
afterAll(async () => {
  await Promise.all([real?.stop(), simulated?.stop()])
})

type Words = readonly (string | Buffer)[]

/** What both answer to the same commands on one connection, addresses by the node's number. */
async function answers(
  node: number,
  commands: readonly Words[],
  protocol: 2 | 3,
): Promise<[real: string[], simulated: string[]]> {
  const both = [real, simulated].map(async cluster => {
    const target = cluster.nodes[node]
    if (target === undefined) throw new Error('no such node')
    const socket = await TestSocket.connect(target.host, target.port)
    if (protocol === 3) await socket.ask('HELLO', '3')
    const texts: string[] = []
    for (const words of commands) {
      const frame = await socket.askForBytes(...words)
      let text = frame.toString('latin1')
      for (const [index, one] of cluster.nodes.entries()) text = text.replaceAll(one.name, `node ${index}`)
      texts.push(text)
    }
    socket.destroy()
    return texts
  })
  return Promise.all(both) as Promise<[string[], string[]]>
}

async function expectSame(node: number, commands: readonly Words[]): Promise<void> {
  for (const protocol of [2, 3] as const) {
    const [expected, actual] = await answers(node, [...commands, ['FLUSHALL']], protocol)
    expect(actual).toEqual(expected)
  }
}

const words = (line: string): Words => line.split(' ').map(word => (word === '""' ? '' : word))

/** A tag whose slot node 0 has. */
const T = '{3560}'

// What older servers answer is not what is simulated.
describe.skipIf(!isAtLeast(version, 7))('the same bytes', () => {
  test.each([
    [
      'strings',
      'SET k v|GET k|GET none|STRLEN k|APPEND k w|GET k|GETSET k x|GETDEL k|GETDEL k|SETNX k 1|SETNX k 2|GET k',
    ],
    [
      'SET',
      'SET k v NX|SET k w NX|SET k w XX|SET n w XX|SET k z GET|SET n q GET|SET k a NX GET|SET k v PX 100000|TTL k|SET k v KEEPTTL|TTL k|SET k v|TTL k|SET k v EX 0|SET k v BAD|SET k v PXAT 1|GET k',
    ],
    [
      'counters',
      'INCR n|INCRBY n 41|DECR n|DECRBY n 100|GET n|SET n 9223372036854775807|INCR n|DECR n|SET n x|INCR n|INCRBY n 1.5|INCRBY n 9223372036854775808|SET n 007|INCR n|SET n ""|INCR n',
    ],
    [
      'expiry',
      'TTL k|PTTL k|SET k v|TTL k|EXPIRE k 100|TTL k|EXPIRE k 50 NX|EXPIRE k 200 GT|TTL k|EXPIRE k 300 LT|EXPIRE k 10 LT|TTL k|PERSIST k|PERSIST k|TTL k|EXPIRE k 5 XX|EXPIRE none 5|EXPIRE k -1|EXISTS k|EXPIRE k x|SET k v|PEXPIREAT k 99999999999999|PEXPIRE k 1000000|TTL k|EXPIREAT k 1|GET k',
    ],
    [
      'keys',
      'SET k v|EXISTS k k none|TYPE k|TYPE none|TOUCH k none|DEL k none|UNLINK k|DBSIZE|SET k v|DBSIZE|KEYS *|KEYS x*|RANDOMKEY|SCAN 0|SCAN 0 MATCH nothing*|SCAN 0 TYPE hash|SCAN x|SCAN 0 COUNT 0|SCAN 0 BAD 1',
    ],
    [
      'hashes',
      'HSET h a 1 b 2|HSET h a 3 c 4|HGET h a|HGET h x|HGET none x|HMGET h a x b|HGETALL h|HGETALL none|HLEN h|HEXISTS h a|HEXISTS h x|HDEL h a x|HDEL h b c|EXISTS h|HSET h a|HLEN h|TYPE h',
    ],
    [
      'lists',
      'RPUSH l a b c|LPUSH l x y|LRANGE l 0 -1|LRANGE l 1 2|LRANGE l -2 -1|LRANGE l 3 1|LRANGE l -100 100|LLEN l|LPOP l|RPOP l|LPOP l 2|LPOP l 0|RPOP l -1|RPOP l 5|EXISTS l|LPOP l|LPOP l 2|TYPE l|LRANGE l a b',
    ],
    [
      'sets',
      'SADD s a b a|SADD s b c|SCARD s|SISMEMBER s a|SISMEMBER s x|SREM s a x|SREM s b c|EXISTS s|SMEMBERS s|SADD s 1|SMEMBERS s|TYPE s',
    ],
    [
      'wrong types',
      'SET k v|HGET k a|LPUSH k a|SADD k a|HSET h a 1|GET h|INCR h|APPEND h x|SET h v|GET h|SADD s a|GETSET s x|SET s x GET|GET s',
    ],
    [
      'connections',
      'PING|PING hello|ECHO hello|SELECT 0|CLIENT GETNAME|CLIENT SETNAME me|CLIENT GETNAME|READONLY|READWRITE|ASKING|HELLO 4|HELLO x|AUTH pw|HELLO 2 BAD|WAIT 0 0',
    ],
    ['mistakes', 'NOSUCH a b|GET|GET a b|SET k|MSET a|INCR|PING a b|HSET h|CLUSTER|COMMAND NOSUCH'],
    [
      'the cluster',
      'CLUSTER KEYSLOT abc|CLUSTER KEYSLOT {a}b|CLUSTER KEYSLOT foo{}{bar}|CLUSTER KEYSLOT {}a}|CLUSTER COUNTKEYSINSLOT 0|CLUSTER GETKEYSINSLOT 0 10|CLUSTER COUNTKEYSINSLOT 99999|CLUSTER COUNTKEYSINSLOT x',
    ],
  ])('%s', async (_, script) => {
    const mine = (word: string): string => (/^(k|n|h|l|s|none)$/.test(word) ? `${T}${word}` : word)
    await expectSame(
      0,
      script.split('|').map(line => {
        const [name = '', ...args] = words(line) as string[]
        return name === 'SCAN' || name === 'CLUSTER' ? [name, ...args] : [name, ...args.map(mine)]
      }),
    )
  })

  test('keys and values of any bytes', async () => {
    const key = Buffer.from([...Buffer.from(T), 0, 13, 10, 255, 128])
    const value = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
    await expectSame(0, [
      ['SET', key, value],
      ['GET', key],
      ['HSET', Buffer.concat([key, key]), value, value],
      ['HGETALL', Buffer.concat([key, key])],
      ['CLUSTER', 'KEYSLOT', key],
    ])
  })

  test('keys of other slots and other nodes', async () => {
    await expectSame(0, [
      words('SET {3560}a 1'),
      words('GET foo'),
      words('SET foo bar'),
      words('MGET {3560}a foo'),
      words('MGET {3560}a {3560}b'),
      words('MSET {3560}a 1 {3560}b 2'),
      words('MSET {3560}a 1 foo 2'),
      words('DEL {3560}a foo'),
      words('ASKING'),
      words('GET foo'),
    ])
  })

  test('any sequence of commands', async () => {
    const key = fc.constantFrom('a', 'b', 'c').map(name => `${T}${name}`)
    const value = fc.constantFrom('x', '1', '-5', '007', '', 'a b', 'ü')
    const number = fc.constantFrom('0', '1', '-1', '2', '-3', '10', 'x', '')
    const command = fc.oneof(
      fc.tuple(
        fc.constantFrom('GET', 'INCR', 'DECR', 'STRLEN', 'TYPE', 'EXISTS', 'DEL', 'GETDEL', 'TTL', 'PERSIST'),
        key,
      ),
      fc.tuple(fc.constantFrom('HLEN', 'HGETALL', 'LLEN', 'LPOP', 'RPOP', 'SCARD'), key),
      fc.tuple(
        fc.constantFrom('SET', 'SETNX', 'GETSET', 'APPEND', 'LPUSH', 'RPUSH', 'SADD', 'SREM', 'SISMEMBER'),
        key,
        value,
      ),
      fc.tuple(fc.constantFrom('HGET', 'HDEL', 'HEXISTS', 'INCRBY', 'DECRBY'), key, value),
      fc.tuple(fc.constantFrom('HSET'), key, value, value),
      fc.tuple(fc.constantFrom('LRANGE'), key, number, number),
      fc.tuple(fc.constantFrom('LPOP', 'RPOP'), key, number),
      fc.tuple(fc.constantFrom('SET'), key, value, fc.constantFrom('NX', 'XX', 'GET', 'KEEPTTL')),
      fc.tuple(fc.constantFrom('MGET', 'DEL', 'EXISTS', 'UNLINK'), key, key),
      fc.tuple(fc.constantFrom('DBSIZE')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async commands => {
        const [expected, actual] = await answers(0, [...commands, ['FLUSHALL']], 2)
        expect(actual).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('a slot on the move', async () => {
    const slot = 0
    const commands: Words[] = [
      words('MGET {3560}a {3560}b'),
      words('MGET {3560}a {3560}x'),
      words('GET {3560}a'),
      words('GET {3560}moved'),
      words('SET {3560}new 1'),
      words('MGET {3560}moved {3560}x'),
      words('EXISTS {3560}a {3560}a'),
    ]
    const asking = commands.flatMap(command => [['ASKING'], command, command])
    for (const cluster of [real, simulated]) {
      for (const key of ['a', 'b', 'moved']) await cluster.command(0, 'SET', `{3560}${key}`, key)
    }
    const halves = await Promise.all([real.beginMigration(slot, 0, 1), simulated.beginMigration(slot, 0, 1)])
    await Promise.all(halves.map(half => half.moveKeys(['{3560}moved'])))
    for (const [node, script] of [
      [0, commands],
      [1, commands],
      [1, asking],
      [0, asking],
    ] as const) {
      const [expected, actual] = await answers(node, script, 2)
      expect(actual).toEqual(expected)
    }
    await Promise.all(halves.map(half => half.finish()))
    const [expected, actual] = await answers(0, commands, 2)
    expect(actual).toEqual(expected)
    expect(actual[2]).toBe('-MOVED 0 node 1\r\n')
    expect(await simulated.command(1, 'MGET', '{3560}a', '{3560}b', '{3560}moved')).toEqual(['a', 'b', 'moved'])
    await Promise.all([real.migrate(slot, 1, 0), simulated.migrate(slot, 1, 0)])
  })

  test('a slot that nobody has', async () => {
    await Promise.all([0, 1].map(node => real.command(node, 'CLUSTER', 'DELSLOTS', 16_000)))
    await simulated.dropSlots(16_000)
    await expect.poll(() => real.text(0, 'CLUSTER', 'INFO')).toContain('cluster_state:fail')
    const commands = [words('GET {3560}a'), words('GET 6w4'), words('PING'), words('CLUSTER KEYSLOT 6w4')]
    const [expected, actual] = await answers(0, commands, 2)
    expect(actual).toEqual(expected)
  })
})
