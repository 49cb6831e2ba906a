import { builders, type Command } from '@rc/commands'
import { Cluster as IoredisCluster, type Redis } from 'ioredis'
import { isDeepStrictEqual } from 'node:util'
import { RedisCluster } from '../../src/redis-cluster.js'
import { type Outcome, outcomeOf } from './normalise.js'
import { oursOf, type Place, wordsOf } from './own-name.js'
import type { Call } from './row.js'

/** A client that runs calls, each on keys of its own. */
export interface Runner {
  readonly name: string
  readonly letter: string
  run(call: Call, place: Place): Promise<Outcome>
  close(): void
}

/** Our client. */
export function ours(nodes: readonly string[], protocol: 2 | 3): Runner & { readonly rc: RedisCluster } {
  const rc = new RedisCluster({ nodes, protocol })
  const methods = rc as unknown as Record<string, Method>
  return {
    rc,
    name: `RESP${protocol}`,
    letter: protocol === 3 ? 'p' : 'q',
    run: ({ row, args, asValue }, place) => {
      const given = oursOf(args, place) as unknown[]
      return outcomeOf(() => (asValue ? rc.run(built(row.method, given)) : called(methods, row.method, given)))
    },
    close: () => rc.destroy(),
  }
}

type Method = (...args: unknown[]) => Promise<unknown>

const called = (methods: Record<string, Method>, name: string, args: unknown[]) => {
  const method = methods[name]
  if (method === undefined) throw new TypeError(`Our client has no method ${name}.`)
  return method.call(methods, ...args)
}

const built = (name: string, args: unknown[]): Command<unknown> =>
  (builders as unknown as Record<string, (...args: unknown[]) => Command<unknown>>)[name]?.(...args) as Command<unknown>

/** ioredis, whose flat replies are made into our shapes. */
export function ioredis(nodes: readonly string[]): Runner & { readonly cluster: IoredisCluster } {
  const cluster = new IoredisCluster(
    nodes.map(node => {
      const [host = '', port] = node.split(':')
      return { host, port: Number(port) }
    }),
    { redisOptions: { protocol: 2, commandTimeout: 8000 }, scaleReads: 'master' },
  )
  return {
    cluster,
    name: 'ioredis',
    letter: 'i',
    run: ({ row, args, shape, everywhere, bytes }, place) => {
      const [first = '', ...rest] = [...row.name.split(' '), ...wordsOf(args, place)]
      const send = async (to: IoredisCluster | Redis) =>
        shape(
          await (bytes
            ? to.callBuffer(String(first), ...(rest as string[]))
            : to.call(String(first), ...(rest as string[]))),
        )
      return outcomeOf(() => (everywhere === undefined ? send(cluster) : MERGES[everywhere](cluster, send)))
    },
    close: () => cluster.disconnect(),
  }
}

type Send = (to: Redis) => Promise<unknown>
type Merge = (cluster: IoredisCluster, send: Send) => Promise<unknown>

/** ioredis sends to one node; what our client makes of all of them is made here. */
const onAll: (cluster: IoredisCluster, send: Send) => Promise<[string, unknown][]> = (cluster, send) =>
  Promise.all(
    cluster
      .nodes('master')
      .map(async node => [`${node.options.host}:${node.options.port}`, await send(node)] as [string, unknown]),
  )
const replies: (cluster: IoredisCluster, send: Send) => Promise<unknown[]> = async (cluster, send) =>
  (await onAll(cluster, send)).map(([, reply]) => reply)

const MERGES = {
  byNode: async (cluster, send) => Object.fromEntries(await onAll(cluster, send)),
  sum: async (cluster, send) => (await replies(cluster, send)).reduce((sum: number, reply) => sum + Number(reply), 0),
  union: async (cluster, send) => [...new Set((await replies(cluster, send)).flat())],
  and: async (cluster, send) => {
    const [first = [], ...others] = (await replies(cluster, send)) as number[][]
    return first.map((flag, i) => (flag === 1 && others.every(other => other[i] === 1) ? 1 : 0))
  },
  first: async (cluster, send) => {
    const [first, ...others] = await replies(cluster, send)
    if (others.every(other => isDeepStrictEqual(other, first))) return first
    throw new TypeError('The nodes do not agree: this row needs another merge.')
  },
} as const satisfies Record<NonNullable<Call['everywhere']>, Merge>
