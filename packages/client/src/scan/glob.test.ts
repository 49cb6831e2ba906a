import { type Servers, startServers } from '@rc/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { globMatcher } from './glob.js'

const matches = (pattern: string, name: string): boolean => globMatcher(Buffer.from(pattern))(Buffer.from(name))

describe('a pattern', () => {
  let servers: Servers
  beforeAll(async () => {
    servers = await startServers()
  })
  afterAll(() => servers?.stop())

  it.each([
    ['user:*', 'user:1', true],
    ['user:*', 'user', false],
    ['*', '', true],
    ['a*b*c', 'a1b2b3c', true],
    ['a*b*c', 'a1b2b3', false],
    ['h?llo', 'hllo', false],
    ['h[^e]llo', 'hello', false],
    ['h[c-a]llo', 'hbllo', true],
    ['h[a\\]]llo', 'h]llo', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['[abc', 'b', true],
  ])('%s of %s: %s', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected)
  })

  it('means what it means to a server', async () => {
    const letter = fc.constantFrom(...'aab*?[]^-\\')
    const word = fc.array(letter, { minLength: 1, maxLength: 9 }).map(letters => letters.join(''))
    const plain = fc
      .array(fc.constantFrom(...'ab^-]\\'), { minLength: 1, maxLength: 5 })
      .map(letters => letters.join(''))
    await fc.assert(
      fc.asyncProperty(word, fc.uniqueArray(plain, { minLength: 1, maxLength: 20 }), async (pattern, names) => {
        await servers.command(0, 'FLUSHALL')
        await servers.command(0, 'MSET', ...names.flatMap(name => [name, '']))
        const found = (await servers.command(0, 'KEYS', pattern)) as string[]
        expect(names.filter(name => matches(pattern, name)).sort()).toEqual(found.map(String).sort())
      }),
      { numRuns: 1500 },
    )
  })
})
