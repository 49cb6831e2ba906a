import { expect, it } from 'vitest'
import { isBefore, nextSending } from './sendings.js'

it('the numbers of sendings begin anew long before they stop being small, and keep their order then', () => {
  expect([nextSending(0), nextSending(2 ** 30 - 1), nextSending(2 ** 30)]).toEqual([1, 2 ** 30, 1])
  const numbers = [2 ** 30 - 1]
  for (let i = 0; i < 4; i++) numbers.push(nextSending(numbers.at(-1) as number))
  numbers.forEach((first, i) => {
    numbers.forEach((second, j) => expect(isBefore(first, second), `${first} ${second}`).toBe(i < j))
  })
})
