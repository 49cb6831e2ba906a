import type { CallOptions } from '@rc/pipeline'
import { describe, expect, it } from 'vitest'
import { type Flight, Flights } from './flights.js'

const options = { timeoutMs: 1000 } as CallOptions

const flight = (keys: readonly string[], given: Partial<Flight> = {}): Flight => ({
  id: 'GET',
  wanted: keys.map(key => ({ key, slot: key.length, from: undefined })),
  options,
  since: 0,
  reply: Promise.resolve(null),
  doubtful: new Set(),
  ...given,
})

describe('Flights', () => {
  it('finds the question that somebody has asked already', () => {
    const flights = new Flights()
    const asked = flight(['a'])
    flights.begin(asked)
    expect(flights.find('a', 'GET', { options, now: 100 })).toBe(asked)
    expect(flights.find('a', 'STRLEN', { options, now: 0 })).toBeUndefined()
    expect(flights.find('b', 'GET', { options, now: 0 })).toBeUndefined()
    // It may fail for reasons that are not this caller's.
    expect(flights.find('a', 'GET', { options: { ...options }, now: 0 })).toBeUndefined()
    expect(flights.find('a', 'GET', { options, now: 101 })).toBeUndefined()
    flights.end(asked)
    expect(flights.find('a', 'GET', { options, now: 0 })).toBeUndefined()
  })

  it('shows nobody a question whose answer may be old', () => {
    const flights = new Flights()
    const [asked, many] = [flight(['a']), flight(['a', 'bb'], { id: 'MGET' })]
    flights.begin(asked)
    flights.begin(many)
    flights.doubt('a')
    expect([[...asked.doubtful], [...many.doubtful]]).toEqual([['a'], ['a']])
    expect(flights.find('a', 'GET', { options, now: 0 })).toBeUndefined()
    expect(flights.find('bb', 'MGET', { options, now: 0 })).toBeUndefined()
    expect([...flights.slots]).toEqual([1, 2])
    flights.doubtSlot(2)
    expect([...many.doubtful]).toEqual(['a', 'bb'])
    flights.end(asked)
    flights.end(many)
    expect([...flights.slots]).toEqual([])
  })

  it('doubts a question that another one takes the place of, which ends by itself', () => {
    const flights = new Flights()
    const [first, second] = [flight(['a']), flight(['a'])]
    flights.begin(first)
    flights.begin(second)
    expect([...first.doubtful]).toEqual(['a'])
    flights.end(first)
    expect(flights.find('a', 'GET', { options, now: 0 })).toBe(second)
  })

  it('takes a key that is named twice for one', () => {
    const flights = new Flights()
    const twice = flight(['a', 'a'])
    flights.begin(twice)
    expect(flights.find('a', 'GET', { options, now: 0 })).toBe(twice)
  })
})
