import { Redlock } from '@sesamecare-oss/redlock'
import Bottleneck from 'bottleneck'
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { Mutex, Semaphore } from 'redis-semaphore'
import { afterEach, describe, expect, it } from 'vitest'
import { CLIENTS, givenServers } from './clients.js'

const given = givenServers()

describe.each(CLIENTS)('rate-limiter-flexible on %s', kind => {
  const limiterOf = (options: object = {}) =>
    new RateLimiterRedis({ storeClient: given.client(kind), keyPrefix: kind, points: 3, duration: 60, ...options })

  it('lets so many through and no more, each key by itself', async () => {
    const limiter = limiterOf()
    const left: number[] = []
    for (let i = 0; i < 3; i++) left.push((await limiter.consume('alice')).remainingPoints)
    expect(left).toEqual([2, 1, 0])
    await expect(limiter.consume('alice')).rejects.toBeInstanceOf(RateLimiterRes)
    expect((await limiter.consume('bob')).remainingPoints).toBe(2)
  })

  it('gives, sets, blocks, rewards and deletes, which are transactions', async () => {
    const limiter = limiterOf({ keyPrefix: `${kind}2` })
    expect(await limiter.get('carol')).toBeNull()
    await limiter.penalty('carol', 2)
    expect((await limiter.get('carol'))?.consumedPoints).toBe(2)
    await limiter.reward('carol', 1)
    expect((await limiter.get('carol'))?.consumedPoints).toBe(1)
    await limiter.set('carol', 9, 60)
    await expect(limiter.consume('carol')).rejects.toMatchObject({ remainingPoints: 0 })
    await limiter.block('dave', 60)
    await expect(limiter.consume('dave')).rejects.toMatchObject({ isFirstInDuration: false })
    expect(await limiter.delete('carol')).toBe(true)
    expect(await limiter.get('carol')).toBeNull()
  })

  it('counts without end where there is no duration, in a transaction', async () => {
    const limiter = limiterOf({ keyPrefix: `${kind}3`, duration: 0 })
    expect((await limiter.consume('erin', 2)).msBeforeNext).toBe(-1)
    expect((await limiter.get('erin'))?.consumedPoints).toBe(2)
  })

  it('asks whether its client is ready, where it shall not wait', async () => {
    const client = given.client(kind)
    const limiter = limiterOf({ storeClient: client, keyPrefix: `${kind}4`, rejectIfRedisNotReady: true })
    await expect(limiter.consume('k')).rejects.toThrow('not ready')
    await new Promise(resolve => client.once('ready', resolve))
    expect((await limiter.consume('k')).consumedPoints).toBe(1)
  })
})

describe.each(CLIENTS)('redlock on %s', kind => {
  const redlockOf = () => new Redlock([given.client(kind)], { retryCount: 0 })

  it('locks several resources of a slot, refuses a second lock, extends and releases', async () => {
    const redlock = redlockOf()
    const resources = [`{${kind}}a`, `{${kind}}b`]
    const lock = await redlock.acquire(resources, 10_000)
    await expect(redlock.acquire(resources, 10_000)).rejects.toThrow(/quorum/)
    const longer = await lock.extend(20_000)
    expect(longer.expiration).toBeGreaterThan(lock.expiration)
    await longer.release()
    await (await redlock.acquire(resources, 10_000)).release()
    await redlock.quit()
  })

  it('runs one after another what uses the same resource', async () => {
    const redlock = new Redlock([given.client(kind)], { retryCount: -1, retryDelay: 10, retryJitter: 5 })
    const inside: string[] = []
    const work = (name: string) =>
      redlock.using([`{${kind}}c`], 5000, async () => {
        inside.push(`${name} in`)
        await new Promise(resolve => setTimeout(resolve, 20))
        inside.push(`${name} out`)
      })
    await Promise.all(['a', 'b', 'c'].map(work))
    for (let i = 0; i < inside.length; i += 2) expect(inside[i + 1]).toBe(inside[i]?.replace('in', 'out'))
    expect(inside).toHaveLength(6)
  })
})

describe.each(CLIENTS)('redis-semaphore on %s', kind => {
  it('gives a mutex to one, and a semaphore to as many as it says, refreshed while held', async () => {
    const client = given.client(kind)
    const mutex = new Mutex(client, `${kind}:m`, { lockTimeout: 300, refreshInterval: 50 })
    await mutex.acquire()
    const other = new Mutex(client, `${kind}:m`, { acquireTimeout: 400, retryInterval: 10 })
    // Longer than the lock lasts by itself.
    await expect(other.acquire()).rejects.toThrow(/timeout/)
    await mutex.release()
    expect(await other.tryAcquire()).toBe(true)
    await other.release()
    const seats = [1, 2, 3].map(() => new Semaphore(client, `${kind}:s`, 2, { acquireTimeout: 100, retryInterval: 10 }))
    expect(await Promise.all(seats.map(seat => seat.tryAcquire()))).toEqual([true, true, false])
    await seats[0]?.release()
    expect(await seats[2]?.tryAcquire()).toBe(true)
    for (const seat of seats.slice(1)) await seat.release()
  })
})

describe.each(CLIENTS)('bottleneck on %s', kind => {
  const limiters: Bottleneck[] = []
  afterEach(async () => {
    await Promise.all(limiters.splice(0).map(limiter => limiter.disconnect(true)))
  })

  it('shares a limit among limiters, which tell each other by channels', async () => {
    const limiterOf = (): Bottleneck => {
      const connection = new Bottleneck.IORedisConnection({ client: given.client(kind) as never })
      const limiter = new Bottleneck({
        id: `{${kind}}`,
        datastore: 'ioredis',
        connection,
        maxConcurrent: 1,
        minTime: 5,
      })
      limiters.push(limiter)
      return limiter
    }
    const [one, other] = [limiterOf(), limiterOf()]
    let running = 0
    let most = 0
    const work = async (value: number): Promise<number> => {
      most = Math.max(most, ++running)
      await new Promise(resolve => setTimeout(resolve, 5))
      running--
      return value
    }
    const jobs = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? one : other).schedule(() => work(i)))
    expect(await Promise.all(jobs)).toEqual(Array.from({ length: 10 }, (_, i) => i))
    expect(most).toBe(1)
    expect(one.counts()).toMatchObject({ RUNNING: 0, EXECUTING: 0 })
  })
})
