import { ConfigError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { checkOptions, FLAG, isFunction, oneOf, POSITIVE, type Rules } from './option-rules.js'

interface Options {
  count?: number
  on?: boolean
  mode?: 'fast' | 'slow' | (() => void)
}

const RULES: Rules<Options> = {
  count: POSITIVE,
  on: FLAG,
  mode: oneOf(['fast', 'slow'], [isFunction, 'a function']),
}

const check = (given: unknown): void =>
  checkOptions(given as object, RULES, {
    example: '{ count: 5 }',
    no: 'A test has no option',
    instead: name => (name === 'speed' ? 'Use mode.' : undefined),
  })

describe('options', () => {
  it('that can be are let through', () => {
    for (const given of [{}, { count: 1, on: false, mode: 'slow' }, { mode: () => undefined }, { count: undefined }])
      expect(() => check(given)).not.toThrow()
  })

  it.each([
    [undefined, 'Options are a record: pass one, such as { count: 5 }.'],
    [[1], 'Options are a record: pass one, such as { count: 5 }.'],
    [{ toString: 1 }, 'A test has no option toString. Options are: count, on, mode.'],
    [{ speed: undefined }, 'A test has no option speed. Use mode.'],
    [{ count: 0.5 }, 'The option count must be a positive whole number.'],
    [{ on: 1 }, 'The option on must be true or false.'],
    [{ mode: 'secret' }, "The option mode must be 'fast', 'slow' or a function."],
  ])('%j is refused by name, and its value is not told', (given, message) => {
    expect(() => check(given)).toThrow(new ConfigError(message))
  })

  it('names words as they are written', () => {
    expect(oneOf([2, 3])[1]).toBe('2 or 3')
    expect(oneOf(['a', 'b', 'c'])[1]).toBe("'a', 'b' or 'c'")
  })
})
