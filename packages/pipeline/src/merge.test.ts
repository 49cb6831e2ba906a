import { describe, expect, it } from 'vitest'
import { merge } from './merge.js'

const nodeOf = (part: number): string => ['a:1', 'b:1', 'c:1'][part] as string
const noKeys = [[], [], []]

describe('merge', () => {
  it('puts lists in the order of the keys', () => {
    const replies = [['x', 'z'], ['y']]
    expect(merge('default', { replies, keys: [[0, 2], [1]], nodeOf })).toEqual(['x', 'y', 'z'])
  })

  it('makes a record by node where there are no keys', () => {
    const record = merge('default', { replies: [1, 2, 3], keys: noKeys, nodeOf })
    expect(record).toEqual({ 'a:1': 1, 'b:1': 2, 'c:1': 3 })
    expect(Object.getPrototypeOf(record)).toBe(null)
  })

  it.each([
    ['agg_sum', [1, 2, 3], 6],
    ['agg_min', [3, 1, 2], 1],
    ['agg_max', [3, 1, 2], 3],
    [
      'agg_min',
      [
        [1, 2],
        [0, 3],
        [1, 1],
      ],
      [0, 1],
    ],
    ['agg_logical_and', [1, 0, 1], 0],
    [
      'agg_logical_and',
      [
        [1, 0],
        [1, 1],
        [1, 1],
      ],
      [1, 0],
    ],
    [
      'agg_logical_or',
      [
        [1, 0],
        [0, 0],
        [0, 0],
      ],
      [1, 0],
    ],
    ['all_succeeded', ['OK', 'OK', 'OK'], 'OK'],
    ['one_succeeded', ['OK'], 'OK'],
    ['union', [['a', 'b'], ['b', 'c'], []], ['a', 'b', 'c']],
    ['sum_fields', [['x', 1, 'y', 2], ['x', 3, 'y', 0], []], ['x', 4, 'y', 2]],
    ['one_of', [null, 'key', null], 'key'],
    ['one_of', [null, null, null], null],
  ] as const)('%s of %j is %j', (policy, replies, expected) => {
    expect(merge(policy, { replies: replies as never, keys: noKeys, nodeOf })).toEqual(expected)
  })
})
