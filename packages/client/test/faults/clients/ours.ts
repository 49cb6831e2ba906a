import { readFileSync } from 'node:fs'
import { type Command, eval as evalScript } from '@rc/commands'
import type { Credentials } from '@rc/pool'
import { RedisCluster } from '../../../src/redis-cluster.js'
import { beThrownAt, getAmongThrowers } from './throwers.js'
import { type Append, type FaultClient, keysOf, SCRIPT, type Target } from '../client.js'

const oracle = ({ key, id }: Append): Command<number> =>
  evalScript(SCRIPT, { keys: keysOf(key), args: [id] }) as Command<number>

/** The client of this repository, with its defaults. */
export async function connect(target: Target): Promise<FaultClient> {
  const { seeds, credentialsFile, throwing, password, ...options } = target
  const rc = new RedisCluster({
    nodes: seeds.map(({ host, port }) => ({ host, port })),
    ...(credentialsFile === undefined
      ? password !== undefined && { password }
      : { credentials: () => JSON.parse(readFileSync(credentialsFile, 'utf8')) as Credentials }),
    ...options,
  })
  try {
    if (throwing) await beThrownAt(rc)
    await rc.connect()
  } catch (error) {
    rc.destroy()
    throw error
  }
  return {
    append: operation => rc.run(oracle(operation)),
    async appendMany(operations) {
      const pipeline = rc.pipeline()
      for (const operation of operations) pipeline.add(oracle(operation))
      return (await pipeline.execute({ raiseOnError: false })) as (number | Error)[]
    },
    incr: key => rc.incr(key) as Promise<number>,
    get: throwing ? key => getAmongThrowers(rc, key) : key => rc.get(key),
    set: (key, value) => rc.set(key, value),
    transfer: (from, to) =>
      rc.watch([from, to], async tx => {
        const [left, right] = [Number(await tx.get(from)), Number(await tx.get(to))]
        return tx
          .multi()
          .set(from, left - 1)
          .set(to, right + 1)
      }),
    pop: async (key, seconds) => (await rc.blpop(key, seconds))?.element ?? null,
    push: (key, value) => rc.rpush(key, value),
    async listen(kind, channel, ear) {
      const subscription = kind === 'sharded' ? await rc.ssubscribe(channel) : await rc.subscribe(channel)
      subscription.on('message', ({ message }) => ear.message(message))
      subscription.on('gap', ({ from, to }) => ear.gap(from, to))
    },
    publish: (kind, channel, message) =>
      kind === 'sharded' ? rc.spublish(channel, message) : rc.publish(channel, message),
    close: () => rc.close(),
  }
}
