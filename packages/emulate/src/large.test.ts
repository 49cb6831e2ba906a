import * as specs from '@rc/commands'
import { type Command, type CommandSpec, command, type Executor } from '@rc/commands'
import type { Arg } from '@rc/resp'
import { beforeAll, describe, expect, it } from 'vitest'
import { MeasuringExecutor } from '../test/measuring.js'
import { emulate, useCluster } from '../test/use-cluster.js'
import { CHUNK, CHUNK_BYTES } from './chunks.js'

const MEMBERS = 100_000
const ELEMENTS = 200_000
const STRING_BYTES = 20 * 2 ** 20
/** Sets and sorted sets answer with a page that may be a bit longer than what was asked for. */
const SOME_MORE = 200

const cluster = useCluster()
const run = <T>(spec: CommandSpec, ...args: Arg[]): Promise<T> => cluster.run(command<T>(spec, args))

async function fill(executor: Executor, spec: CommandSpec, key: string, args: (i: number) => Arg[]): Promise<void> {
  const count = spec === specs.RPUSH ? ELEMENTS : MEMBERS
  const sent: Promise<unknown>[] = []
  for (let from = 0; from < count; from += 5000) {
    const some = Array.from({ length: 5000 }, (_, i) => args(from + i)).flat()
    sent.push(executor.run(command(spec, [key, ...some])))
  }
  await Promise.all(sent)
}

/** Runs it step by step, and sees to it that no step was large. */
async function measured<T>(one: Command<unknown>): Promise<T> {
  const executor = new MeasuringExecutor(cluster)
  const reply = await emulate(executor, one)
  expect(executor.largestReply).toBeLessThan(CHUNK_BYTES * 1.1)
  expect(executor.largestCommand).toBeLessThan(CHUNK_BYTES * 1.1)
  expect(executor.mostElements).toBeLessThanOrEqual(2 * CHUNK + SOME_MORE)
  expect(executor.mostArguments).toBeLessThanOrEqual(2 * CHUNK + SOME_MORE)
  expect(executor.steps).toBeGreaterThan(15)
  return reply as T
}

describe('large keys, in small steps', () => {
  // Members 0 … 99999, and 50000 … 149999: half of each is in both.
  const MORE = MEMBERS / 2
  beforeAll(async () => {
    await cluster.flush()
    await fill(cluster, specs.SADD, 'a', i => [`member:${i}`])
    await fill(cluster, specs.SADD, 'b', i => [`member:${i + MORE}`])
    await fill(cluster, specs.ZADD, 'c', i => [i / 3, `member:${i}`])
    await fill(cluster, specs.RPUSH, 'd', i => [`element:${i}`])
    await fill(cluster, specs.HSET, 'e', i => [`field:${i}`, `value:${i}`])
  })

  it('stores what two sets of 100 000 members make', async () => {
    expect(await measured(command(specs.SUNIONSTORE, ['f', 'a', 'b']))).toBe(MEMBERS + MORE)
    expect(await run(specs.SCARD, 'f')).toBe(MEMBERS + MORE)
    expect(await measured(command(specs.SINTERSTORE, ['f', 'a', 'b']))).toBe(MEMBERS - MORE)
    expect(await run(specs.SISMEMBER, 'f', `member:${MORE}`)).toBe(1)
    expect(await measured(command(specs.SDIFFSTORE, ['f', 'a', 'b']))).toBe(MORE)
    expect(await run(specs.SISMEMBER, 'f', `member:${MORE}`)).toBe(0)
    expect(await run(specs.PTTL, 'f')).toBe(-1)
  })

  it('answers with what two sets of 100 000 members make', async () => {
    expect(await measured(command(specs.SINTER, ['a', 'b']))).toHaveLength(MEMBERS - MORE)
    expect(await measured(command(specs.SUNION, ['a', 'b']))).toHaveLength(MEMBERS + MORE)
    expect(await measured(command(specs.SINTERCARD, [2, 'a', 'b']))).toBe(MEMBERS - MORE)
  })

  it('reads the smaller set alone, and asks the larger one', async () => {
    await run(specs.SADD, '{a}small', 'member:1', 'member:70000', 'x')
    const executor = new MeasuringExecutor(cluster)
    expect(await emulate(executor, command(specs.SINTER, ['b', '{a}small']))).toEqual([Buffer.from('member:70000')])
    expect(executor.steps).toBeLessThan(6)
  })

  it('sorted sets with sets', async () => {
    expect(await measured(command(specs.ZUNIONSTORE, ['f', 2, 'c', 'b', 'WEIGHTS', 3, 2]))).toBe(MEMBERS + MORE)
    expect(await run(specs.ZSCORE, 'f', `member:${MORE + 1}`)).toBeCloseTo(MORE + 1 + 2)
    expect(await measured(command(specs.ZINTERCARD, [2, 'c', 'b']))).toBe(MEMBERS - MORE)
    expect(await measured(command(specs.ZRANGESTORE, ['f', 'c', 10, -1]))).toBe(MEMBERS - 10)
    expect(await run(specs.PTTL, 'f')).toBe(-1)
    expect(await run(specs.ZRANGE, 'f', 0, 0)).toEqual([Buffer.from('member:10')])
    expect(await cluster.keys()).not.toContainEqual(expect.stringContaining(':tmp:'))
  })

  it.each([
    ['a', specs.SCARD, MEMBERS],
    ['c', specs.ZCARD, MEMBERS],
    ['d', specs.LLEN, ELEMENTS],
    ['e', specs.HLEN, MEMBERS],
  ])('renames %s, and back', async (key, size, count) => {
    await run(specs.PEXPIREAT, key, 4_000_000_000_123)
    expect(await measured(command(specs.RENAME, [key, 'f']))).toBe('OK')
    expect(await run(specs.EXISTS, key)).toBe(0)
    expect([await run(size, 'f'), await run(specs.PEXPIRETIME, 'f')]).toEqual([count, 4_000_000_000_123])
    expect(await measured(command(specs.RENAMENX, ['f', key]))).toBe(1)
    expect([await run(size, key), await run(specs.PEXPIRETIME, key)]).toEqual([count, 4_000_000_000_123])
  })

  it('keeps the order of a list of 200 000', async () => {
    expect(await measured(command(specs.COPY, ['d', 'f', 'REPLACE']))).toBe(1)
    for (const at of [0, 1, 77_777, ELEMENTS - 1]) {
      expect(String(await run(specs.LINDEX, 'f', at))).toBe(`element:${at}`)
    }
    expect(await emulate(cluster, command(specs.COPY, ['a', 'f']))).toBe(0)
    expect(await run(specs.LLEN, 'f')).toBe(ELEMENTS)
  })

  it('strings of 20 MiB', async () => {
    const bytes = Buffer.alloc(STRING_BYTES, 'abcdefg')
    await run(specs.SET, 'b', bytes)
    await run(specs.SET, 'f', Buffer.from([0xff]))
    expect(await measured(command(specs.BITOP, ['XOR', 'e', 'b', 'f']))).toBe(STRING_BYTES)
    const mixed = await run<Buffer>(specs.GET, 'e')
    expect(mixed[0]).toBe(0x61 ^ 0xff)
    expect(mixed.subarray(1).equals(bytes.subarray(1))).toBe(true)
    expect(await measured(command(specs.RENAME, ['b', 'f']))).toBe('OK')
    expect(bytes.equals(await run<Buffer>(specs.GET, 'f'))).toBe(true)
  })

  it('as many keys as there are', async () => {
    const pairs = Array.from({ length: 150_000 }, (_, i) => [`key:${i}`, i]).flat()
    const executor = new MeasuringExecutor(cluster)
    await run(specs.SET, 'key:149999', 'there')
    expect(await emulate(executor, command(specs.MSETNX, pairs))).toBe(0)
    await run(specs.DEL, 'key:149999')
    expect(await emulate(executor, command(specs.MSETNX, pairs))).toBe(1)
    expect(executor.mostArguments).toBeLessThanOrEqual(CHUNK)
    expect(String(await run(specs.GET, 'key:77777'))).toBe('77777')
  })

  it('a stream of 20 000', async () => {
    await run(specs.DEL, 'f')
    const added: Promise<unknown>[] = []
    for (let i = 1; i <= 20_000; i++) added.push(run(specs.XADD, 'f', `${i}-0`, 'field', Buffer.alloc(100, i)))
    await Promise.all(added)
    await run(specs.XGROUP_CREATE, 'f', 'g', '0')
    await run(specs.XREADGROUP, 'GROUP', 'g', 'me', 'COUNT', 12_345, 'STREAMS', 'f', '>')
    const executor = new MeasuringExecutor(cluster)
    expect(await emulate(executor, command(specs.COPY, ['f', 'b', 'REPLACE']))).toBe(1)
    expect(executor.largestReply).toBeLessThan(CHUNK_BYTES)
    expect(await run(specs.XLEN, 'b')).toBe(20_000)
    expect((await run<unknown[]>(specs.XPENDING, 'b', 'g'))[0]).toBe(12_345)
    expect(await run(specs.XRANGE, 'b', 19_999, 19_999)).toEqual(await run(specs.XRANGE, 'f', 19_999, 19_999))
  })

  it('few elements that are large are read few at a time', async () => {
    await run(specs.DEL, 'a')
    for (let i = 0; i < 40; i++) await run(specs.RPUSH, 'a', Buffer.alloc(300_000, i))
    const executor = new MeasuringExecutor(cluster)
    expect(await emulate(executor, command(specs.RENAME, ['a', 'f']))).toBe('OK')
    // The first look takes eight, whatever they are.
    expect(executor.largestReply).toBe(8 * 300_000)
    expect(await run(specs.LLEN, 'f')).toBe(40)
    expect(await run(specs.LINDEX, 'f', 39)).toEqual(Buffer.alloc(300_000, 39))
  })
})
