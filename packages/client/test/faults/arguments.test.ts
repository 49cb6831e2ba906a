import { describe, expect, it } from 'vitest'
import { readArguments, USAGE } from './arguments.js'
import { UsageError } from './usage.js'

describe('what pnpm faults is asked for', () => {
  it('is help, where that is among it', () => {
    expect(readArguments(['--help'])).toBe('help')
    expect(readArguments(['--rows', '1', '-h'])).toBe('help')
    expect(USAGE).toContain('--help')
  })

  it.each([
    [['--rwos', '1'], '--rwos'],
    [['--rows'], '--rows'],
    [['--rows', 'one'], '--rows'],
    [['--runs', '0'], '--runs'],
    [['--client', 'theirs'], '--client'],
    [['--variant', 'odd'], '--variant'],
    [['row'], 'row'],
  ])('names what it does not know in %j', (args, named) => {
    expect(() => readArguments(args)).toThrow(UsageError)
    expect(() => readArguments(args)).toThrow(named)
  })

  it('is read as it is meant', () => {
    expect(readArguments(['--rows', '1,7', '--client', 'ours,ioredis', '--runs', '5'])).toMatchObject({
      rows: [1, 7],
      clients: ['ours', 'ioredis'],
      variants: ['usual'],
      runs: 5,
    })
  })
})
