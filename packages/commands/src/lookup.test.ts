import { describe, expect, it } from 'vitest'
import { BINARY, BLOCKING, IDEMPOTENT, READ, WRITE } from './flags.js'
import { lookup } from './lookup.js'
import { CLUSTER_INFO, COMMAND, GET, SET, TABLE, XREAD, ZADD } from './specs.gen.js'

const flagsOf = (...words: string[]): number => lookup(words)?.flags ?? 0

describe('lookup', () => {
  it('finds a command by its name in any case', () => {
    expect(lookup(['GET', 'k'])).toBe(GET)
    expect(lookup(['get', 'k'])).toBe(GET)
    expect(lookup(['cLuStEr', 'iNfO'])).toBe(CLUSTER_INFO)
  })

  it('takes the second word for a part of the name only where there is such a command', () => {
    expect(lookup(['GET', 'INFO'])).toBe(GET)
    expect(lookup(['CLUSTER', 'SOMETHING'])).toBeUndefined()
    expect(lookup(['CLUSTER'])).toBeUndefined()
    expect(lookup(['COMMAND'])).toBe(COMMAND)
    expect(lookup(['COMMAND', 'COUNT'])?.words).toBe(2)
  })

  it('knows nothing of what is no name', () => {
    expect(lookup([])).toBeUndefined()
    expect(lookup([7])).toBeUndefined()
    expect(lookup(['constructor'])).toBeUndefined()
    expect(lookup(['GET ', 'k'])).toBeUndefined()
  })

  it('finds every command of the table', () => {
    for (const row of TABLE) expect(lookup(row.name.split(' '))?.name).toBe(row.name)
  })

  it('tells commands apart that options make into something else', () => {
    expect(lookup(['SET', 'k', 'NX'])).toBe(SET)
    expect(flagsOf('SET', 'k', 'v', 'EX', '1') & IDEMPOTENT).toBe(IDEMPOTENT)
    expect(flagsOf('SET', 'k', 'v', 'nx') & IDEMPOTENT).toBe(0)
    expect(flagsOf('SET', 'k', 'v', 'GET') & IDEMPOTENT).toBe(0)
    expect(flagsOf('SET', 'k', 'v', 'IFDNE', 'd') & IDEMPOTENT).toBe(0)
    expect(flagsOf('VEMB', 'k', 'raw') & BINARY).toBe(0)
    expect(flagsOf('VEMB', 'k', 'e', 'raw') & BINARY).toBe(BINARY)
    expect(lookup(['ZADD', 'k', '1', 'm'])).toBe(ZADD)
    expect(flagsOf('ZADD', 'k', 'INCR', '1', 'm') & IDEMPOTENT).toBe(0)
    expect(lookup(['XREAD', 'BLOCK', '0', 'STREAMS', 's', '$'])).toBe(XREAD)
    expect(flagsOf('XREAD', 'STREAMS', 's', '0') & (BLOCKING | READ)).toBe(READ)
    expect(flagsOf('XREADGROUP', 'GROUP', 'g', 'c', 'STREAMS', 's', '>') & (BLOCKING | WRITE)).toBe(WRITE)
  })
})
