import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import type { CommandDescription } from './command-description.js'
import {
  command,
  commandCount,
  commandDocs,
  commandGetkeys,
  commandGetkeysandflags,
  commandInfo,
  commandList,
} from './command-info.js'

const server = useServer()

const GET: Partial<CommandDescription> = {
  name: 'get',
  arity: 2,
  flags: ['readonly', 'fast'],
  firstKey: 1,
  lastKey: 1,
  keyStep: 1,
  categories: ['@read', '@string', '@fast'],
  tips: [],
  keySpecs: [
    {
      flags: ['RO', 'access'],
      begin_search: { type: 'index', spec: { index: 1 } },
      find_keys: { type: 'range', spec: { lastkey: 0, keystep: 1, limit: 0 } },
    },
  ],
  subcommands: [],
}

describe.each(PROTOCOLS)('what a server says of commands under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('command, commandCount, commandList', async () => {
    const all = await run(command())
    expect(all).toHaveLength(await run(commandCount()))
    expect(all.find(({ name }) => name === 'get')).toEqual(GET)
    const names = await run(commandList())
    expect(names).toEqual(expect.arrayContaining(all.map(({ name }) => name)))
    expect((await run(commandList({ pattern: 'hex*' }))).includes('hexists')).toBe(true)
    expect(await run(commandList({ aclcat: 'hyperloglog' }))).toContain('pfadd')
    expect(await run(commandList({ module: 'none' }))).toEqual([])
    expect(await run(commandList({}))).toEqual(names)
  })

  it('commandInfo', async () => {
    const [get, none, config] = await run(commandInfo(['get', 'nosuchcommand', 'config']))
    expect(get).toEqual(GET)
    expect(none).toBeNull()
    expect(config?.subcommands.map(({ name }) => name)).toContain('config|get')
    expect(await run(commandInfo('GET'))).toEqual([GET])
    const [dbsize, xread] = await run(commandInfo(['dbsize', 'xread']))
    expect(dbsize?.tips).toContain('request_policy:all_shards')
    expect(xread?.keySpecs[0]?.begin_search).toEqual({ type: 'keyword', spec: { keyword: 'STREAMS', startfrom: 1 } })
  })

  it('commandDocs', async () => {
    const { lmove, ...others } = await run(commandDocs('lmove'))
    expect(Object.keys(others)).toEqual([])
    expect(lmove).toMatchObject({ since: '6.2.0', group: 'list', complexity: 'O(1)' })
    expect(lmove?.arguments?.[2]).toMatchObject({
      name: 'wherefrom',
      type: 'oneof',
      arguments: [
        { name: 'left', type: 'pure-token', token: 'LEFT' },
        { name: 'right', type: 'pure-token', token: 'RIGHT' },
      ],
    })
    const { config, expire } = await run(commandDocs(['config', 'expire', 'nosuchcommand']))
    expect(config?.subcommands?.['config|set']).toMatchObject({ since: '2.0.0', group: 'server' })
    expect(expire?.history).toContainEqual(['7.0.0', expect.any(String)])
    expect((await run(commandDocs()))['get']).toMatchObject({ group: 'string' })
  })

  it('commandGetkeys, commandGetkeysandflags', async () => {
    expect(await run(commandGetkeys(['MSET', 'a', 1, 'b', 2]))).toEqual(['a', 'b'])
    await expect(run(commandGetkeys(['ECHO', 'a']))).rejects.toThrow('no key arguments')
    expect(await run(commandGetkeysandflags(['LMOVE', 'a', 'b', 'LEFT', 'RIGHT']))).toEqual([
      { key: 'a', flags: ['RW', 'access', 'delete'] },
      { key: 'b', flags: ['RW', 'insert'] },
    ])
  })
})

describe('what a server says of commands is not asked for with', () => {
  it('empty lists', () => {
    expectRefused(() => commandInfo([]), 'COMMAND INFO', 'names')
    expectRefused(() => commandGetkeys([]), 'COMMAND GETKEYS', 'words')
    expectRefused(() => commandGetkeysandflags([]), 'COMMAND GETKEYSANDFLAGS', 'words')
  })

  it('options that are not known, or exclude each other', () => {
    expectRefused(() => commandList({ module: SECRET, aclcat: 'read' }), 'COMMAND LIST', 'module and aclcat')
    expectRefused(() => commandList(untyped({ filter: SECRET })), 'COMMAND LIST', 'filter')
    expectRefused(() => commandList(untyped(SECRET)), 'COMMAND LIST', 'options')
  })
})
