import {
  type CommandSpec,
  command,
  FLUSHALL,
  HSET,
  PEXPIREAT,
  RPUSH,
  SADD,
  SET,
  SETRANGE,
  XADD,
  XGROUP_CREATE,
  ZADD,
} from '@rc/commands'
import type { Arg } from '@rc/resp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../test/stores.js'
import { compareKey } from './compare.js'

const NAME = 'key'
const many = (make: (i: number) => Arg[], count = 700): Arg[] => Array.from({ length: count }, (_, i) => make(i)).flat()

/** A value of each type, encoded as large ones are, and a command that changes one small part of it. */
const VALUES: readonly (readonly [
  type: string,
  value: readonly [CommandSpec, Arg[]],
  change: readonly [CommandSpec, Arg[]],
])[] = [
  ['string', [SET, [Buffer.alloc(3 * 2 ** 20, 'x')]], [SETRANGE, [2 * 2 ** 20 + 5, 'y']]],
  ['list', [RPUSH, many(i => [`element ${i}`])], [RPUSH, ['one more']]],
  ['set', [SADD, many(i => [`member ${i}`])], [SADD, ['one more']]],
  ['hash', [HSET, many(i => [`field ${i}`, i])], [HSET, ['field 500', 'another']]],
  ['zset', [ZADD, many(i => [i / 3, `member ${i}`])], [ZADD, [0.5, 'member 500']]],
  ['stream', [XADD, ['1-1', 'field', 'value']], [XADD, ['2-1', 'field', 'value']]],
]

describe('a comparison', () => {
  let source: TestServer
  let target: TestServer
  beforeAll(async () => {
    ;[source, target] = await Promise.all([startServer(), startServer()])
  })
  afterAll(() => Promise.all([source?.stop(), target?.stop()]))
  afterEach(() => Promise.all([source, target].map(({ executor }) => executor.run(command(FLUSHALL, [])))))

  const on = (server: TestServer, spec: CommandSpec, ...args: Arg[]) =>
    server.executor.run(command(spec, [NAME, ...args]))
  const compare = (bytes: number | undefined) =>
    compareKey(NAME, bytes, { source: { executor: source.executor }, target: { executor: target.executor } })

  // With a size and as a whole, and without one, part by part.
  describe.each([
    ['as a whole', 1000],
    ['part by part', undefined],
  ])('%s', (_, bytes) => {
    it.each(VALUES)('sees a part of a %s that differs', async (_type, [spec, args], [change, changed]) => {
      await Promise.all([on(source, spec, ...args), on(target, spec, ...args)])
      expect(await compare(bytes)).toBe('same')
      await on(target, change, ...changed)
      expect(await compare(bytes)).toBe('different')
      await on(source, change, ...changed)
      expect(await compare(bytes)).toBe('same')
    })

    it('sees an end that differs', async () => {
      await Promise.all([on(source, SET, 'a'), on(target, SET, 'a')])
      await on(source, PEXPIREAT, 4_000_000_000_000)
      expect(await compare(bytes)).toBe('different')
      await on(target, PEXPIREAT, 4_000_000_000_001)
      expect(await compare(bytes)).toBe('different')
      await on(target, PEXPIREAT, 4_000_000_000_000)
      expect(await compare(bytes)).toBe('same')
    })

    it('sees what is on one side alone', async () => {
      expect(await compare(bytes)).toBe('gone')
      await on(source, SET, 'a')
      expect(await compare(bytes)).toBe('missing')
      await on(target, SADD, 'a')
      expect(await compare(bytes)).toBe('different')
    })
  })

  it('does not take an order of insertion, or an encoding, for a difference', async () => {
    await on(source, SADD, ...many(i => [`member ${i}`]))
    await on(target, SADD, ...many(i => [`member ${699 - i}`]))
    expect(await compare(1000)).toBe('same')
  })

  it('sees groups of a stream that differ', async () => {
    await Promise.all([on(source, XADD, '1-1', 'a', 'b'), on(target, XADD, '1-1', 'a', 'b')])
    await source.executor.run(command(XGROUP_CREATE, [NAME, 'group', '0']))
    expect(await compare(undefined)).toBe('different')
    await target.executor.run(command(XGROUP_CREATE, [NAME, 'group', '0']))
    expect(await compare(undefined)).toBe('same')
  })
})
