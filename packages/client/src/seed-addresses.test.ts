import { describe, expect, it } from 'vitest'
import { ManualClock } from '../test/topology/manual-clock.js'
import { askSeed, lookUpOf, nodeDial } from './seed-addresses.js'
import type { Witness } from './topology-source.js'
import type { View } from './topology-view.js'

const seed = { host: 'redis.example', port: 7000, name: 'redis.example:7000' }
const viewFrom = ({ name }: Witness): View => ({ from: name, self: undefined, askedAt: 0, shards: [] })

function asking(found: () => readonly string[], answer: (node: Witness) => Promise<View>) {
  const asked: Witness[] = []
  const lookedUp: string[] = []
  const clock = new ManualClock()
  const lookUp = async (host: string) => {
    lookedUp.push(host)
    return found()
  }
  const ask = (node: Witness) => {
    asked.push(node)
    return answer(node)
  }
  return { asked, lookedUp, clock, begin: (of = seed) => askSeed(of, { lookUp, clock, answerMs: 2000, ask }) }
}

describe('askSeed', () => {
  it('asks every address of a name until one answers, the silent ones not for long', async () => {
    const { asked, clock, begin } = asking(
      () => ['10.0.0.1', '10.0.0.2', '10.0.0.2', '::1'],
      node => {
        if (node.host === '10.0.0.1') return new Promise(() => {})
        return node.host === '::1' ? Promise.resolve(viewFrom(node)) : Promise.reject(new Error('refused'))
      },
    )
    const view = begin()
    await clock.pass(100)
    expect((await view).from).toBe('[::1]:7000')
    expect(asked).toEqual([
      { host: '10.0.0.1', port: 7000, name: '10.0.0.1:7000', seed: 'redis.example' },
      { host: '10.0.0.2', port: 7000, name: '10.0.0.2:7000', seed: 'redis.example' },
      { host: '::1', port: 7000, name: '[::1]:7000', seed: 'redis.example' },
    ])
    expect(clock.pending).toBe(0)
  })

  it('looks the name up each time', async () => {
    let address = '10.0.0.1'
    const { lookedUp, begin } = asking(
      () => [address],
      node => Promise.resolve(viewFrom(node)),
    )
    expect((await begin()).from).toBe('10.0.0.1:7000')
    address = '10.0.0.2'
    expect((await begin()).from).toBe('10.0.0.2:7000')
    expect(lookedUp).toEqual(['redis.example', 'redis.example'])
  })

  it('dials the name where it is not found, so that the error says so, and an address as it is', async () => {
    const { asked, lookedUp, begin } = asking(
      () => {
        throw new Error('ENOTFOUND')
      },
      node => Promise.reject(new Error(`no way to ${node.name}`)),
    )
    await expect(begin()).rejects.toThrow('no way to redis.example:7000')
    expect(asked).toEqual([seed])
    const address = { host: '::1', port: 7000, name: '[::1]:7000' }
    await expect(begin(address)).rejects.toThrow('no way to [::1]:7000')
    expect(lookedUp).toHaveLength(1)
  })

  it('says of all addresses what came of them', async () => {
    const { begin } = asking(
      () => ['10.0.0.1', '10.0.0.2'],
      node => Promise.reject(new Error(`${node.host} refused`)),
    )
    await expect(begin()).rejects.toThrow(/10\.0\.0\.1 refused.*10\.0\.0\.2 refused/)
  })
})

describe('lookUpOf', () => {
  it('is left to whoever dials, or looks up, in a way of the user', () => {
    expect(lookUpOf({})).toBeDefined()
    expect(lookUpOf({ tls: { ca: 'x' } })).toBeDefined()
    expect(lookUpOf({ dial: () => Promise.reject(new Error('never')) })).toBeUndefined()
    expect(lookUpOf({ tls: { lookup: () => {} } })).toBeUndefined()
  })

  it('finds the addresses that the system knows', async () => {
    expect(await lookUpOf({})?.('localhost')).toContain('127.0.0.1')
  })
})

describe('nodeDial', () => {
  it('ends with the error of the socket, whichever way it goes', async () => {
    const { signal } = new AbortController()
    const closed = { host: '127.0.0.1', port: 1, name: '127.0.0.1:1', seed: 'redis.example' }
    await expect(nodeDial(undefined)(closed, signal)).rejects.toThrow('ECONNREFUSED')
    await expect(nodeDial({})(closed, signal)).rejects.toThrow('ECONNREFUSED')
  })
})
