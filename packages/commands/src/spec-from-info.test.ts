import type { Arg, Reply } from '@rc/resp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { useServer } from '../test/server.js'
import { command } from './command.js'
import { ADMIN, BLOCKING, DENY_OOM, IDEMPOTENT, KEYS_INCOMPLETE, NO_MULTI, PUBSUB, READ, WRITE } from './flags.js'
import { keyPositions } from './key-shapes.js'
import { lookup } from './lookup.js'
import { toList } from './replies.js'
import type { CommandSpec } from './spec.js'
import { specFromInfo } from './spec-from-info.js'
import { COMMAND, COMMAND_INFO } from './specs.gen.js'

/** What a server says of all commands, their sub-commands among them. */
const infosOf = (reply: Reply): Reply[] =>
  toList(reply).flatMap(info => {
    const subcommands = toList(toList(info)[9] ?? null)
    return subcommands.length > 0 ? [...subcommands] : [info]
  })

/** Commands whose keys the server does not describe, or not all of them. The table knows better. */
const NOT_DESCRIBED = ['MIGRATE', 'SORT', 'SORT_RO']

describe('specFromInfo', () => {
  const server = useServer()
  const resp2 = server.connection(2)
  const resp3 = server.connection(3)

  const specOf = async (name: string): Promise<CommandSpec | undefined> =>
    specFromInfo(toList(await resp3.run(command<Reply>(COMMAND_INFO, [name])))[0] ?? null)

  it('reads the same of both protocols, for every command of the server', async () => {
    const [two, three] = [await resp2.run(command<Reply>(COMMAND, [])), await resp3.run(command<Reply>(COMMAND, []))]
    const specs = infosOf(two).map(specFromInfo)
    expect(specs).toEqual(infosOf(three).map(specFromInfo))
    expect(specs.length).toBeGreaterThan(300)
    expect(specs).not.toContain(undefined)
  })

  it('finds the keys that the table finds, whatever the arguments', async () => {
    const words = ['STREAMS', 'STORE', 'STOREDIST', 'KEYS', '0', '1', '2', '3', 'a', 'b']
    const args = fc.array(fc.constantFrom<Arg>(...words), { maxLength: 12 })
    for (const info of infosOf(await resp3.run(command<Reply>(COMMAND, [])))) {
      const made = specFromInfo(info) as CommandSpec
      const row = lookup(made.name.split(' '))
      if (row === undefined || NOT_DESCRIBED.includes(row.name)) continue
      fc.assert(
        fc.property(args, given => {
          expect([row.name, given, keyPositions(made.keys, given)]).toEqual([
            row.name,
            given,
            keyPositions(row.keys, given),
          ])
        }),
        { numRuns: 40 },
      )
    }
  })

  it('reads flags, arity and policies', async () => {
    expect(await specOf('get')).toMatchObject({ name: 'GET', words: 1, arity: 2, flags: READ, onlyKey: 0 })
    expect(await specOf('del')).toMatchObject({ flags: WRITE, request: 'multi_shard', response: 'agg_sum' })
    expect(await specOf('blpop')).toMatchObject({ flags: WRITE | BLOCKING, request: 'default', response: 'default' })
    expect(await specOf('append')).toMatchObject({ flags: WRITE | DENY_OOM })
    expect(await specOf('publish')).toMatchObject({ flags: PUBSUB })
    expect(await specOf('save')).toMatchObject({ flags: ADMIN | NO_MULTI })
    expect(await specOf('config|set')).toMatchObject({ name: 'CONFIG SET', words: 2, arity: -4 })
    expect(await specOf('memory|usage')).toMatchObject({ name: 'MEMORY USAGE', onlyKey: 0 })
  })

  it('says where keys cannot be found', async () => {
    for (const name of ['sort', 'migrate']) expect((await specOf(name))?.flags).toSatisfy(hasIncompleteKeys)
    for (const name of ['get', 'xread', 'eval']) expect((await specOf(name))?.flags).not.toSatisfy(hasIncompleteKeys)
  })

  it('knows nothing of what the server does not know', async () => {
    expect(await specOf('nosuchcommand')).toBeUndefined()
    for (const reply of [null, 'OK', 0, [], ['get']]) expect(specFromInfo(reply)).toBeUndefined()
  })
})

const hasIncompleteKeys = (flags: unknown): boolean => (Number(flags) & KEYS_INCOMPLETE) !== 0

describe('specFromInfo without a server', () => {
  it('reads what servers before 7 say: first key, last key, step', () => {
    const keysOf = (first: number, last: number, step: number, args: Arg[]) =>
      keyPositions(specFromInfo(['m.cmd', -2, ['readonly'], first, last, step, ['@read']])?.keys ?? [], args)
    expect(keysOf(1, 1, 1, ['a', 'b'])).toEqual([0])
    expect(keysOf(1, -1, 2, ['a', '1', 'b', '2'])).toEqual([0, 2])
    expect(keysOf(2, 3, 1, ['x', 'a', 'b', 'y'])).toEqual([1, 2])
    expect(keysOf(1, -2, 1, ['a', 'b', '0'])).toEqual([0, 1])
    expect(keysOf(0, 0, 0, ['a'])).toEqual([])
  })

  it('takes no policy that nobody here can follow', () => {
    const tips = ['nondeterministic_output', 'request_policy:all_planets', 'response_policy:agg_median']
    expect(specFromInfo(['m.cmd', 1, [], 0, 0, 0, [], tips, [], []])).toMatchObject({
      name: 'M.CMD',
      request: 'default',
      response: 'default',
    })
  })

  it('says that keys cannot be found where the server does', () => {
    const keySpec = { flags: [], begin_search: { type: 'unknown', spec: {} }, find_keys: { type: 'unknown', spec: {} } }
    const made = specFromInfo(['m.cmd', 1, ['write'], 0, 0, 0, [], [], [keySpec], []])
    expect(made).toMatchObject({ flags: WRITE | KEYS_INCOMPLETE, keys: [] })
  })

  it('splits JSON.MGET and JSON.MSET, whatever the module says of their keys', () => {
    const keySpec = (lastkey: number, keystep: number, flags: string[]): Reply => ({
      flags,
      begin_search: { type: 'index', spec: { index: 1 } },
      find_keys: { type: 'range', spec: { lastkey, keystep, limit: 0 } },
    })
    const mget = [
      // RedisJSON, ValkeyJSON, and a server before 7.
      ['json.mget', -3, ['readonly', 'movablekeys'], 1, 1, 1, [], [], [keySpec(0, 1, ['RO', 'incomplete'])], []],
      ['JSON.MGET', -3, ['readonly'], 1, -2, 1, [], [], [keySpec(-2, 1, ['RO'])], []],
      ['json.mget', -3, ['readonly'], 1, 1, 1, []],
    ].map(info => specFromInfo(info))
    for (const made of mget) {
      expect(made).toMatchObject({
        name: 'JSON.MGET',
        flags: READ,
        request: 'multi_shard',
        response: 'default',
        onlyKey: -1,
      })
      expect(keyPositions(made?.keys ?? [], ['a', 'b', '$'])).toEqual([0, 1])
    }
    const mset = specFromInfo(['json.mset', -4, ['write', 'denyoom'], 1, -1, 3, [], [], [keySpec(-1, 3, ['OW'])], []])
    expect(mset).toMatchObject({
      flags: WRITE | DENY_OOM | IDEMPOTENT,
      request: 'multi_shard',
      response: 'all_succeeded',
    })
    expect(keyPositions(mset?.keys ?? [], ['a', '$', '1', 'b', '$', '2'])).toEqual([0, 3])
    expect(specFromInfo(['json.get', -2, ['readonly'], 1, 1, 1, []])).toMatchObject({ onlyKey: 0, request: 'default' })
  })
})
