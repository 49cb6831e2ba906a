import type { Cluster } from '@rc/testing'
import { normalise } from './normalise.js'
import type { Place } from './own-name.js'

/** What is there at the start, under each client's names: every type, with members that the calls look for. */
const START: readonly (readonly [command: string, key: string, ...args: (string | number)[]])[] = [
  ['SET', 'text1', 'hello'],
  ['SET', 'text2', 'ohmytext'],
  ['SET', 'text3', 'mynewtext'],
  ['SET', 'int1', '10'],
  ['SET', 'int2', '-5'],
  ['SET', 'float1', '10.5'],
  ['RPUSH', 'list1', 'a', 'b', 'c', 'a', 'd'],
  ['RPUSH', 'list2', 'x', 'b'],
  ['RPUSH', 'list3', '3', '1', '2'],
  ['HSET', 'hash1', 'a', '1', 'b', 'two', 'é', 'ü', 'n', '5', 'm', '1.5', '__proto__', 'p'],
  ['HSET', 'hash2', 'c', '3', 'n', '7'],
  ['SADD', 'set1', 'a', 'b', 'c'],
  ['SADD', 'set2', 'b', 'c', 'd'],
  ['SADD', 'set3', '10', '20', '30'],
  ['SADD', 'numbers1', '3', '1', '2'],
  ['ZADD', 'zset1', 1, 'a', 2, 'b', 3, 'c'],
  ['ZADD', 'zset2', -2.5, 'b', '+inf', 'c', 0.1, 'd'],
  ['ZADD', 'zset3', 10, '10', 20, '20'],
  ['ZADD', 'lex1', 0, 'a', 0, 'b', 0, 'c', 0, 'd', 0, 'zz'],
  ['XADD', 'stream1', '1-0', 'a', '1', 'b', '2'],
  ['XADD', 'stream1', '2-0', 'c', '3'],
  ['XADD', 'stream1', '3-1', 'é', 'ü'],
  ['XADD', 'stream1', '5-0', 'd', ''],
  ['XADD', 'stream2', '2-0', 'x', 'y'],
  ['GEOADD', 'geo1', 13.361389, 38.115556, 'Palermo', 15.087269, 37.502669, 'Catania'],
  ['GEOADD', 'geo2', 12.5, 41.9, 'Rome'],
  ['SET', 'bits1', 'foobar'],
  ['SETBIT', 'bits2', 7, 1],
  ['PFADD', 'pf1', 'a', 'b', 'c'],
  ['PFADD', 'pf2', 'c', 'd'],
  ['SET', 'weight_1', 'one'],
  ['SET', 'weight_2', 'two'],
]
const GROUPS = [
  ['CREATE', 'stream1', 'group1', '0'],
  ['CREATE', 'stream1', 'group2', '2-0'],
  ['CREATE', 'stream2', 'group1', '0'],
] as const

/** Everything that calls may write to, but what is by nature different: the key of the clock's ids. */
const NAMES = [
  ...new Set(START.map(([, key]) => key)),
  'gone1',
  'gone2',
  'fresh1',
  'copy1',
  'renamed1',
  'restored1',
  'sorted1',
  'stored1',
  'zstored1',
  'xfresh1',
  'geostored1',
  'bitsout1',
]

/** Writes the same start for each place, past the clients. */
export async function begin(cluster: Cluster, places: readonly Place[]): Promise<void> {
  const send = await senderOf(cluster, places[0] as Place)
  await Promise.all(
    places.flatMap(({ keys }) => [
      ...START.map(([command, key, ...args]) => send(command, keys + key, ...args)),
      ...GROUPS.map(([verb, key, ...args]) => send('XGROUP', verb, keys + key, ...args)),
    ]),
  )
}

/** All data of a place, past the clients, by type, in an order of its own. */
export async function dataOf(cluster: Cluster, place: Place): Promise<Record<string, unknown>> {
  const send = await senderOf(cluster, place)
  const all = await Promise.all(
    NAMES.map(async name => {
      const key = place.keys + name
      const type = String(await send('TYPE', key))
      const [ttl, value] = await Promise.all([send('PTTL', key), contents(send, type, key)])
      return [name, normalise({ type, expires: Number(ttl) > 0, value }, place)] as const
    }),
  )
  return Object.fromEntries(all)
}

type Send = (...words: (string | number)[]) => Promise<unknown>

async function senderOf(cluster: Cluster, { keys }: Place): Promise<Send> {
  const owner = await ownerOf(cluster, keys)
  return (...words) => cluster.command(owner, ...words)
}

const owners = new WeakMap<Cluster, Map<number, string>>()

async function ownerOf(cluster: Cluster, key: string): Promise<string> {
  const slot = Number(await cluster.command(0, 'CLUSTER', 'KEYSLOT', key))
  const known = owners.get(cluster) ?? new Map<number, string>()
  owners.set(cluster, known)
  const name = known.get(slot) ?? (await cluster.ownerOf(slot))?.name
  if (name === undefined) throw new Error(`Nobody owns slot ${slot}.`)
  known.set(slot, name)
  return name
}

async function contents(send: Send, type: string, key: string): Promise<unknown> {
  switch (type) {
    case 'none':
      return null
    case 'string':
      return send('GET', key)
    case 'list':
      return send('LRANGE', key, 0, -1)
    case 'set':
      return ((await send('SMEMBERS', key)) as string[]).toSorted()
    case 'zset':
      return send('ZRANGE', key, 0, -1, 'WITHSCORES')
    case 'hash': {
      const flat = (await send('HGETALL', key)) as string[]
      return flat
        .flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]]] : []))
        .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
    }
    case 'stream':
      return Promise.all([send('XRANGE', key, '-', '+'), send('XINFO', 'GROUPS', key)])
    default:
      throw new Error(`There is no way to read a ${type}.`)
  }
}
