import { dbsize } from '@rc/commands'
import { planMoves } from './plan-moves.js'
import { ShardedRedis } from './sharded-redis.js'

// Compiled, never run: a line that should not compile says so, and tsc complains where it does.

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const isTrue = <T extends true>(): T => true as T

declare const r: ShardedRedis

export async function commandsAreTyped(): Promise<void> {
  isTrue<Same<Awaited<ReturnType<typeof r.get>>, string | null>>()
  const results = await r.pipeline().get('a').incr('b').ping().execute()
  isTrue<Same<typeof results, [string | null, number, string]>>()
  const [set] = await r.multi().set('a{t}', 1).execute()
  set satisfies string | null
  const bytes = await r.bytes().get('a')
  isTrue<Same<typeof bytes, Buffer | null>>()
  for await (const key of r.scan()) key satisfies string
  for await (const { member, score } of r.zscan('z')) isTrue<Same<[typeof member, typeof score], [string, number]>>()
  for await (const key of r.bytes().scan()) isTrue<Same<typeof key, Buffer>>()
  isTrue<Same<Awaited<ReturnType<ReturnType<typeof r.script<number>>>>, number>>()
  const watched = await r.watch('k', tx => tx.multi().get('k').incr('k'))
  isTrue<Same<typeof watched, [string | null, number]>>()
  const certain = await r.withReplication({ replicas: 1 }).bytes().get('a')
  isTrue<Same<typeof certain, Buffer | null>>()
  for await (const item of await r.subscribe('news')) {
    if (!('gap' in item)) isTrue<Same<typeof item.message, string>>()
  }
  const logs = await r.bytes().psubscribe('log:*')
  logs.on('message', ({ message }) => isTrue<Same<typeof message, Buffer>>())
}

export async function whatAllAnswerIsByAlias(): Promise<void> {
  const pongs = await r.ping()
  isTrue<Same<(typeof pongs)[string], string>>()
  const infos = await r.info()
  void infos['node_1']?.server
  const settings = await r.with({ timeoutMs: 5 }).configGet('hz')
  settings['node_1']?.hz satisfies string | undefined
  // One node answers for itself.
  const one = await r.node('node_1').info('server')
  void one.server
  isTrue<Same<Awaited<ReturnType<ReturnType<typeof r.node>['ping']>>, string>>()
  const sum = await r.runOn('primary', dbsize(), sizes => Object.keys(sizes).length)
  isTrue<Same<typeof sum, number>>()
}

export function whatDoesNotExistDoesNotCompile(): void {
  // @ts-expect-error a node without a host
  new ShardedRedis({ nodes: { node_1: { port: 1 } } })
  // @ts-expect-error an option that there is not
  new ShardedRedis({ nodes: { node_1: 'h' }, mastersonly: true })
  // @ts-expect-error a placement that there is not
  new ShardedRedis({ nodes: { node_1: 'h' }, placement: 'ketama' })
  // @ts-expect-error keys of one node are watched by whoever speaks to all
  void r.node('node_1').watch
  // @ts-expect-error an option of a cluster's views
  r.with({ node: 'node_1' })
  // @ts-expect-error pages of one key are for pipelines
  void r.hscan('h', 0)
  // @ts-expect-error a scheme is more than its nodes
  planMoves([], { from: ['a'], to: ['b'] })
}
