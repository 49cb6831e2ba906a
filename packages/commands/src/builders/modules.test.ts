import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import type { Command } from '../command.js'
import { moduleList, moduleLoad, moduleLoadex, moduleUnload } from './modules.js'

const server = useServer({ args: ['--enable-module-command', 'yes'] })

const wordsOf = ({ spec, args }: Command<unknown>) => [spec.name, ...args]

describe.each(PROTOCOLS)('modules under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('moduleList', async () => {
    for (const module of await run(moduleList())) {
      expect(module).toEqual({
        name: expect.any(String),
        ver: expect.any(Number),
        path: expect.any(String),
        args: expect.any(Array),
      })
    }
  })

  it('moduleLoad, moduleLoadex and moduleUnload name a module', async () => {
    await expect(run(moduleLoad('/none.so'))).rejects.toThrow('Error loading')
    await expect(run(moduleLoad('/none.so', ['a', 1]))).rejects.toThrow('Error loading')
    await expect(run(moduleLoadex('/none.so'))).rejects.toThrow('Error loading')
    await expect(run(moduleLoadex('/none.so', { config: { 'a.b': 1 }, args: 'x' }))).rejects.toThrow('Error loading')
    await expect(run(moduleUnload('none'))).rejects.toThrow(/no such module/i)
  })
})

describe('modules', () => {
  it('are named with their settings and arguments', () => {
    expect(wordsOf(moduleLoad('/m.so', ['a', 1]))).toEqual(['MODULE LOAD', '/m.so', 'a', 1])
    const loadex = moduleLoadex('/m.so', { config: { a: 1, b: 'x' }, args: ['y', 2] })
    const settings = ['CONFIG', 'a', 1, 'CONFIG', 'b', 'x']
    expect(wordsOf(loadex)).toEqual(['MODULE LOADEX', '/m.so', ...settings, 'ARGS', 'y', 2])
  })

  it('tell the same under both protocols', () => {
    const { read } = moduleList()
    const module = { name: 'm', ver: 3, path: '/m.so', args: ['a'] }
    expect(read?.([{ ...module }])).toEqual([module])
    expect(read?.([['name', 'm', 'ver', 3, 'path', '/m.so', 'args', ['a']]])).toEqual([module])
    // Before Redis 7 there are no path and no arguments.
    expect(read?.([['name', 'm', 'ver', 3]])).toEqual([{ name: 'm', ver: 3, path: '', args: [] }])
  })

  it('are not asked for with what cannot work', () => {
    expectRefused(() => moduleLoad('/m.so', []), 'MODULE LOAD', 'arguments')
    expectRefused(() => moduleLoadex('/m.so', { config: {} }), 'MODULE LOADEX', 'settings')
    expectRefused(() => moduleLoadex('/m.so', { args: [] }), 'MODULE LOADEX', 'arguments')
    expectRefused(() => moduleLoadex('/m.so', untyped({ settings: SECRET })), 'MODULE LOADEX', 'settings', 'config')
  })
})
