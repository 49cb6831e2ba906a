import { ConfigError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { cacheSettings } from './cache-options.js'

describe('cacheSettings', () => {
  it('has defaults', () => {
    expect(cacheSettings({}, '')).toEqual({
      maxEntries: 10_000,
      maxBytes: 64 * 1024 * 1024,
      ttlMs: 60_000,
      prefixes: undefined,
      tracking: ['ON'],
    })
  })

  it('asks for broadcasts of what is the client’s own', () => {
    expect(cacheSettings({ mode: 'broadcast' }, '').tracking).toEqual(['ON', 'BCAST'])
    expect(cacheSettings({ mode: 'broadcast' }, 'app:').tracking).toEqual(['ON', 'BCAST', 'PREFIX', 'app:'])
    expect(cacheSettings({ mode: 'broadcast', prefixes: ['a:', 'b:'] }, 'app:').tracking).toEqual([
      'ON',
      'BCAST',
      'PREFIX',
      'app:a:',
      'PREFIX',
      'app:b:',
    ])
  })

  it.each([
    [{ maxEntries: 0 }, 'maxEntries'],
    [{ maxBytes: 1.5 }, 'maxBytes'],
    [{ ttlMs: Number.NaN }, 'ttlMs'],
    [{ mode: 'bcast' as never }, 'mode'],
    [{ prefixes: ['a'] }, 'broadcast'],
    [{ mode: 'broadcast' as const, prefixes: [] }, 'prefixes'],
    [{ mode: 'broadcast' as const, prefixes: ['a', ''] }, 'prefixes'],
    [{ mode: 'broadcast' as const, prefixes: ['ab', 'a'] }, 'prefix that begins with another'],
    [{ mode: 'broadcast' as const, prefixes: ['a', 'a'] }, 'prefix that begins with another'],
    [{ maxKeys: 5 } as never, 'maxKeys'],
  ])('refuses %j', (given, word) => {
    expect(() => cacheSettings(given, '')).toThrow(ConfigError)
    expect(() => cacheSettings(given, '')).toThrow(word)
  })
})
