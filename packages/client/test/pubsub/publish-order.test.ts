import { expect, it } from 'vitest'
import { useCluster } from '../cluster/setup.js'

const given = useCluster({ primaries: 3, replicas: 1 })

it('messages of one client to one channel arrive in the order in which they were published', async () => {
  const rc = given.client()
  await rc.connect()
  // Two nodes would pass messages on without looking at each other's.
  expect(rc.explain(['PUBLISH', 'a', ''])).toMatchObject({ way: 'slot', nodes: [rc.nodeFor('a')?.name] })
  const channels = ['a', 'b', 'c', 'd']
  const subscription = await rc.subscribe(channels, { bufferSize: 100_000 })
  const sent: Promise<unknown>[] = []
  for (let i = 0; i < 5000; i++) for (const channel of channels) sent.push(rc.publish(channel, String(i)))
  await Promise.all(sent)
  const heard = new Map<string, string[]>(channels.map(channel => [channel, []]))
  for (let i = 0; i < sent.length; i++) {
    const item = await subscription.getMessage(5000)
    if (item === null || 'gap' in item || !('message' in item))
      throw new Error(`Not a message: ${JSON.stringify(item)}`)
    heard.get(item.channel)?.push(item.message)
  }
  for (const messages of heard.values()) expect(messages).toEqual(Array.from({ length: 5000 }, (_, i) => String(i)))
  await subscription.unsubscribe()
})
