import { beforeEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import {
  latencyDoctor,
  latencyGraph,
  latencyHistogram,
  latencyHistory,
  latencyLatest,
  latencyReset,
} from './latency.js'
import { eval as evaluate } from './scripting.js'
import { configResetstat } from './server.js'
import { get, set } from './strings.js'

const server = useServer({ args: ['--latency-monitor-threshold', '1'] })

describe.each(PROTOCOLS)('latency under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  beforeEach(async () => {
    await run(latencyReset())
    await run(
      evaluate(
        "local start = redis.call('time') repeat local now = redis.call('time') until (now[1] - start[1]) * 1000000 + now[2] - start[2] > 5000",
      ),
    )
  })

  it('latencyLatest, latencyHistory', async () => {
    const events = await run(latencyLatest())
    expect(events).toContainEqual({
      event: 'command',
      timestamp: expect.any(Number),
      latency: expect.any(Number),
      max: expect.any(Number),
    })
    const { timestamp, latency } = events.find(({ event }) => event === 'command') ?? {}
    expect(await run(latencyHistory('command'))).toEqual([{ timestamp, latency }])
    expect(latency).toBeGreaterThanOrEqual(5)
    expect(await run(latencyHistory('fork'))).toEqual([])
  })

  it('latencyReset', async () => {
    expect(await run(latencyReset('fork'))).toBe(0)
    expect(await run(latencyReset(['fork', 'command']))).toBe(1)
    expect(await run(latencyHistory('command'))).toEqual([])
    expect(await run(latencyReset())).toBeTypeOf('number')
  })

  it('latencyHistogram', async () => {
    await run(configResetstat())
    await run(set('k', 'v'))
    await run(get('k'))
    await run(get('k'))
    const { get: histogram, ...more } = await run(latencyHistogram('get'))
    expect(more).toEqual({})
    expect(histogram?.calls).toBe(2)
    const counts = Object.entries(histogram?.histogram_usec ?? {})
    expect(counts.length).toBeGreaterThan(0)
    for (const [limit, calls] of counts) {
      expect(Number(limit)).toBeGreaterThan(0)
      expect(calls).toBeOneOf([1, 2])
    }
    expect(Object.keys(await run(latencyHistogram(['get', 'set', 'none']))).sort()).toEqual(['get', 'set'])
    expect(Object.keys(await run(latencyHistogram()))).toEqual(expect.arrayContaining(['get', 'set']))
  })

  it('latencyDoctor, latencyGraph', async () => {
    expect(await run(latencyDoctor())).toContain('command')
    expect(await run(latencyGraph('command'))).toContain('command - high')
    await expect(run(latencyGraph('fork'))).rejects.toThrow('No samples available')
  })
})

describe('latency is not asked for with', () => {
  it('what is no text', () => {
    expectRefused(() => latencyHistory(untyped({ event: SECRET })), 'LATENCY HISTORY', 'an object')
    expectRefused(() => latencyReset(untyped([SECRET, null])), 'LATENCY RESET', 'null')
    expectRefused(() => latencyHistogram(untyped([[SECRET]])), 'LATENCY HISTOGRAM', 'an array')
  })
})
