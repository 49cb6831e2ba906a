import connectRedis from 'connect-redis'
import session from 'express-session'
import { RedisPubSub } from 'graphql-redis-subscriptions'
import { describe, expect, it } from 'vitest'
import { CLIENTS, givenServers, until } from './clients.js'

const given = givenServers()

describe.each(CLIENTS)('connect-redis on %s', kind => {
  const storeOf = () => new (connectRedis(session))({ client: given.client(kind), prefix: `${kind}:` })
  const data = (user: string) => ({ cookie: { maxAge: 60_000 }, user })
  const done = <T>(run: (callback: (error: unknown, value?: T) => void) => void): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      run((error, value) => (error ? reject(error as Error) : resolve(value)))
    })

  it('keeps sessions: what was set is got, touched and destroyed', async () => {
    const store = storeOf()
    await done(callback => store.set('one', data('alice'), callback))
    expect(await done<unknown>(callback => store.get('one', callback))).toMatchObject({ user: 'alice' })
    await done(callback => store.touch('one', data('alice'), callback))
    await done(callback => store.destroy('one', callback))
    expect(await done<unknown>(callback => store.get('one', callback))).toBeUndefined()
  })

  // It scans, which ioredis sends to any one node, and reads and deletes over several slots, which ioredis refuses.
  it.skipIf(kind === 'ioredis')('lists, counts and clears those of all nodes', async () => {
    const store = storeOf()
    const names = Array.from({ length: 30 }, (_, i) => `s${i}`)
    await Promise.all(names.map(name => done(callback => store.set(name, data(name), callback))))
    expect((await done<string[]>(callback => store.ids(callback)))?.toSorted()).toEqual(names.toSorted())
    expect(await done<number>(callback => store.length(callback))).toBe(30)
    expect(await done<unknown[]>(callback => store.all(callback))).toHaveLength(30)
    await done(callback => store.clear(callback))
    expect(await done<number>(callback => store.length(callback))).toBe(0)
  })
})

describe.each(CLIENTS)('graphql-redis-subscriptions on %s', kind => {
  // Its types are those of another ioredis than ours.
  const pubsubOf = () =>
    new RedisPubSub({ publisher: given.client(kind) as never, subscriber: given.client(kind) as never })

  it('hears what was published, by name and by pattern, until it has enough', async () => {
    const pubsub = pubsubOf()
    const heard: unknown[] = []
    const first = await pubsub.subscribe(`${kind}.news`, payload => heard.push(['name', payload]))
    await pubsub.subscribe(`${kind}.n*`, payload => heard.push(['pattern', payload]), { pattern: true })
    await pubsub.publish(`${kind}.news`, { n: 1 })
    await until(() => heard.length === 2)
    expect(heard).toEqual(
      expect.arrayContaining([
        ['name', { n: 1 }],
        ['pattern', { n: 1 }],
      ]),
    )
    pubsub.unsubscribe(first)
    await pubsub.publish(`${kind}.news`, { n: 2 })
    await until(() => heard.length === 3)
    expect(heard.at(-1)).toEqual(['pattern', { n: 2 }])
    await pubsub.close()
  })

  it('gives what comes to an async iterator', async () => {
    const pubsub = pubsubOf()
    const iterator = pubsub.asyncIterableIterator<{ n: number }>(`${kind}.loop`)
    const next = iterator.next()
    const others = [1, 2].map(() => iterator.next())
    await until(() => pubsub.getSubscriber().status === 'ready')
    let heard = false
    next.then(
      () => {
        heard = true
      },
      () => {},
    )
    // The iterator subscribes by itself and says nothing of when it has.
    while (!heard) {
      await pubsub.publish(`${kind}.loop`, { n: 1 })
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    expect((await next).value).toEqual({ n: 1 })
    await iterator.return?.()
    await Promise.all(others)
    await pubsub.close()
  })
})
