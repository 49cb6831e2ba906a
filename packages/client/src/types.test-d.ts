import { get, incr, info } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { ReadPolicy } from '@rc/pipeline'
import { sameZone } from './read-same-zone.js'
import { RedisCluster } from './redis-cluster.js'

// Compiled, never run: a line that should not compile says so, and tsc complains where it does.

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const isTrue = <T extends true>(): T => true as T

declare const rc: RedisCluster

export async function aPipelineRemembersItsReplies(): Promise<void> {
  const results = await rc.pipeline().get('a').incr('b').execute()
  isTrue<Same<typeof results, [string | null, number]>>()
  const some = await rc.pipeline().get('a').incr('b').execute({ raiseOnError: false })
  isTrue<Same<typeof some, [string | null | RedisClusterError, number | RedisClusterError]>>()
  const added = await rc.pipeline().add(get('a')).incr('b').add(get('c')).execute()
  isTrue<Same<typeof added, [string | null, number, string | null]>>()
  const addedBytes = await rc.bytes().pipeline().add(get('a')).incr('b').execute()
  isTrue<Same<typeof addedBytes, [Buffer | null, number]>>()
  const bytes = await rc.bytes().pipeline().get('a').type('a').execute()
  isTrue<Same<(typeof bytes)[0], Buffer | null>>()
  // Not written as a chain: nobody can know.
  const loop = rc.pipeline()
  for (const key of ['a', 'b']) loop.get(key)
  const unknowns = await loop.execute()
  isTrue<Same<typeof unknowns, unknown[]>>()
}

export async function theCacheIsTyped(): Promise<void> {
  const cached = new RedisCluster({ nodes: 'h:1', cache: { maxEntries: 1, maxBytes: 1, ttlMs: 1 } })
  const { hits, bytes } = cached.cache.stats()
  isTrue<Same<[typeof hits, typeof bytes], [number, number]>>()
  isTrue<Same<Awaited<ReturnType<ReturnType<typeof cached.with>['get']>>, string | null>>()
  await cached.with({ cache: false }).get('k')
  // @ts-expect-error there is no such mode
  void new RedisCluster({ nodes: 'h:1', cache: { mode: 'bcast' } })
}

export async function readsAreTyped(): Promise<void> {
  const policy: ReadPolicy = { choose: ({ primary, replicas }, slot) => replicas[slot % 2] ?? primary }
  const zoned = rc.with({ readFrom: sameZone('eu-1a'), maxStalenessMs: 500 })
  isTrue<Same<Awaited<ReturnType<typeof zoned.get>>, string | null>>()
  const session = rc.with({ readFrom: policy }).session().with({ readFrom: 'nearest' })
  isTrue<Same<Awaited<ReturnType<typeof session.get>>, string | null>>()
  const bytes = rc.bytes().session()
  isTrue<Same<Awaited<ReturnType<typeof bytes.get>>, Buffer | null>>()
  // @ts-expect-error there is no such place
  rc.with({ readFrom: 'nowhere' })
  // @ts-expect-error a policy chooses a node
  rc.with({ readFrom: { choose: () => 'a:1' } })
  // @ts-expect-error a node's view has no sessions: it reads from that node
  rc.node('a:1').session()
  await session.get('k')
}

export async function aTransactionToo(): Promise<void> {
  const [set, n] = await rc.multi().set('{t}a', 1).incr('{t}a').execute()
  set satisfies string | null
  n satisfies number
  const watched = await rc.watch('k', async tx =>
    tx
      .multi()
      .incrby('k', Number(await tx.get('k')))
      .get('k'),
  )
  isTrue<Same<typeof watched, [number, string | null]>>()
  const plain = await rc.watch('k', tx => tx.strlen('k'))
  isTrue<Same<typeof plain, number>>()
}

export async function viewsKeepTheirKind(): Promise<void> {
  isTrue<Same<Awaited<ReturnType<typeof rc.get>>, string | null>>()
  const view = rc.with({ timeoutMs: 5 }).withReplication({ replicas: 1 })
  isTrue<Same<Awaited<ReturnType<typeof view.get>>, string | null>>()
  const bytes = rc.bytes().with({ timeoutMs: 5 })
  isTrue<Same<Awaited<ReturnType<typeof bytes.get>>, Buffer | null>>()
  const [node] = rc.nodes('primary')
  const size = await node?.dbsize()
  size satisfies number | undefined
  const byNode = await rc.runOn('replica', info())
  Object.values(byNode).map(one => one.server)
  const most = await rc.runOn('primary', get('k'), all => Object.keys(all).length)
  isTrue<Same<typeof most, number>>()
}

export async function scansAndScriptsAreTyped(): Promise<void> {
  for await (const key of rc.scan({ match: 'a*' })) key satisfies string
  for await (const keys of rc.scan().batches()) keys satisfies string[]
  for await (const { member, score } of rc.zscan('z')) isTrue<Same<[typeof member, typeof score], [string, number]>>()
  for await (const key of rc.bytes().scan()) isTrue<Same<typeof key, Buffer>>()
  const script = rc.script('return 1', { keys: 1, read: Number })
  isTrue<Same<Awaited<ReturnType<typeof script>>, number>>()
}

export async function batchesAreTyped(): Promise<void> {
  const commands = [get('a'), incr('b')]
  for await (const value of rc.batch(commands)) isTrue<Same<typeof value, string | number | null>>()
  for await (const value of rc.batch([get('a')], { raiseOnError: false })) {
    isTrue<Same<typeof value, string | null | RedisClusterError>>()
  }
  for await (const value of rc.bytes().batch([get('a')])) isTrue<Same<typeof value, Buffer | null>>()
  const { failed } = await rc
    .batch(commands, { inFlight: 10, onProgress: ({ done }) => void (done satisfies number) })
    .run()
  failed satisfies number
  // @ts-expect-error a source of something else
  rc.batch(['GET a'])
  // @ts-expect-error an option that there is not
  rc.batch(commands, { size: 10 })
}

export async function consumersOfStreamsAreTyped(): Promise<void> {
  for await (const { stream, id, message } of rc.xconsumer({ streams: ['a', 'b'] })) {
    isTrue<Same<[typeof stream, typeof id, typeof message], [string, string, Record<string, string>]>>()
  }
  for await (const { message, ack } of rc.bytes().xconsumer({ streams: { a: '0' }, group: 'g', consumer: 'c' })) {
    isTrue<Same<typeof message, Record<string, Buffer>>>()
    isTrue<Same<ReturnType<typeof ack>, Promise<boolean>>>()
  }
  const consumer = rc.xconsumer({ streams: 'a' })
  rc.xconsumer({ streams: consumer.position })
  // @ts-expect-error a group needs the name of the consumer
  rc.xconsumer({ streams: 'a', group: 'g' })
  // @ts-expect-error only a group has something to acknowledge
  rc.xconsumer({ streams: 'a', ack: 'auto' })
}

export async function subscriptionsAreTyped(): Promise<void> {
  for await (const item of await rc.subscribe(['a', 'b'], { overflow: 'block' })) {
    if ('gap' in item) item.gap.from satisfies number
    else isTrue<Same<[typeof item.channel, typeof item.message], [string, string]>>()
  }
  const bytes = await rc.bytes().ssubscribe('a')
  bytes.on('message', ({ message }) => isTrue<Same<typeof message, Buffer>>())
  const next = await bytes.getMessage(10)
  if (next !== null && !('gap' in next)) isTrue<Same<typeof next.channel, Buffer>>()
  for await (const item of await rc.keyspace({ events: ['expired'] })) {
    if (!('gap' in item)) isTrue<Same<[typeof item.event, typeof item.key], [string, string]>>()
  }
  // @ts-expect-error a policy that there is not
  void rc.subscribe('a', { overflow: 'drop' })
  // @ts-expect-error an event that there is not
  bytes.on('mesage', () => {})
}

export function whatDoesNotExistDoesNotCompile(): void {
  // @ts-expect-error an option that is misspelt
  void rc.set('k', 'v', { xe: 5 })
  // @ts-expect-error a value that is no value
  void rc.set('k', { a: 1 })
  // @ts-expect-error a list where one key belongs
  void rc.get(['a', 'b'])
  // @ts-expect-error a command that there is not
  void rc.gett('k')
  // @ts-expect-error an option of the client that there is not
  new RedisCluster({ nodes: 'a:1', timeoutMS: 5 })
  // @ts-expect-error a view's option that there is not
  rc.with({ timeout: 5 })
  // @ts-expect-error an option of a scan that there is not
  rc.scan({ pattern: 'a*' })
  // @ts-expect-error pages of one key are for pipelines
  void rc.hscan('h', 0)
}

/** Many different chains side by side cost the compiler no more than each alone. */
export const chains = [
  rc.pipeline().get('a').get('b'),
  rc.pipeline().incr('a').get('b'),
  rc.pipeline().hgetall('a').get('b'),
  rc.pipeline().smembers('a').get('b'),
  rc.pipeline().llen('a').get('b'),
  rc.pipeline().type('a').get('b'),
  rc.pipeline().zcard('a').hkeys('b'),
  rc.pipeline().ttl('a').hvals('b'),
  rc.pipeline().xlen('a').hlen('b'),
  rc.pipeline().strlen('a').lpop('b'),
]
