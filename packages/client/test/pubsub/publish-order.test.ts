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

it('a message goes by another node where that of its channel is gone', async () => {
  const rc = given.client()
  await rc.connect()
  const owner = rc.nodeFor('channel')
  if (owner === undefined) throw new Error('The slot has no owner.')
  await given.cluster.kill(owner.name)
  // What the client had not heard of may still go out, and then nobody knows; soon it has.
  await rc.publish('channel', '').catch(() => undefined)
  expect(await rc.with({ timeoutMs: 1000 }).publish('channel', 'message')).toBe(0)
  await given.cluster.restart(owner.name)
})
