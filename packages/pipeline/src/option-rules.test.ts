import { ConfigError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import {
  ANY,
  checkOptions,
  FLAG,
  FUNCTION,
  isFunction,
  isRecord,
  isValue,
  MILLISECONDS,
  NOT_NEGATIVE,
  oneOf,
  POSITIVE,
  type Rule,
  type Rules,
  SIGNAL,
  TEXT,
} from './option-rules.js'

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

describe('what an option can be', () => {
  it.each<[string, Rule, unknown[], unknown[]]>([
    ['text', TEXT, ['', 'a'], [1, null, Buffer.from('a')]],
    ['a flag', FLAG, [true, false], [0, 'true', null]],
    ['a function', FUNCTION, [() => 1], [{}, 'f', null]],
    ['a positive whole number', POSITIVE, [1, 7], [0, -1, 0.5, '1', 1n, Number.POSITIVE_INFINITY, Number.NaN, null]],
    ['a whole number', NOT_NEGATIVE, [0, 1], [-1, 0.5, '0', Number.POSITIVE_INFINITY, Number.NaN, null]],
    ['a time', MILLISECONDS, [0.5, 100, Number.POSITIVE_INFINITY], [0, -1, '5', Number.NaN, null]],
    ['a signal', SIGNAL, [new AbortController().signal], [{ aborted: false }, null]],
    ['a value', [isValue, ''], ['', 'a', 0, 1.5, 7n, new Uint8Array(1)], [Number.NaN, true, null, {}, []]],
    ['a record', [isRecord, ''], [{}, { a: 1 }], [null, [], 'a', () => 1]],
    ['anything', ANY, [null, 1, {}], []],
  ])('%s', (_, [holds], good, bad) => {
    expect([good.map(holds), bad.map(holds)]).toEqual([good.map(() => true), bad.map(() => false)])
  })
})
