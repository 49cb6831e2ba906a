import { type Clock, systemClock } from '@rc/pool'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Entry } from './entry.js'
import type { Host } from './host.js'
import type { Hub } from './hub.js'
import type { Form, Item, Message } from './messages.js'
import { Subscription } from './subscription.js'
import { topicOf } from './topic.js'

/** A subscription that is confirmed for an entry, without servers. */
function subscribed(entry: Entry, { asBytes = false, clock = systemClock as Clock, quiet = true } = {}) {
  const errors: Error[] = []
  const host = { clock, report: (error: Error) => errors.push(error) } as unknown as Host
  const hub = {
    remove: (left: Entry, member: Subscription<Form>, ended: () => void) => {
      left.dismiss(member)
      ended()
    },
  } as unknown as Hub
  const options = { bufferSize: 3, overflow: 'drop-oldest', ignoreSubscribeMessages: quiet } as const
  const subscription = new Subscription<Form>(
    { host, hub, options, asBytes, ended: () => {} },
    { kind: 'channel', pin: undefined, patience: { timeoutMs: 1000, signal: undefined } },
  )
  entry.admit(subscription)
  return { subscription, errors }
}

function entryOf(name: string): Entry {
  const entry = new Entry(topicOf('channel', name))
  entry.live = true
  return entry
}

afterEach(() => {
  vi.useRealTimers()
})

describe('Subscription', () => {
  it.each(['text', 'bytes', 'pattern'] as const)('has a message of its own (%s), whatever others do to theirs', as => {
    const entry = entryOf('news')
    const setup = { asBytes: as === 'bytes' }
    const all = [subscribed(entry, setup), subscribed(entry, setup), subscribed(entry, setup)]
    for (const { subscription } of all.slice(0, 2)) {
      subscription.on('message', message => {
        const own = message as { message: Form }
        if (typeof own.message !== 'string') own.message.fill(0)
        own.message = 'changed'
      })
    }
    if (as === 'text') entry.message('told')
    else if (as === 'pattern') entry.message('told', 'channel')
    else entry.hand({ channel: Buffer.from('news'), message: Buffer.from('told') })
    const [, , { subscription: buffered }] = all as [unknown, unknown, ReturnType<typeof subscribed>]
    const told = {
      text: { channel: 'news', message: 'told' },
      pattern: { channel: 'channel', message: 'told', pattern: 'news' },
      bytes: { channel: Buffer.from('news'), message: Buffer.from('told') },
    }[as]
    return expect(buffered.getMessage()).resolves.toEqual(told)
  })

  it('hands a message to who wants it now, while others come and go', () => {
    const entry = entryOf('news')
    const heard: string[] = []
    const { subscription: first } = subscribed(entry)
    first.on('message', ({ message }) => heard.push(`first ${message.toString()}`))
    entry.message('1')
    const { subscription: second } = subscribed(entry)
    second.on('message', ({ message }) => heard.push(`second ${message.toString()}`))
    entry.message('2')
    entry.dismiss(first)
    entry.message('3')
    expect(heard).toEqual(['first 1', 'first 2', 'second 2', 'second 3'])
  })

  it('hears no more once a listener of another has ended it, also while another message is being told', () => {
    const entry = entryOf('news')
    const inner = entryOf('inner')
    const heard: string[] = []
    const [first, second, last] = [subscribed(entry), subscribed(entry), subscribed(entry)] as const
    const within = subscribed(inner)
    within.subscription.on('message', ({ message }) => heard.push(`within ${message.toString()}`))
    first.subscription.on('message', ({ message }) => {
      heard.push(`first ${message.toString()}`)
      inner.message(message.toString())
      if (message === '2') void last.subscription.end()
    })
    second.subscription.on('message', ({ message }) => heard.push(`second ${message.toString()}`))
    last.subscription.on('message', ({ message }) => heard.push(`last ${message.toString()}`))
    for (const message of ['1', '2']) entry.message(message)
    expect(heard).toEqual(['first 1', 'within 1', 'second 1', 'last 1', 'first 2', 'within 2', 'second 2'])
  })

  it('tells of a gap before the next message, also where messages went straight to a listener before', () => {
    const entry = entryOf('news')
    const { subscription } = subscribed(entry)
    const heard: string[] = []
    subscription.on('message', ({ message }) => heard.push(message.toString()))
    subscription.on('gap', ({ reason }) => heard.push(reason))
    entry.message('1')
    entry.message('2')
    subscription.gap(entry, { from: 0, reason: 'connection-lost' })
    entry.message('3')
    expect(heard).toEqual(['1', '2', 'connection-lost', '3'])
  })

  it('follows its listeners from message to message', async () => {
    const entry = entryOf('news')
    const { subscription } = subscribed(entry)
    const heard: string[] = []
    const one = ({ message }: Message<Form>) => heard.push(`one ${message.toString()}`)
    const other = ({ message }: Message<Form>) => heard.push(`other ${message.toString()}`)
    const hand = (message: string) => entry.hand({ channel: 'news', message })
    subscription.on('message', one)
    hand('1')
    hand('2')
    subscription.on('message', other)
    hand('3')
    subscription.off('message', one)
    hand('4')
    subscription.off('message', other)
    hand('5')
    expect(heard).toEqual(['one 1', 'one 2', 'one 3', 'other 3', 'other 4'])
    expect(await subscription.getMessage()).toEqual({ channel: 'news', message: '5' })
    subscription.on('message', one)
    hand('6')
    await subscription.end()
    hand('7')
    expect(heard.slice(5)).toEqual(['one 6'])
  })

  it('keeps messages behind what waits in the buffer', async () => {
    const entry = entryOf('news')
    const { subscription } = subscribed(entry)
    const heard: string[] = []
    entry.message('1')
    subscription.on('message', ({ message }) => heard.push(message.toString()))
    entry.message('2')
    await Promise.resolve()
    entry.message('3')
    expect(heard).toEqual(['1', '2', '3'])
  })

  it('says when what was dropped came: the clock is read once for what comes at once, and again later', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    let now = 1000
    let reads = 0
    const clock: Clock = {
      ...systemClock,
      now: () => {
        reads++
        return now
      },
    }
    const entry = entryOf('news')
    const { subscription } = subscribed(entry, { clock })
    for (const message of ['1', '2', '3']) entry.hand({ channel: 'news', message })
    expect(reads).toBe(1)
    await Promise.resolve()
    now = 5000
    for (const message of ['4', '5', '6', '7']) entry.hand({ channel: 'news', message })
    const { gap } = (await subscription.getMessage()) as Extract<Item<Message<Form>>, { gap: unknown }>
    // The last that was dropped, `4`, came with the second run.
    expect(gap).toMatchObject({ reason: 'overflow', dropped: 4 })
    expect(gap.to - gap.from).toBe(4000 + 100)
  })

  it('is told of a message whatever the listeners of others do, until they end it', async () => {
    const entry = entryOf('news')
    const [thrower, rejecter, ender, ended, reader] = Array.from({ length: 5 }, () => subscribed(entry))
    const heard: string[] = []
    thrower?.subscription.on('message', ({ message }) => {
      throw new Error(`thrown ${message.toString()}`)
    })
    // oxlint-disable-next-line no-misused-promises -- That is what it is about.
    rejecter?.subscription.on('message', async ({ message }) =>
      Promise.reject(new Error(`rejected ${message.toString()}`)),
    )
    ender?.subscription.on('message', ({ message }) => {
      heard.push(`ender ${message.toString()}`)
      if (message === '3') void ended?.subscription.end()
    })
    ended?.subscription.on('message', ({ message }) => heard.push(`ended ${message.toString()}`))
    for (const message of ['1', '2', '3', '4']) entry.hand({ channel: 'news', message })
    await new Promise(resolve => setImmediate(resolve))
    expect(heard).toEqual(['ender 1', 'ended 1', 'ender 2', 'ended 2', 'ender 3', 'ender 4'])
    expect(thrower?.errors.map(({ message }) => message)).toEqual(['thrown 1', 'thrown 2', 'thrown 3', 'thrown 4'])
    expect(rejecter?.errors.map(({ message }) => message)).toEqual(['1', '2', '3', '4'].map(i => `rejected ${i}`))
    // Its buffer holds three.
    expect(await reader?.subscription.getMessage()).toMatchObject({ gap: { dropped: 1 } })
    expect(await reader?.subscription.getMessage()).toEqual({ channel: 'news', message: '2' })
  })

  it('can be read in batches of what has come, dropped or not, until it ends', async () => {
    const entry = entryOf('news')
    const { subscription } = subscribed(entry)
    const hand = (...messages: string[]) => {
      for (const message of messages) entry.hand({ channel: 'news', message })
    }
    const batches = subscription.batches()
    const text = async () => {
      const { value } = await batches.next()
      return value?.map(item => ('message' in item ? item.message : 'gap'))
    }
    hand('1', '2')
    expect(await text()).toEqual(['1', '2'])
    const next = text()
    await Promise.resolve()
    hand('3', '4')
    expect(await next).toEqual(['3', '4'])
    hand('5', '6', '7', '8')
    expect(await text()).toEqual(['gap', '6', '7', '8'])
    hand('9')
    expect(await batches.return?.()).toEqual({ done: true, value: undefined })
    expect(subscription.closed).toBe(true)
    expect(await batches.next()).toEqual({ done: true, value: undefined })
  })

  it('ends for all who wait', async () => {
    const { subscription } = subscribed(entryOf('news'))
    const reader = subscription[Symbol.asyncIterator]()
    const waiting = [reader.next(), subscription.getMessage(1000), reader.next()]
    await subscription.end()
    expect(await Promise.all(waiting)).toEqual([
      { done: true, value: undefined },
      null,
      { done: true, value: undefined },
    ])
  })
})
