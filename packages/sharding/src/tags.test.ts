import { describe, expect, it } from 'vitest'
import { TAGS } from './tags.js'

const { strip, keep } = TAGS

describe("tags: 'strip'", () => {
  it.each([
    ['bar{foo}', 'foo', 'bar'],
    ['a{b{c}', 'b{c', 'a'],
    ['a{b}}', 'b}', 'a'],
    // All else is a name.
    ['foo', 'foo', 'foo'],
    ['{foo}', '{foo}', '{foo}'],
    ['foo{}', 'foo{}', 'foo{}'],
    ['{user:1}:name', '{user:1}:name', '{user:1}:name'],
    ['foo}', 'foo}', 'foo}'],
    ['', '', ''],
    ['é{ü}', 'ü', 'é'],
  ])('%j is placed by %j and stored under %j', (key, hashed, stored) => {
    expect([strip.hashed(key), strip.stored(key)]).toEqual([hashed, stored])
    const bytes = [strip.hashed(Buffer.from(key)), strip.stored(Buffer.from(key))]
    expect(bytes.map(String)).toEqual([hashed, stored])
  })

  it('takes numbers for their digits', () => {
    expect([strip.hashed(7), strip.hashed(7n), strip.stored(7)]).toEqual(['7', '7', 7])
    expect(() => strip.hashed(undefined as never)).toThrow(TypeError)
  })
})

it("tags: 'keep' are those of a cluster, and the name stays", () => {
  expect([keep.hashed('bar{foo}'), keep.stored('bar{foo}')]).toEqual(['foo', 'bar{foo}'])
  expect(keep.hashed('{user:1}:name')).toBe('user:1')
})
