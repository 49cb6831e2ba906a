import { keySlot } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { batches } from './batches.js'
import { lacking } from './notifications.js'
import { isBinary, nameOfBytes, readable, topicOf } from './topic.js'

describe('names of topics', () => {
  it('are the same for text and for its bytes', () => {
    for (const text of ['news', 'zürich', '🎈', '']) {
      expect(topicOf('channel', Buffer.from(text)).name).toBe(topicOf('channel', text).name)
      expect(nameOfBytes(Buffer.from(text))).toBe(text)
    }
    expect(topicOf('channel', 42).name).toBe('42')
    expect(topicOf('channel', 10n).wire).toBe('10')
  })

  it('tell bytes that are no text from each other and from text', () => {
    const one = topicOf('channel', Buffer.from([0xff]))
    const other = topicOf('channel', Buffer.from([0xfe]))
    expect(one.name).not.toBe(other.name)
    expect(isBinary(one)).toBe(true)
    expect(isBinary(topicOf('channel', '\udc00ÿ'))).toBe(false)
    expect(readable(one.name)).toBe('\ufffd')
  })

  it('do not change with the bytes that the user gave', () => {
    const bytes = Buffer.from('abc')
    const topic = topicOf('channel', bytes)
    bytes.fill(0)
    expect(Buffer.from(topic.wire).toString()).toBe('abc')
  })

  it('are no lists, and nothing else that is no name', () => {
    for (const bad of [null, undefined, {}, ['a'], Number.NaN, true]) {
      expect(() => topicOf('channel', bad as never)).toThrow(TypeError)
    }
  })
})

describe('commands', () => {
  it('have topics of one kind, sharded ones of one slot, and not too many', () => {
    const wishes = [
      ...Array.from({ length: 2500 }, (_, i) => ({ topic: topicOf('channel', `c${i}`) })),
      ...Array.from({ length: 500 }, (_, i) => ({ topic: topicOf('shard', `s${i % 250}:{${i % 7}}`) })),
      { topic: topicOf('pattern', 'p*') },
    ]
    const all = [...batches(wishes)]
    expect(all.flatMap(batch => batch.wishes)).toHaveLength(wishes.length)
    expect(new Set(all.flatMap(batch => batch.wishes))).toEqual(new Set(wishes))
    for (const batch of all) {
      expect(batch.wishes.length).toBeLessThanOrEqual(1000)
      expect(new Set(batch.wishes.map(({ topic }) => `${topic.kind} ${topic.slot}`)).size).toBe(1)
    }
    expect(all.filter(({ kind }) => kind === 'shard')).toHaveLength(
      new Set(Array.from({ length: 7 }, (_, i) => keySlot(`{${i}}`))).size,
    )
  })

  it('are not too long', () => {
    const wishes = Array.from({ length: 100 }, () => ({ topic: topicOf('channel', 'x'.repeat(10_000)) }))
    for (const { wishes: some } of batches(wishes)) expect(some.length).toBeLessThanOrEqual(7)
  })
})

describe('notify-keyspace-events', () => {
  it.each([
    ['', undefined, 'K'],
    ['EA', undefined, 'K'],
    ['K', undefined, 'A'],
    ['KA', undefined, undefined],
    ['K$', ['set'], undefined],
    ['K$', ['expired'], 'x'],
    ['AKE', ['expired', 'evicted'], undefined],
    ['AKE', ['keymiss'], 'm'],
    ['AKn', ['new'], undefined],
  ] as const)('%j for %j lacks %j', (flags, events, letter) => {
    expect(lacking(flags, events === undefined ? undefined : new Set(events))).toBe(letter)
  })
})
