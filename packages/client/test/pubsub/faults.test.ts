import type { Gap, Subscription } from '@rc/pubsub'
import { keySlot } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import type { RedisCluster } from '../../src/redis-cluster.js'
import { sleep, useCluster } from '../cluster/setup.js'
import { print } from './setup.js'

const world = useCluster({ primaries: 3, replicas: 1 })

/** A number that was published, when that was asked for, and when the server had done it. */
interface Sent {
  readonly at: number
  readonly done: number
}

/** Publishes numbers on channels, one at a time for each, and listens to them. */
class Watch {
  readonly sent = new Map<string, Map<number, Sent>>()
  readonly heard = new Map<string, number[]>()
  readonly heardAt = new Map<string, number[]>()
  readonly gaps: Gap[] = []
  #over = false
  readonly #publishers: Promise<void>[] = []

  constructor(subscription: Subscription, channels: readonly string[]) {
    for (const channel of channels) {
      this.sent.set(channel, new Map())
      this.heard.set(channel, [])
      this.heardAt.set(channel, [])
    }
    subscription.on('message', ({ channel, message }) => {
      this.heard.get(channel)?.push(Number(message))
      this.heardAt.get(channel)?.push(Date.now())
    })
    subscription.on('gap', gap => this.gaps.push(gap))
  }

  start(publish: (channel: string, message: number) => Promise<unknown>): void {
    for (const [channel, sent] of this.sent) {
      const run = async () => {
        for (let i = 0; !this.#over; i++) {
          const at = Date.now()
          try {
            await publish(channel, i)
            sent.set(i, { at, done: Date.now() })
          } catch {
            // Not known to be published: no miss.
          }
          await sleep(2)
        }
      }
      this.#publishers.push(run())
    }
  }

  async stop(): Promise<void> {
    this.#over = true
    await Promise.all(this.#publishers)
    await sleep(700)
  }

  /** Every miss lies within a gap of its channel, and nothing came twice. */
  check(what: string): void {
    const ordered = what.startsWith('sharded')
    let published = 0
    let misses = 0
    let dark = 0
    const unexplained: unknown[] = []
    for (const [channel, sent] of this.sent) {
      const heard = this.heard.get(channel) ?? []
      const seen = new Set(heard)
      const twice = heard.flatMap((i, k) => {
        const before = heard.indexOf(i)
        const times = this.heardAt.get(channel) ?? []
        return before === k ? [] : [{ channel, i, first: times[before], second: times[k], sent: sent.get(i) }]
      })
      expect(twice, 'duplicates').toEqual([])
      // Numbers of one publisher reach a shard in order. Classic ones are published at any node, each with its own way;
      // what was not acknowledged may have waited in a frozen server.
      if (ordered) {
        const acknowledged = heard.filter(i => sent.has(i))
        expect(acknowledged, `${channel}: order`).toEqual([...acknowledged].sort((a, b) => a - b))
      }
      const gaps = this.gaps.filter(({ channels }) => channels.includes(channel))
      let first: number | undefined
      for (const [i, { at, done }] of sent) {
        published++
        if (seen.has(i)) {
          if (first !== undefined) dark = Math.max(dark, at - first)
          first = undefined
          continue
        }
        misses++
        first ??= at
        if (!gaps.some(({ from, to }) => done >= from && at <= to)) unexplained.push({ channel, i, at, done, gaps })
      }
    }
    print(
      `${what}: ${published} published, ${misses} missed, ${this.gaps.length} gaps (longest ${Math.max(0, ...this.gaps.map(({ from, to }) => to - from))} ms), longest run of misses ${dark} ms`,
    )
    expect(unexplained).toEqual([])
    expect(published - misses, 'heard something').toBeGreaterThan(0)
  }
}

/** Channels, one at least for each primary. */
const CHANNELS = Array.from({ length: 12 }, (_, i) => `fault:${i}`)

async function watch(kind: 'classic' | 'sharded', subscriber: RedisCluster, sound?: string): Promise<Watch> {
  const publisher = world.client({ timeoutMs: 3000 })
  await publisher.connect()
  const subscription = kind === 'classic' ? await subscriber.subscribe(CHANNELS) : await subscriber.ssubscribe(CHANNELS)
  const watch = new Watch(subscription, CHANNELS)
  watch.start((channel, i) => {
    if (kind === 'sharded') return publisher.spublish(channel, i)
    // What a node has acknowledged, and dies before it passes it on, is lost for all, and nobody can know: such messages
    // are published where no fault is.
    const node = sound === undefined ? publisher : publisher.node(sound)
    return node.publish(channel, i)
  })
  await sleep(500)
  return watch
}

describe.each(['classic', 'sharded'] as const)('%s channels', kind => {
  it.each([3, 2] as const)('outlive CLIENT KILL every 200 ms under RESP%i', async protocol => {
    const subscriber = world.client({ protocol })
    const watching = await watch(kind, subscriber)
    for (let i = 0; i < 15; i++) {
      await Promise.all(
        world.cluster.nodes.map(node => world.cluster.command(node, 'CLIENT', 'KILL', 'TYPE', 'pubsub').catch(() => 0)),
      )
      await sleep(200)
    }
    await watching.stop()
    watching.check(`${kind}, CLIENT KILL every 200 ms, RESP${protocol}`)
    expect(watching.gaps.length).toBeGreaterThan(10)
  })

  it('outlive a graceful failover', async () => {
    const subscriber = world.client()
    const watching = await watch(kind, subscriber)
    for (let i = 0; i < 2; i++) {
      await world.cluster.refresh()
      await world.cluster.failover(world.cluster.primaries[i] as never)
      await sleep(300)
    }
    await watching.stop()
    watching.check(`${kind}, CLUSTER FAILOVER twice`)
    // Any node will do for classic channels, whatever its role.
    if (kind === 'classic') expect(watching.gaps).toEqual([])
    await world.cluster.waitUntilStable()
  })

  it('outlive the move of their slots', async () => {
    const subscriber = world.client()
    const watching = await watch(kind, subscriber)
    const slots = CHANNELS.map(channel => keySlot(channel))
    for (let i = 0; i < 2; i++) {
      for (const slot of slots) {
        const from = await world.cluster.ownerOf(slot)
        await world.cluster.refresh()
        const to = world.cluster.primaries.find(node => node.name !== from?.name)
        if (from === undefined || to === undefined) throw new Error('no owner')
        await world.cluster.migrate([slot], from, to)
      }
    }
    await watching.stop()
    watching.check(`${kind}, each slot moved twice`)
    if (kind === 'classic') expect(watching.gaps).toEqual([])
  })

  it('outlive the freeze of a primary', async () => {
    const subscriber = world.client()
    const watching = await watch(kind, subscriber)
    await world.cluster.refresh()
    const frozen = world.cluster.primaries[0]
    if (frozen === undefined) throw new Error('no primary')
    await world.cluster.pause(frozen)
    await sleep(6000)
    await world.cluster.resume(frozen)
    await sleep(1500)
    await watching.stop()
    watching.check(`${kind}, SIGSTOP for 6 s`)
    // A node may serve none of the classic channels.
    if (kind === 'sharded') expect(watching.gaps.length).toBeGreaterThan(0)
    await world.cluster.waitUntilStable()
  })

  it('outlive the death of a primary, and its return', async () => {
    const subscriber = world.client()
    await world.cluster.refresh()
    const [killed, sound] = world.cluster.primaries
    if (killed === undefined) throw new Error('no primary')
    const watching = await watch(kind, subscriber, sound?.name)
    await world.cluster.kill(killed)
    await sleep(5000)
    await world.cluster.restart(killed)
    await sleep(1500)
    await watching.stop()
    watching.check(`${kind}, kill -9, back after 5 s`)
    // A node may serve none of the classic channels.
    if (kind === 'sharded') expect(watching.gaps.length).toBeGreaterThan(0)
    await world.cluster.waitUntilStable()
  })

  it('outlive a crash with a quick return', async () => {
    const subscriber = world.client()
    await world.cluster.refresh()
    const [sound, killed] = world.cluster.primaries
    if (killed === undefined) throw new Error('no primary')
    const watching = await watch(kind, subscriber, sound?.name)
    await world.cluster.kill(killed)
    await world.cluster.restart(killed)
    await sleep(1500)
    await watching.stop()
    watching.check(`${kind}, kill -9, back at once`)
    await world.cluster.waitUntilStable()
  })
})

it('100 000 sharded channels are subscribed to again after a failover', async () => {
  const rc = world.client({ timeoutMs: 30_000 })
  const channels = Array.from({ length: 100_000 }, (_, i) => `again:${i}`)
  await using all = await rc.ssubscribe(channels)
  const told = new Set<string>()
  all.on('gap', gap => {
    for (const channel of gap.channels) told.add(channel)
  })
  const heard = new Set<string>()
  all.on('message', ({ channel }) => heard.add(channel))
  await world.cluster.refresh()
  const [first] = world.cluster.primaries
  if (first === undefined) throw new Error('no primary')
  const lost = channels.filter(channel => rc.nodeFor(channel)?.name === first.name)
  await world.cluster.kill(first)
  const [one] = lost
  if (one === undefined) throw new Error('no channel there')
  await expect.poll(() => rc.nodeFor(one)?.name, { timeout: 20_000, interval: 5 }).not.toBe(first.name)
  const began = Date.now()
  await expect.poll(() => told.size, { timeout: 30_000, interval: 5 }).toBe(lost.length)
  print(
    `${lost.length} of 100 000 sharded channels lost with a primary, served again ${Date.now() - began} ms after its successor was known`,
  )
  for (const channel of lost.slice(0, 50)) expect(await rc.spublish(channel, 'x')).toBe(1)
  await expect.poll(() => heard.size).toBe(50)
  await world.cluster.restart(first)
})
