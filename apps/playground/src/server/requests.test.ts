import { expect, test } from 'vitest'
import { BadRequest, readAction, readCommandLine } from './requests.js'

test('requests are read field by field', () => {
  expect(readCommandLine({ line: 'GET a', more: 1 })).toEqual({ line: 'GET a', node: undefined })
  expect(readAction({ action: 'kill', node: 'a:1', more: 1 })).toEqual({ action: 'kill', node: 'a:1' })
  expect(readAction({ action: 'failover', shard: 1 })).toEqual({ action: 'failover', shard: 1 })
  expect(readAction({ action: 'move', from: 1, to: 2, count: 3 })).toEqual({ action: 'move', from: 1, to: 2, count: 3 })
})

test.each([null, 'GET a', {}, { line: 1 }, { line: 'GET a', node: 7 }])('%j is no command', body => {
  expect(() => readCommandLine(body)).toThrow(BadRequest)
})

test.each([
  null,
  {},
  { action: 'constructor' },
  { action: 'kill' },
  { action: 'failover', shard: '1' },
  { action: 'move', from: 1, to: 2 },
  { action: 'move', from: 1, to: 2, count: 0.5 },
])('%j is no action', body => {
  expect(() => readAction(body)).toThrow(BadRequest)
})
