import type { ChannelKind, FaultClient } from '../client.js'
import { Channel } from './channel.js'
import { type Load, repeat, rest, type Work } from './load.js'

/** What is on its way when the publishers end is heard by then. */
const LAST_MS = 700
const KINDS = ['sharded', 'classic'] as const

/** What each client listens to, by name. */
const listening = new WeakMap<FaultClient, ReadonlyMap<string, Channel>>()

/** W7: numbers in order, on a classic and a sharded channel for each key. A miss that no gap tells of is wrong. */
export const channels: Load = {
  name: 'W7',
  title: 'pub/sub and sharded pub/sub, numbered',
  // Before the fault: the connections that it takes are no cost of that.
  async prepare({ client, keys }) {
    if (client.listen === undefined) throw new Error('its adapter has no subscriptions')
    const heard = new Map<string, Channel>()
    listening.set(client, heard)
    for (const kind of KINDS) {
      for (const key of keys) {
        const name = nameOf(kind, key)
        const channel = new Channel(kind, name)
        heard.set(name, channel)
        await client.listen(kind, name, channel)
      }
    }
  },
  async caller(work, key) {
    await Promise.all(KINDS.map(kind => converse(work, kind, key)))
  },
}

const nameOf = (kind: ChannelKind, key: string): string => `${kind}:{${key}}`

async function converse(work: Work, kind: ChannelKind, key: string): Promise<void> {
  const { client, journal } = work
  const name = nameOf(kind, key)
  const channel = listening.get(client)?.get(name)
  if (channel === undefined) throw new Error('Nobody listens.')
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
