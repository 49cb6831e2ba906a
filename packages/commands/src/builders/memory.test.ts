import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { rpush } from './lists.js'
import { memoryDoctor, memoryMallocStats, memoryPurge, memoryStats, memoryUsage } from './memory.js'

const server = useServer()

describe.each(PROTOCOLS)('memory under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('memoryUsage', async () => {
    await run(rpush('list', ['a', 'b', 'c']))
    const usage = await run(memoryUsage('list'))
    expect(usage).toBeGreaterThan(0)
    expect(await run(memoryUsage('list', { samples: 0 }))).toBe(usage)
    expect(await run(memoryUsage('none'))).toBeNull()
  })

  it('memoryStats', async () => {
    await run(rpush('list', ['a']))
    const stats = await run(memoryStats())
    expect(stats).toMatchObject({
      'peak.allocated': expect.any(Number),
      'keys.count': 1,
      'dataset.percentage': expect.any(Number),
      'db.0': { 'overhead.hashtable.main': expect.any(Number) },
    })
    const numbers = Object.values(stats).flatMap(value => (typeof value === 'object' ? Object.values(value) : [value]))
    expect(numbers.filter(value => typeof value !== 'number' || Number.isNaN(value))).toEqual([])
  })

  it('memoryDoctor, memoryMallocStats, memoryPurge', async () => {
    expect(await run(memoryDoctor())).toBeTypeOf('string')
    expect(await run(memoryMallocStats())).toBeTypeOf('string')
    expect(await run(memoryPurge())).toBe('OK')
  })
})

describe('memory is not asked for with', () => {
  it('options that are not known', () => {
    expectRefused(() => memoryUsage(SECRET, untyped({ sample: 1 })), 'MEMORY USAGE', 'sample', 'samples')
    expectRefused(() => memoryUsage(untyped([SECRET])), 'MEMORY USAGE', 'an array')
  })
})
