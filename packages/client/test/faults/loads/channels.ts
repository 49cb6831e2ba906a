import type { ChannelKind } from '../client.js'
import { Channel } from './channel.js'
import { type Load, repeat, rest, type Work } from './load.js'

/** What is on its way when the publishers end is heard by then. */
const LAST_MS = 700

/** W7: numbers in order, on a classic and a sharded channel for each key. A miss that no gap tells of is wrong. */
export const channels: Load = {
  name: 'W7',
  title: 'pub/sub and sharded pub/sub, numbered',
  async caller(work, key) {
    await Promise.all([converse(work, 'sharded', key), converse(work, 'classic', key)])
  },
}

async function converse(work: Work, kind: ChannelKind, key: string): Promise<void> {
  const { client, journal } = work
  const name = `${kind}:{${key}}`
  const channel = new Channel(kind, name)
  if (client.listen === undefined) throw new Error('its adapter has no subscriptions')
  await client.listen(kind, name, channel)
  // Only a sharded channel is served by the shard of its key: recovery is measured by that.
  const subject = kind === 'sharded' ? key : name
  await repeat(work, () =>
    journal.run(subject, async ({ n }) => {
      await channel.publish(n, async () => client.publish?.(kind, name, String(n)))
      return undefined
    }),
  )
  await rest(LAST_MS)
  channel.conclude()
  journal.wrong.push(...channel.wrong)
}
