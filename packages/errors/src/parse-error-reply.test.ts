import { describe, expect, it } from 'vitest'
import { classify } from './classify.js'
import { ConnectError, ConnectionLostError, TimeoutError } from './connection-errors.js'
import { parseErrorReply } from './parse-error-reply.js'
import { AskError, MovedError } from './redirect.js'
import { ReplyError } from './reply-error.js'

describe('parseErrorReply', () => {
  it.each([
    ['MOVED 3999 127.0.0.1:6381', MovedError, { slot: 3999, host: '127.0.0.1', port: 6381, executed: 'no' }],
    ['ASK 0 redis-1.example.org:1', AskError, { slot: 0, host: 'redis-1.example.org', port: 1 }],
    ['MOVED 16383 :6381', MovedError, { host: '', port: 6381 }],
    ['MOVED 1 ?:6381', MovedError, { host: '?' }],
    ['MOVED 1 ::1:7000', MovedError, { host: '::1', port: 7000 }],
    ['MOVED 1 [2001:db8::1]:7000', MovedError, { host: '2001:db8::1', port: 7000 }],
    ['MOVED 1 redis_node:7000', MovedError, { host: 'redis_node' }],
  ] as const)('reads the redirect %j', (text, type, fields) => {
    const error = parseErrorReply(text)
    expect(error).toBeInstanceOf(type)
    expect(error).toMatchObject(fields)
  })

  it.each([
    'MOVED 99999 a:1',
    'MOVED 16384 a:1',
    'MOVED -1 a:1',
    'MOVED 1 a',
    'MOVED 1 a:',
    'MOVED 1 a:0',
    'MOVED 1 a:65536',
    'MOVED 1 a:1 b:2',
    'MOVED 01 a:1',
    'MOVED __proto__ a:1',
    'MOVED 1 __proto__:1',
    'MOVED 1 a b:1',
    'MOVED 1 a/b:1',
    'MOVED 1 evil\u0000:1',
    'MOVED',
    'ASK',
    'ASKING 1 a:1',
    ' MOVED 1 a:1',
    'moved 1 a:1',
  ])('takes %j for no redirect', text => {
    const error = parseErrorReply(text)
    expect(error).toBeInstanceOf(ReplyError)
    expect(error).not.toBeInstanceOf(MovedError)
    expect(error).not.toBeInstanceOf(AskError)
    expect(classify(error).kind).toBe('final')
  })

  it.each([
    ['TRYAGAIN Multiple keys', 'TryAgainError', 'no', 'wait'],
    ['LOADING Redis is loading', 'LoadingError', 'no', 'wait'],
    ['CLUSTERDOWN Hash slot not served', 'ClusterDownError', 'no', 'elsewhere'],
    ['MASTERDOWN Link with MASTER is down', 'MasterDownError', 'no', 'elsewhere'],
    ["READONLY You can't write", 'ReadOnlyError', 'no', 'elsewhere'],
    ['UNBLOCKED force unblock', 'UnblockedError', 'no', 'elsewhere'],
    ["CROSSSLOT Keys in request don't hash", 'CrossSlotError', 'no', 'final'],
    ['NOSCRIPT No matching script', 'NoScriptError', 'no', 'final'],
    ['EXECABORT Transaction discarded', 'ExecAbortError', 'no', 'final'],
    ['NOAUTH Authentication required.', 'AuthError', 'no', 'final'],
    ['WRONGPASS invalid', 'AuthError', 'no', 'final'],
    ['NOPERM no permissions', 'AuthError', 'no', 'final'],
    ['WRONGTYPE Operation against', 'ReplyError', 'yes', 'final'],
    ['ERR value is not an integer', 'ReplyError', 'yes', 'final'],
    ["ERR wrong number of arguments for 'get' command", 'ReplyError', 'no', 'final'],
    ['OOM command not allowed', 'ReplyError', 'no', 'final'],
    // Out of the middle of a script: what ran before it did run, so it is never sent again by itself.
    [
      "READONLY You can't write against a read only replica. script: abc, on @user_script:1.",
      'ReplyError',
      'yes',
      'final',
    ],
    ['TRYAGAIN Multiple keys script: abc, on @user_script:1.', 'ReplyError', 'yes', 'final'],
    ['something odd', 'ReplyError', 'yes', 'final'],
    ['', 'ReplyError', 'yes', 'final'],
  ] as const)('takes %j for %s, executed: %s, %s', (text, name, executed, kind) => {
    const error = parseErrorReply(text)
    expect(error).toMatchObject({ name, executed })
    expect(classify(error).kind).toBe(kind)
  })

  it('keeps the first word as the code, and cuts off what may be secret', () => {
    expect(parseErrorReply('WRONGTYPE no').code).toBe('WRONGTYPE')
    expect(parseErrorReply('lower case').code).toBe('ERR')
    const error = parseErrorReply("ERR unknown command 'STE', with args beginning with: 'key' 'hunter2' ")
    expect(error.message).toBe("ERR unknown command 'STE'")
    expect(error.executed).toBe('no')
  })

  it('tells trouble on the way from trouble with the command', () => {
    expect(classify(new ConnectionLostError('x')).kind).toBe('connection')
    expect(classify(new ConnectError('x')).kind).toBe('connection')
    expect(classify(new TimeoutError('x')).kind).toBe('final')
    expect(classify(new Error('x')).kind).toBe('final')
    expect(classify(undefined).kind).toBe('final')
  })
})
