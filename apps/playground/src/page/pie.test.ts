import { expect, test } from 'vitest'
import { slices } from './pie.js'

test('shares follow each other clockwise from the top', () => {
  expect(slices([1, 2, 1])).toEqual([
    { path: 'M0 0L0.000 -50.000A50 50 0 0 1 50.000 -0.000Z' },
    { path: 'M0 0L50.000 -0.000A50 50 0 0 1 -50.000 0.000Z' },
    { path: 'M0 0L-50.000 0.000A50 50 0 0 1 -0.000 -50.000Z' },
  ])
})

test('more than half takes the long way round', () => {
  expect(slices([3, 1])[0]?.path).toContain(' 0 1 1 ')
})

test('a share of nothing is no slice, and all of it a whole circle', () => {
  const [none, all] = slices([0, 7])
  expect(none?.path).toBe('')
  expect(all?.path.match(/A/g)).toHaveLength(2)
})

test('where there is nothing, there are no slices', () => {
  expect(slices([0, 0])).toEqual([{ path: '' }, { path: '' }])
})
