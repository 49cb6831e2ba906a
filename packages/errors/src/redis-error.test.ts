import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import * as errors from './index.js'

describe('RedisClusterError', () => {
  it('is recognised across copies of the package', async () => {
    vi.resetModules()
    const other = (await import('./index.js')) as typeof errors
    expect(other.ReplyError).not.toBe(errors.ReplyError)
    const error = new other.MovedError('MOVED 1 a:2', { slot: 1, host: 'a', port: 2 })
    expect(error instanceof errors.MovedError).toBe(true)
    expect(error instanceof errors.ReplyError).toBe(true)
    expect(error instanceof errors.RedisClusterError).toBe(true)
    expect(error instanceof errors.AskError).toBe(false)
    expect(error instanceof errors.TimeoutError).toBe(false)
    expect(errors.isRedisClusterError(error)).toBe(true)
  })

  it('is not taken for what it is not', () => {
    for (const value of [undefined, null, 1, 'x', {}, new Error('x'), []]) {
      expect(errors.isRedisClusterError(value)).toBe(false)
      expect(value instanceof errors.ReplyError).toBe(false)
    }
  })

  it('leaves classes of the user’s own as they are', () => {
    class Mine extends errors.ReplyError {}
    expect(new Mine('ERR x') instanceof Mine).toBe(true)
    expect(new Mine('ERR x') instanceof errors.ReplyError).toBe(true)
    expect(new errors.ReplyError('ERR x') instanceof Mine).toBe(false)
  })

  it('has a name that survives minifiers, and shows what is known', () => {
    const cause = new Error('why')
    const error = new errors.TimeoutError('too late', {
      command: 'GET',
      node: 'a:1',
      attempts: 2,
      executed: 'maybe',
      cause,
    })
    expect(String(error)).toBe('TimeoutError: too late')
    expect(error).toMatchObject({ code: 'TIMEOUT', command: 'GET', node: 'a:1', attempts: 2, executed: 'maybe', cause })
    expect(inspect(error)).toContain("executed: 'maybe'")
  })

  it('of parts says what succeeded, what failed, and whether anything ran', () => {
    const lost = new errors.ConnectionLostError('gone', { executed: 'maybe' })
    const whole = new errors.PartialFailureError(
      [
        { node: 'a:1', keys: [0, 2], reply: 2 },
        { node: 'b:1', keys: [1], error: lost },
      ],
      { command: 'DEL' },
    )
    expect(whole).toMatchObject({ executed: 'maybe', cause: lost, command: 'DEL' })
    expect(whole.succeeded).toMatchObject([{ keys: [0, 2], reply: 2 }])
    expect(whole.failed).toMatchObject([{ keys: [1] }])
    expect(whole.message).toContain('DEL failed on 1 of its 2 parts')
  })
})
