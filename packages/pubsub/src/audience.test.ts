import { beforeEach, describe, expect, it } from 'vitest'
import { Audience, type Ear, type Hearer } from './audience.js'
import type { Form, Message } from './messages.js'

/** Who was told what, and which way. */
let log: string[]
beforeEach(() => {
  log = []
})

type Told = Hearer<string>

const hearer = (name: string, ear?: Ear): Told => ({
  ear,
  message: ({ message }, entry) => log.push(`${name} of ${entry}: ${message.toString()}`),
  threw: error => log.push(`${name} threw ${String(error)}`),
  watch: result => log.push(`${name} returned ${String(result)}`),
})
const listening = (name: string): Told => hearer(name, ({ message }) => void log.push(`${name}: ${message}`))

function audienceOf(...hearers: Told[]): Audience<string, Told> {
  const audience = new Audience<string, Told>()
  for (const one of hearers) audience.members.add(one)
  return audience
}

describe('Audience', () => {
  it('tells ears and nobody else where all have one, time and again', () => {
    const audience = audienceOf(listening('one'), listening('two'))
    for (const message of ['1', '2']) audience.tell('news', message, 'news')
    expect(log).toEqual(['one: 1', 'two: 1', 'one: 2', 'two: 2'])
  })

  it('tells everybody the long way where one has no ear', () => {
    audienceOf(listening('one'), hearer('two'), listening('three')).tell('news', '1', 'news')
    expect(log).toEqual(['one of news: 1', 'two of news: 1', 'three of news: 1'])
  })

  it('tells the long way what comes while others are being told, and the short way after that', () => {
    const inner = audienceOf(listening('inner'))
    const outer = audienceOf(
      hearer('outer', ({ message }) => inner.tell('inner', message, 'inner')),
      listening('last'),
    )
    outer.tell('news', '1', 'news')
    inner.tell('inner', '2', 'inner')
    expect(log).toEqual(['inner of inner: 1', 'last: 1', 'inner: 2'])
  })

  it('reports what an ear throws or returns, and goes on with the next', () => {
    const thrower = hearer('one', () => {
      throw new Error('no')
    })
    const returner = hearer('two', () => 'something')
    const audience = audienceOf(thrower, returner, listening('three'), thrower)
    for (const message of ['1', '2']) audience.tell('news', message, 'news')
    const once = ['one threw Error: no', 'two returned something']
    expect(log).toEqual([...once, 'three: 1', ...once, 'three: 2'])
  })

  it('gives each bytes of its own', () => {
    const seen: string[] = []
    const changer = {
      ...hearer('changer'),
      message: (message: Message<Form>) => {
        const parts = [message.channel, message.message, message.pattern as Buffer] as Buffer[]
        seen.push(parts.join(' '))
        for (const part of parts) part.fill('-')
      },
    }
    const bytes = { channel: Buffer.from('c1'), message: Buffer.from('m1'), pattern: Buffer.from('c*') }
    audienceOf(changer, { ...changer }, { ...changer }).hand(bytes, 'news')
    expect(seen).toEqual(['c1 m1 c*', 'c1 m1 c*', 'c1 m1 c*'])
  })
})
