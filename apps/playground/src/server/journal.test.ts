import { expect, test } from 'vitest'
import type { LogEntry } from '../shared/protocol.js'
import { Journal } from './journal.js'

test('the same line again counts instead of filling the page', () => {
  const written: LogEntry[] = []
  const journal = new Journal(entry => written.push(entry))
  journal.write('node', 'lost')
  journal.write('node', 'lost')
  journal.write('error', 'lost')
  journal.write('node', 'lost')
  expect(journal.entries.map(({ kind, count }) => [kind, count])).toEqual([
    ['node', 2],
    ['error', 1],
    ['node', 1],
  ])
  expect(written.map(({ id, count }) => [id, count])).toEqual([
    [1, 1],
    [1, 2],
    [2, 1],
    [3, 1],
  ])
})

test('what is old is forgotten', () => {
  const journal = new Journal(() => {})
  for (let i = 0; i < 500; i++) journal.write('client', `line ${i}`)
  expect(journal.entries).toHaveLength(200)
  expect(journal.entries.at(-1)?.text).toBe('line 499')
})
