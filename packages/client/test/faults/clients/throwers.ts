import { command, GET } from '@rc/commands'
import type { RedisCluster } from '../../../src/redis-cluster.js'

const fail = (): never => {
  throw new Error("from a function of the user's")
}

/** Listeners that throw, of everything that a client tells and of messages. Only those of errors keep quiet. */
export async function beThrownAt(rc: RedisCluster): Promise<void> {
  for (const event of ['ready', 'topology', 'redirect', 'close'] as const) rc.on(event, fail)
  rc.on('error', () => {})
  const heard = await rc.subscribe('throwers')
  heard.on('message', fail)
  heard.on('gap', fail)
}

/** A GET between one whose reader throws and a message whose listener does; the one in the middle must not notice. */
export async function getAmongThrowers(rc: RedisCluster, key: string): Promise<string | null> {
  const before = rc.run(command(GET, [key], fail)).then(
    () => Promise.reject(new Error('A reader threw, and its command did not fail.')),
    () => {},
  )
  const value = rc.get(key)
  const after = rc.publish('throwers', key).catch(() => {})
  await Promise.all([before, after])
  return value
}
