import { Redlock } from '@sesamecare-oss/redlock'
import { FlowProducer, Queue, QueueEvents, Worker } from 'bullmq'
import type { ChainableCommander, Cluster as IoredisCluster, Redis } from 'ioredis'
import { RateLimiterRedis } from 'rate-limiter-flexible'
import { Mutex } from 'redis-semaphore'
import type { Cluster } from '../src/cluster.js'

// Compiled, never run: a line that should not compile says so, and tsc complains where it does.

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const isTrue = <T extends true>(): T => true as T

declare const cluster: Cluster

export function librariesTakeIt(): unknown[] {
  const connection = cluster.asIoredis()
  const demanded: IoredisCluster = connection
  const either: Redis | IoredisCluster = connection
  return [
    demanded,
    either,
    new Queue('q', { connection }),
    new Worker('q', async () => {}, { connection }),
    new QueueEvents('q', { connection }),
    new FlowProducer({ connection }),
    new Redlock([connection]),
    new RateLimiterRedis({ storeClient: connection, points: 1, duration: 1 }),
    // Some demand any client, or no more than they use.
    new RateLimiterRedis({ storeClient: cluster, points: 1, duration: 1 }),
    new Mutex(connection, 'm'),
    // @ts-expect-error Fields of a class that are private are a part of its type, which is what asIoredis() is for.
    new Redlock([cluster]),
  ]
}

export async function callsHaveTypesOfIoredis(): Promise<void> {
  const value = await cluster.get('k')
  isTrue<Same<typeof value, string | null>>()
  const bytes = await cluster.getBuffer('k')
  isTrue<Same<typeof bytes, Buffer | null>>()
  const chain: ChainableCommander = cluster.pipeline().set('a', 1).get('a')
  const replies = await chain.exec()
  isTrue<Same<typeof replies, [error: Error | null, result: unknown][] | null>>()
  const [node] = cluster.nodes('master')
  const size = await node?.dbsize()
  isTrue<Same<typeof size, number | undefined>>()
  // @ts-expect-error There is no such command.
  cluster.gett('k')
}
