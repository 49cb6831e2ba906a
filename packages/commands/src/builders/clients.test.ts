import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { ifKnown } from '../../test/if-known.js'
import { serverOf } from '../../test/flavour.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { blpop } from './blocking-lists.js'
import {
  clientCaching,
  clientGetname,
  clientGetredir,
  clientId,
  clientInfo,
  clientKill,
  clientList,
  clientNoEvict,
  clientNoTouch,
  clientPause,
  clientSetinfo,
  clientSetname,
  clientTrackinginfo,
  clientUnblock,
  clientUnpause,
  echo,
  ping,
} from './clients.js'

const server = useServer()

describe.each(PROTOCOLS)('clients under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  const other = server.connection(protocol)

  it('ping, echo', async () => {
    expect(await run(ping())).toBe('PONG')
    expect(await run(ping('hello'))).toBe('hello')
    expect(await run(echo('hello'))).toBe('hello')
    expect(await run(echo(2n ** 60n))).toBe('1152921504606846976')
  })

  it('clientSetname, clientGetname, clientId', async () => {
    expect(await run(clientGetname())).toBeNull()
    expect(await run(clientSetname('007'))).toBe('OK')
    expect(await run(clientGetname())).toBe('007')
    expect(await run(clientId())).toBeGreaterThan(0)
    expect(await run(clientSetname(''))).toBe('OK')
  })

  it('clientInfo tells of this connection', async () => {
    await run(clientSetname('007'))
    const info = await run(clientInfo())
    expect(info).toMatchObject({ id: await run(clientId()), name: '007', db: 0, cmd: 'client|info', user: 'default' })
    expect(info.addr).toMatch(/^127\.0\.0\.1:\d+$/)
    expect(info.age).toBeTypeOf('number')
    expect(Object.getPrototypeOf(info)).toBeNull()
    await run(clientSetname(''))
  })

  it('clientList tells of all', async () => {
    const ids = [await run(clientId()), await other.run(clientId())]
    expect((await run(clientList())).map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
    expect((await run(clientList({ id: ids }))).map(({ id }) => id)).toEqual(ids)
    expect(await run(clientList({ id: ids[0] as number }))).toMatchObject([{ id: ids[0] }])
    expect(await run(clientList({ type: 'PUBSUB' }))).toEqual([])
  })

  it('clientKill ends the connections that are meant', async () => {
    expect(await run(clientKill({ id: 999_999 }))).toBe(0)
    expect(await run(clientKill({ addr: '127.0.0.1:1', skipme: 'NO' }))).toBe(0)
    expect(await run(clientKill({ type: 'PUBSUB', user: 'default' }))).toBe(0)
  })

  it('clientPause, clientUnpause', async () => {
    expect(await run(clientPause(10_000, { write: true }))).toBe('OK')
    expect(await run(clientUnpause())).toBe('OK')
    expect(await run(clientPause(1))).toBe('OK')
    expect(await run(clientPause(1, { all: true }))).toBe('OK')
    expect(await run(clientUnpause())).toBe('OK')
  })

  it.each([
    { how: undefined, answer: null },
    { how: 'TIMEOUT', answer: null },
    { how: 'ERROR', answer: 'UNBLOCKED' },
  ] as const)('clientUnblock with $how', async ({ how, answer }) => {
    const id = await other.run(clientId())
    expect(await run(clientUnblock(id))).toBe(0)
    const popped = other.run(blpop('none', 0)).catch((error: { code: string }) => error.code)
    await expect.poll(() => run(clientUnblock(id, how))).toBe(1)
    expect(await popped).toBe(answer)
  })

  it('what a client asks of its own connection', async () => {
    expect(await run(clientNoEvict('ON'))).toBe('OK')
    expect(await run(clientNoEvict('OFF'))).toBe('OK')
    expect(await run(clientGetredir())).toBe(-1)
    expect(await run(clientTrackinginfo())).toEqual({ flags: ['off'], redirect: -1, prefixes: [] })
    await expect(run(clientCaching('YES'))).rejects.toThrow('tracking')
    expect(await ifKnown(run(clientNoTouch('OFF')))).toBeOneOf(['OK', undefined])
    expect(await ifKnown(run(clientSetinfo('LIB-NAME', 'rc')))).toBeOneOf(['OK', undefined])
  })
})

describe('clientKill', () => {
  const { run } = server.connection(3)
  const victim = server.connection(3)

  it('ends a connection', async () => {
    const id = await victim.run(clientId())
    expect(await run(clientKill({ id, skipme: 'YES' }))).toBe(1)
    expect((await run(clientList())).map(client => client.id)).not.toContain(id)
  })
})

describe('clients are not asked for with', () => {
  it('nothing that says which', () => {
    expectRefused(() => clientKill({}), 'CLIENT KILL', 'at least one option')
    expectRefused(() => clientKill({ id: untyped(undefined) }), 'CLIENT KILL', 'at least one option')
    expectRefused(() => clientList({ id: [] }), 'CLIENT LIST', 'id', 'empty')
  })

  it('options that are not known, or exclude each other', () => {
    expectRefused(() => clientKill(untyped({ host: SECRET })), 'CLIENT KILL', 'host')
    expectRefused(() => clientList(untyped({ kind: SECRET })), 'CLIENT LIST', 'kind')
    expectRefused(() => clientPause(1, { write: true, all: true }), 'CLIENT PAUSE', 'write and all')
    expectRefused(() => clientPause(1, untyped(SECRET)), 'CLIENT PAUSE', 'options')
  })

  it('what is no text, number or bytes', () => {
    expectRefused(() => echo(untyped([SECRET])), 'ECHO', 'an array')
    expectRefused(() => ping(untyped(null)), 'PING', 'null')
    expectRefused(() => clientPause(Number.NaN), 'CLIENT PAUSE', 'NaN')
  })
})

const valkey = await serverOf('valkey-9.1')

describe.skipIf(valkey === undefined)('filters of clients', () => {
  const newer = useServer({ server: valkey ?? {} })
  const { run } = newer.connection(3)
  const victim = newer.connection(2)

  it('clientList and clientKill know all of them', async () => {
    const me = await run(clientId())
    const id = await victim.run(clientId())
    await victim.run(clientSetname('victim'))
    const found = async (filter: Parameters<typeof clientList>[0]) => {
      const ids = (await run(clientList(filter))).map(one => one.id)
      return [ids.includes(me), ids.includes(id)]
    }
    const more = { flags: 'N', notFlags: 'x', db: 0, notDb: 1, ip: '127.0.0.1', notIp: '127.0.0.9' }
    expect(await found({ name: 'victim' })).toEqual([false, true])
    expect(await found({ notName: 'victim' })).toEqual([true, false])
    expect(await found({ notId: [id, 999_999] })).toEqual([true, false])
    expect(await found({ id: [id, me], skipme: 'YES' })).toEqual([false, true])
    expect(await found({ type: 'PRIMARY' })).toEqual([false, false])
    expect(await found({ ...more, notType: 'PUBSUB', user: 'default' })).toEqual([true, true])
    expect(await found({ notUser: 'default' })).toEqual([false, false])
    expect(await found({ maxage: 1000, idle: 1000 })).toEqual([false, false])
    expect(await found({ notLibName: 'x', notLibVer: '1', notAddr: '1:1', notLaddr: '1:1' })).toEqual([true, true])
    expect(await found({ libName: 'x', libVer: '1', notCapa: 'r', capa: 'r' })).toEqual([false, false])
    expect(await run(clientKill({ id: [id, 999_999], notName: 'victim' }))).toBe(0)
    expect(await run(clientKill({ id: [id, 999_999], ip: '127.0.0.1' }))).toBe(1)
  })
})
