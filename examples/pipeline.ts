// The pipeline page of redis-py-cluster in TypeScript. What it forbids there (keys of several slots, commands without
// keys) works here.
import { isRedisClusterError, RedisCluster } from '@rc/client'
import { set } from '@rc/commands'
import { sameSlot } from '@rc/slots'

const rc = new RedisCluster({ nodes: [{ host: '127.0.0.1', port: Number(process.env.PORT ?? 7000) }] })

// Chained, the results have types: [string | null, string | null, string | null, number].
const results = await rc.pipeline().set('key1', 'value1').set('key2', 'value2').get('key1').incr('counter').execute()
console.log(results)

// Queued one by one, and used again.
const pipe = rc.pipeline()
pipe.set('user:1:name', 'Alice')
pipe.set('user:1:email', 'alice@example.com')
pipe.hset('user:1:profile', { age: 30, city: 'New York' })
pipe.get('user:1:name')
pipe.hgetall('user:1:profile')
console.log(pipe.length, await pipe.execute())

// Errors in their places.
pipe.set('valid_key', 'value')
pipe.get('valid_key')
pipe.set('non_numeric_key', 'abc')
pipe.incr('non_numeric_key')
for (const [i, result] of (await pipe.execute({ raiseOnError: false })).entries()) {
  console.log(
    isRedisClusterError(result) ? `Command ${i} failed: ${result.message}` : `Command ${i} result: ${String(result)}`,
  )
}

// Keys of one slot need nothing special here; whether they share one can be asked.
console.log(
  sameSlot(['user:123:profile', 'user:123:settings']),
  sameSlot(['{user:123}:profile', '{user:123}:settings']),
)

// Many keys in batches.
const keys = Array.from({ length: 100 }, (_, i) => `batch:key:${i}`)
for (let i = 0; i < keys.length; i += 50) {
  const batch = rc.pipeline()
  for (const key of keys.slice(i, i + 50)) batch.set(key, `value_${key}`)
  console.log(`Set ${(await batch.execute()).length} keys in chunk ${i / 50 + 1}`)
}

// The same without counting: any iterable of commands, a bounded number of them under way.
const { done, failed } = await rc
  .batch(
    keys.map(key => set(key, `value_${key}`)),
    { inFlight: 50 },
  )
  .run()
console.log(`Set ${done - failed} keys`)

// Every other result: what was set, and what will expire.
const single = rc.pipeline()
for (const key of keys.slice(0, 3)) single.set(key, 'v').expire(key, 3600)
const both = await single.execute()
console.log(
  both.filter((_, i) => i % 2 === 0),
  both.filter((_, i) => i % 2 === 1),
)

// Operations in any slots need no grouping.
const operations = [
  { command: 'hset', key: 'user:1:profile', args: ['city', 'Boston'] },
  { command: 'incrby', key: 'counter', args: [41] },
] as const
const any = rc.pipeline()
for (const { command, key, args } of operations) {
  if (command === 'hset') any.hset(key, [args])
  else any.incrby(key, ...args)
}
console.log(await any.execute())

// Reads from replicas.
const replicas = rc.with({ readFrom: 'any' })
console.log(await replicas.pipeline().get('key1').get('key2').hgetall('user:1:profile').execute())

await rc.close()
