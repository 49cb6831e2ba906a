import { ConnectionLostError } from '@rc/errors'
import type { Connection } from '@rc/pool'
import { describe, expect, it } from 'vitest'
import { forOperation, refused, timeout } from './explain-error.js'
import type { Operation } from './operation.js'

const operation = {
  request: { spec: { name: 'SET' }, args: [] },
  options: { timeoutMs: 10 },
  attempts: 1,
  uncertain: false,
} as unknown as Operation
const full = { name: '127.0.0.1:1', waiting: 3, over: false } as Connection

describe('errors that concern thousands of commands at once', () => {
  it.each([
    ['a deadline', () => timeout(operation, true, undefined)],
    ['a full queue', () => refused(operation, full)],
    ['a lost connection', () => forOperation(new ConnectionLostError('It broke.'), operation, true)],
  ])('%s takes no stack, and leaves that of others alone', (_, make) => {
    const error = make()
    expect(error.stack).toBe(`${error.name}: ${error.message}`)
    expect(new Error('of somebody else').stack).toContain('explain-error.test')
  })
})
