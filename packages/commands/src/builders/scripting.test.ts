import { createHash } from 'node:crypto'
import { ReplyError } from '@rc/errors'
import { afterEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import {
  eval as evaluate,
  eval_ro,
  evalsha,
  evalsha_ro,
  scriptDebug,
  scriptExists,
  scriptFlush,
  scriptKill,
  scriptLoad,
  scriptShow,
} from './scripting.js'
import { configSet } from './server.js'
import { get, set } from './strings.js'

const server = useServer()

const ECHO = 'return {KEYS, ARGV}'
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

describe.each(PROTOCOLS)('scripts under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  afterEach(() => run(scriptFlush()))

  describe.each([
    { name: 'eval', build: evaluate },
    { name: 'eval_ro', build: eval_ro },
  ])('$name', ({ build }) => {
    it('gives keys and arguments to the script', async () => {
      expect(await run(build(ECHO))).toEqual([[], []])
      expect(await run(build(ECHO, {}))).toEqual([[], []])
      expect(await run(build(ECHO, { keys: 'k' }))).toEqual([['k'], []])
      expect(await run(build(ECHO, { args: 1 }))).toEqual([[], ['1']])
      expect(await run(build(ECHO, { keys: ['a', 'b'], args: ['x', 2.5, 3n] }))).toEqual([
        ['a', 'b'],
        ['x', '2.5', '3'],
      ])
      expect(await run(build(ECHO, { keys: [], args: [] }))).toEqual([[], []])
    })

    it('answers with what the script returns', async () => {
      expect(await run(build('return 3.99'))).toBe(3)
      expect(await run(build('return nil'))).toBeNull()
      expect(await run(build("return {1, 'two', {3}}"))).toEqual([1, 'two', [3]])
      expect(await run(build("return redis.status_reply('FINE')"))).toBe('FINE')
      await expect(run(build("return redis.error_reply('MINE broke')"))).rejects.toMatchObject({ code: 'MINE' })
    })
  })

  it('eval writes, eval_ro does not', async () => {
    const script = "return redis.call('set', KEYS[1], ARGV[1])"
    expect(await run(evaluate(script, { keys: 'k', args: 'v' }))).toBe('OK')
    expect(await run(get('k'))).toBe('v')
    await expect(run(eval_ro(script, { keys: 'k', args: 'w' }))).rejects.toThrow('Write commands are not allowed')
    expect(await run(get('k'))).toBe('v')
  })

  it('scriptLoad brings a script, evalsha and evalsha_ro run it', async () => {
    const script = "return redis.call('get', KEYS[1])"
    await run(set('k', 'v'))
    await expect(run(evalsha(sha1(script), { keys: 'k' }))).rejects.toMatchObject({ code: 'NOSCRIPT' })
    expect(await run(scriptLoad(script))).toBe(sha1(script))
    expect(await run(evalsha(sha1(script), { keys: 'k' }))).toBe('v')
    expect(await run(evalsha_ro(sha1(script), { keys: ['k'] }))).toBe('v')
  })

  it('scriptExists, scriptFlush', async () => {
    const known = await run(scriptLoad('return 1'))
    expect(await run(scriptExists(known))).toEqual([1])
    expect(await run(scriptExists([known, sha1('return 2')]))).toEqual([1, 0])
    expect(await run(scriptFlush({ sync: true }))).toBe('OK')
    expect(await run(scriptExists(known))).toEqual([0])
    expect(await run(scriptFlush({ async: true }))).toBe('OK')
    expect(await run(scriptFlush())).toBe('OK')
  })

  it('scriptDebug', async () => {
    expect(await run(scriptDebug('NO'))).toBe('OK')
  })

  it('scriptShow, where the server has it', async () => {
    const known = await run(scriptLoad('return 1'))
    const shown = await run(scriptShow(known)).catch((error: unknown) => error)
    if (shown instanceof ReplyError) expect(shown.message).toContain('unknown subcommand')
    else expect(shown).toBe('return 1')
  })

  it('scriptKill is refused where no script runs', async () => {
    await expect(run(scriptKill())).rejects.toMatchObject({ code: 'NOTBUSY' })
  })
})

describe('scriptKill', () => {
  const busy = server.connection(3)
  const other = server.connection(3)

  it('ends a script that runs', async () => {
    await other.run(configSet({ 'lua-time-limit': 50 }))
    const ended = expect(busy.run(evaluate('while true do end'))).rejects.toThrow('killed by user')
    await expect.poll(() => other.run(scriptKill()).catch(() => 'not yet'), { timeout: 30_000 }).toBe('OK')
    await ended
  })
})

describe('scripts refuse', () => {
  it('empty lists', () => {
    expectRefused(() => scriptExists([]), 'SCRIPT EXISTS', 'SHA-1s')
  })

  it('options that are not known, or exclude each other', () => {
    for (const [build, name] of [
      [evaluate, 'EVAL'],
      [eval_ro, 'EVAL_RO'],
      [evalsha, 'EVALSHA'],
      [evalsha_ro, 'EVALSHA_RO'],
    ] as const) {
      expectRefused(() => build(SECRET, untyped({ key: SECRET })), name, 'key', 'keys, args')
      expectRefused(() => build(SECRET, untyped([SECRET])), name, 'options', 'an array')
      expectRefused(() => build(SECRET, untyped(1)), name, 'options', 'a number')
      expectRefused(() => build(SECRET, { keys: untyped([[SECRET]]) }), name, 'an array')
      expectRefused(() => build(SECRET, { args: untyped([null, SECRET]) }), name, 'null')
    }
    expectRefused(() => scriptFlush({ async: true, sync: true }), 'SCRIPT FLUSH', 'async and sync')
    expectRefused(() => scriptFlush(untyped({ now: true })), 'SCRIPT FLUSH', 'now')
  })
})
