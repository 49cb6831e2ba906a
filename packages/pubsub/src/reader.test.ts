import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../test/servers.js'
import { Inbox } from './inbox.js'
import type { Overflow } from './options.js'
import { Reader } from './reader.js'

const SIZE = 4

/** An inbox for four items, and what it has told its stream. */
function inboxOf(overflow: Overflow) {
  const time = new ManualClock()
  const told: string[] = []
  const inbox = new Inbox<string>(
    {
      clock: time,
      pause: () => told.push('pause'),
      resume: () => told.push('resume'),
      full: error => told.push(error.code),
    },
    { bufferSize: SIZE, overflow, ignoreSubscribeMessages: true },
  )
  const reader = new Reader<string>(inbox, {
    clock: time,
    inPlaceOf: ({ count }) => `dropped ${count}`,
    left: async () => void told.push('left'),
  })
  const put = (...items: string[]) => items.forEach(inbox.put)
  return { time, told, inbox, reader, put }
}

describe('what waits to be read', () => {
  it('blocks reading where it is full, and lets it go on once half of it was read', () => {
    const { told, reader, put } = inboxOf('block')
    put('1', '2', '3')
    expect(told).toEqual([])
    put('4', '5')
    expect(told).toEqual(['pause', 'pause'])
    for (const item of ['1', '2']) expect(reader.take()).toBe(item)
    expect(told.slice(2)).toEqual([])
    expect(reader.take()).toBe('3')
    expect(told.slice(2)).toEqual(['resume'])
  })

  it('lets reading go on where all of it is taken at once', async () => {
    const { told, reader, put } = inboxOf('block')
    put('1', '2', '3', '4')
    expect(await reader.batches().next()).toEqual({ done: false, value: ['1', '2', '3', '4'] })
    expect(told).toEqual(['pause', 'resume'])
  })

  it('ends its stream with one item more than there is room for', () => {
    const { told, put } = inboxOf('throw')
    put('1', '2', '3', '4')
    expect(told).toEqual([])
    put('5')
    expect(told).toEqual(['QUEUE_FULL'])
  })

  it('loses the oldest where there is no room, and says so in their place', () => {
    const { told, inbox, reader, put } = inboxOf('drop-oldest')
    put('1', '2', '3', '4')
    expect(inbox.size).toBe(SIZE)
    put('5', '6')
    expect(['dropped 2', '3', '4', '5', '6', undefined]).toEqual(Array.from({ length: 6 }, () => reader.take()))
    expect(told).toEqual([])
  })
})

describe('a reader', () => {
  let setup: ReturnType<typeof inboxOf>
  beforeEach(() => {
    setup = inboxOf('drop-oldest')
  })

  it('has a batch of one item, too', async () => {
    const { reader, put } = setup
    const batches = reader.batches()
    put('1')
    expect(await batches.next()).toEqual({ done: false, value: ['1'] })
    const waiting = batches.next()
    put('2', '3')
    expect(await waiting).toEqual({ done: false, value: ['2', '3'] })
  })

  it('that has waited in vain gets nothing that comes later', async () => {
    const { reader, put, time } = setup
    const waiting = reader.within(10)
    await time.pass(10)
    expect(await waiting).toBeNull()
    put('1')
    expect(await reader.within(0)).toBe('1')
  })

  it('is told once why nothing comes any more, behind what came before', async () => {
    const { reader, put } = setup
    put('1')
    reader.end(new Error('It ended.'))
    expect(await reader.within(0)).toBe('1')
    await expect(reader.within(0)).rejects.toThrow('It ended.')
    expect(await reader.within(0)).toBeNull()
  })

  it('is told of an error alone where several wait', async () => {
    const { reader } = setup
    const waiting = Array.from({ length: 3 }, () => reader.within(Number.POSITIVE_INFINITY))
    reader.end(new Error('It ended.'))
    const [first, ...others] = await Promise.allSettled(waiting)
    expect(first).toMatchObject({ status: 'rejected' })
    for (const other of others) expect(other).toEqual({ status: 'fulfilled', value: null })
    expect(await reader.within(0)).toBeNull()
  })

  it('that leaves its loop leaves nothing behind, and tells of that', async () => {
    const { reader, put, told, inbox } = setup
    put('1', '2', '3', '4', '5')
    for await (const items of reader.batches()) {
      expect(items).toEqual(['dropped 1', '2', '3', '4', '5'])
      put('6', '7', '8', '9', '10')
      break
    }
    expect(told).toEqual(['left'])
    expect(inbox.size).toBe(0)
    expect(inbox.takeDropped()).toBeUndefined()
  })
})
