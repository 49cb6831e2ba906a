// The session of rediscluster-py, line by line in TypeScript: plain servers, and a client that knows where each key is.
import { planMoves, ShardedRedis } from '@rc/sharding'

const [first = 63791, second = 63792] = (process.env.PORTS ?? '63791,63792').split(',')

const r = new ShardedRedis({
  nodes: {
    node_1: { host: '127.0.0.1', port: first },
    node_2: { host: '127.0.0.1', port: second },
  },
  mastersOnly: true,
})

await r.set('foo', 'bar')
console.log(await r.get('foo'))

// Which node has a key.
for (const key of ['foo', 'bar', 'foobar']) console.log(key, r.getNodeFor(key).name)

// Placed by what stands in the braces, stored under what stands before them.
await r.mset({ 'bar{foo}': 'bar', foo: 'foo' })
console.log(await r.mget(['bar{foo}', 'foo']))
await r.del(['bar{foo}', 'foo'])

// Commands over keys that live apart.
await r.sadd('foo', ['a1', 'a2', 'a3'])
await r.sadd('bar', ['b1', 'a2', 'b3'])
console.log(await r.sdiffstore('foobar', ['foo', 'bar']))
console.log((await r.smembers('foobar')).sort())

// What all servers answer, by alias.
console.log(await r.ping())

// A pipeline over both.
console.log(await r.pipeline().scard('foo').scard('bar').scard('foobar').execute())

// What a third node would move: nearly everything, or just its share.
const keys = Array.from({ length: 10_000 }, (_, i) => `user:${i}`)
for (const placement of ['crc32', 'rendezvous'] as const) {
  const plan = planMoves(keys, {
    from: { nodes: ['node_1', 'node_2'], placement },
    to: { nodes: ['node_1', 'node_2', 'node_3'], placement },
  })
  console.log(`${placement}: ${Math.round((100 * plan.moved) / plan.keys)} % of the keys move`)
}

await r.close()
