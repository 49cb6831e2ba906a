import { afterEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import {
  functionDelete,
  functionDump,
  functionFlush,
  functionKill,
  functionList,
  functionLoad,
  functionRestore,
  functionStats,
} from './functions.js'
import { fcall, fcall_ro } from './scripting.js'
import { configSet } from './server.js'
import { get } from './strings.js'

const server = useServer()

const CODE = `#!lua name=shop
redis.register_function('put', function(keys, args) return redis.call('set', keys[1], args[1]) end)
redis.register_function{
  function_name = 'look',
  callback = function(keys, args) return {redis.call('get', keys[1]), args} end,
  description = 'reads',
  flags = {'no-writes'}
}
redis.register_function('spin', function() while true do end end)
`

describe.each(PROTOCOLS)('functions under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  afterEach(() => run(functionFlush()))

  it('functionLoad, fcall, fcall_ro', async () => {
    expect(await run(functionLoad(CODE))).toBe('shop')
    await expect(run(functionLoad(CODE))).rejects.toThrow('already exists')
    expect(await run(functionLoad(CODE, { replace: true }))).toBe('shop')
    expect(await run(fcall('put', { keys: 'k', args: 'v' }))).toBe('OK')
    expect(await run(get('k'))).toBe('v')
    expect(await run(fcall('look', { keys: ['k'], args: [1, 2] }))).toEqual(['v', ['1', '2']])
    expect(await run(fcall_ro('look', { keys: 'k' }))).toEqual(['v', []])
    await expect(run(fcall_ro('put', { keys: 'k', args: 'w' }))).rejects.toThrow('write flag')
    await expect(run(fcall('none'))).rejects.toThrow('Function not found')
  })

  it('functionList', async () => {
    expect(await run(functionList())).toEqual([])
    await run(functionLoad(CODE))
    const [shop, ...more] = await run(functionList())
    expect(more).toEqual([])
    expect(shop).toMatchObject({ library_name: 'shop', engine: 'LUA' })
    expect(shop).not.toHaveProperty('library_code')
    expect(shop?.functions.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'look', description: 'reads', flags: ['no-writes'] },
      { name: 'put', description: null, flags: [] },
      { name: 'spin', description: null, flags: [] },
    ])
    expect(await run(functionList({ libraryname: 'sh*', withcode: true }))).toMatchObject([{ library_code: CODE }])
    expect(await run(functionList({ libraryname: 'x*' }))).toEqual([])
  })

  it('functionStats', async () => {
    await run(functionLoad(CODE))
    expect(await run(functionStats())).toEqual({
      running_script: null,
      engines: { LUA: { libraries_count: 1, functions_count: 3 } },
    })
  })

  it('functionDelete, functionFlush', async () => {
    await run(functionLoad(CODE))
    expect(await run(functionDelete('shop'))).toBe('OK')
    await expect(run(functionDelete('shop'))).rejects.toThrow('Library not found')
    await run(functionLoad(CODE))
    expect(await run(functionFlush({ sync: true }))).toBe('OK')
    expect(await run(functionFlush({ async: true }))).toBe('OK')
    expect(await run(functionList())).toEqual([])
  })

  it('functionKill is refused where no function runs', async () => {
    await expect(run(functionKill())).rejects.toMatchObject({ code: 'NOTBUSY' })
  })
})

describe.each(PROTOCOLS)('dumps of functions under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('functionDump, functionRestore', async () => {
    await run(functionLoad(CODE))
    const dumped = await run(functionDump())
    await run(functionFlush())
    expect(String(await run(functionRestore(dumped)))).toBe('OK')
    await expect(run(functionRestore(dumped, { policy: 'APPEND' }))).rejects.toThrow('already exists')
    expect(String(await run(functionRestore(dumped, { policy: 'REPLACE' })))).toBe('OK')
    expect(String(await run(functionRestore(dumped, { policy: 'FLUSH' })))).toBe('OK')
    expect(await run(functionList())).toHaveLength(1)
    await run(functionFlush())
  })
})

describe('a function that runs', () => {
  const busy = server.connection(3)
  const other = server.connection(3)
  const resp2 = server.connection(2)

  it('stands in functionStats, and functionKill ends it', async () => {
    await other.run(configSet({ 'lua-time-limit': 50 }))
    await other.run(functionLoad(CODE))
    const ended = expect(busy.run(fcall('spin', { args: 'round' }))).rejects.toThrow('killed by user')
    for (const { run } of [other, resp2]) {
      await expect
        .poll(() => run(functionStats()), { timeout: 30_000 })
        .toMatchObject({
          running_script: { name: 'spin', command: ['FCALL', 'spin', '0', 'round'], duration_ms: expect.any(Number) },
          engines: { LUA: { libraries_count: 1 } },
        })
    }
    expect(await other.run(functionKill())).toBe('OK')
    await ended
    await other.run(functionFlush())
  })
})

describe('functions refuse', () => {
  it('options that are not known, or exclude each other', () => {
    expectRefused(() => functionLoad(SECRET, untyped({ overwrite: true })), 'FUNCTION LOAD', 'overwrite')
    expectRefused(() => functionList(untyped({ name: SECRET })), 'FUNCTION LIST', 'name')
    expectRefused(() => functionFlush({ async: true, sync: true }), 'FUNCTION FLUSH', 'async and sync')
    expectRefused(() => functionRestore(SECRET, untyped({ replace: true })), 'FUNCTION RESTORE', 'replace', 'policy')
    expectRefused(() => functionRestore(SECRET, { policy: untyped(SECRET) }), 'FUNCTION RESTORE', 'policy', 'FLUSH')
    expectRefused(() => fcall(SECRET, untyped({ values: 1 })), 'FCALL', 'values')
    expectRefused(() => fcall_ro(SECRET, untyped('k')), 'FCALL_RO', 'options')
  })
})
