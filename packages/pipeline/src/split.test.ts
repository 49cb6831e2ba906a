import { DEL, MGET, MSET } from '@rc/commands'
import type { Arg } from '@rc/resp'
import { expect, it } from 'vitest'
import { splitBySlot } from './split.js'

const read = (): unknown => undefined
const parts = (spec: typeof MGET, args: Arg[], places: { positions: number[]; slots: number[] }) =>
  splitBySlot({ spec, args, read }, places.positions, places.slots).map(({ slot, command, keys }) => {
    expect([command.spec, command.read]).toEqual([spec, read])
    return [slot, command.args, keys]
  })

it('each slot gets its keys in their order, and the command stays as it was', () => {
  const args = ['a', 'b', 'c', 'd']
  expect(parts(DEL, args, { positions: [0, 1, 2, 3], slots: [5, 7, 5, 9] })).toEqual([
    [5, ['a', 'c'], [0, 2]],
    [7, ['b'], [1]],
    [9, ['d'], [3]],
  ])
  expect(args).toEqual(['a', 'b', 'c', 'd'])
})

it('what stands behind a key goes with it', () => {
  expect(parts(MSET, ['a', 1, 'b', 2, 'c', 3], { positions: [0, 2, 4], slots: [5, 7, 5] })).toEqual([
    [5, ['a', 1, 'c', 3], [0, 2]],
    [7, ['b', 2], [1]],
  ])
})

it('what stands before all keys, or behind them, goes with every part', () => {
  expect(parts(MGET, ['first', 'a', 'b', 'c', 'last', '.'], { positions: [1, 2, 3], slots: [5, 7, 5] })).toEqual([
    [5, ['first', 'a', 'c', 'last', '.'], [0, 2]],
    [7, ['first', 'b', 'last', '.'], [1]],
  ])
})
