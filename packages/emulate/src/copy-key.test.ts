import * as specs from '@rc/commands'
import { type Command, type CommandSpec, command, type Executor } from '@rc/commands'
import type { Arg } from '@rc/resp'
import type { ServerBinary } from '@rc/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentsOf } from '../test/contents.js'
import { content } from '../test/data.js'
import { serverOf } from '../test/flavour.js'
import { beside, useCluster } from '../test/use-cluster.js'
import { useServer } from '../test/use-server.js'
import { copierOf } from './copiers.js'
import { copyKey } from './copy-key.js'
import { Draft } from './draft.js'
import { expiryOf } from './expiry.js'
import { Steps } from './steps.js'

const FAR = 4_000_000_000_000
const cluster = useCluster()
const server = useServer()

const text = async (executor: Executor, spec: CommandSpec, ...args: Arg[]): Promise<string> =>
  String(await executor.run(command(spec, args)))

/** Copies as large keys are copied, whatever the size. */
async function copyInChunks(reads: Executor, writes: Executor, [from, to]: [string, string]): Promise<void> {
  const steps = new Steps(command(specs.COPY, [from, to]), { reads, writes, beside })
  const draft = new Draft(steps, to)
  const copier = copierOf(await text(reads, specs.TYPE, from))
  await copier?.({ steps, from, draft, renew: () => Promise.resolve() })
  await draft.place(to, { expiry: await expiryOf(steps, from) })
}

const clear = async (): Promise<void> => {
  await Promise.all([cluster.flush(), server.run(command(specs.FLUSHALL, []))])
}

describe('copyKey', () => {
  it('copies keys of every type from one database into another', async () => {
    await fc.assert(
      fc.asyncProperty(content('a'), async made => {
        await clear()
        for (const one of made) await server.run(one)
        const expected = await contentsOf(server, 'a')
        const copied = await copyKey('a', 'b', { reads: server, writes: cluster, beside })
        expect([copied, await contentsOf(cluster, 'b')]).toEqual([expected === 'none' ? 'missing' : 'copied', expected])
        expect(await cluster.keys()).toEqual(expected === 'none' ? [] : ['b'])
      }),
    )
  })

  it('leaves a destination that exists alone, unless it may replace it', async () => {
    for (const value of ['small', Buffer.alloc(2 ** 21, 'large')]) {
      await clear()
      await server.run(command(specs.SET, ['a', value]))
      await cluster.run(command(specs.RPUSH, ['b', 'mine']))
      expect(await copyKey('a', 'b', { reads: server, writes: cluster, beside })).toBe('exists')
      expect(await text(cluster, specs.TYPE, 'b')).toBe('list')
      expect(await copyKey('a', 'b', { reads: server, writes: cluster, beside, replace: true })).toBe('copied')
      expect(await text(cluster, specs.GET, 'b')).toBe(value.toString())
    }
  })

  it.each(['small', 'large'])('leaves a destination alone that comes to exist meanwhile: %s', async size => {
    await clear()
    await server.run(command(specs.SET, ['a', Buffer.alloc(size === 'large' ? 2 ** 21 : 9)]))
    const writes: Executor = {
      async run<T>(one: Command<T>): Promise<T> {
        const reply = await cluster.run(one)
        if (one.spec === specs.EXISTS) await cluster.run(command(specs.SET, ['b', 'mine']))
        return reply
      },
    }
    expect(await copyKey('a', 'b', { reads: server, writes, beside })).toBe('exists')
    expect(await text(cluster, specs.GET, 'b')).toBe('mine')
    expect(await cluster.keys()).toEqual(['b'])
  })

  it('in chunks to a server that cannot read what the source dumps', async () => {
    await clear()
    await server.run(command(specs.ZADD, ['a', '-0', 'x', 1.1, Buffer.from([0xff]), 'inf', 'z']))
    const older: Executor = {
      // As a newer version: the last ten bytes are version and checksum.
      run: one => {
        const [key, ttl, bytes, ...rest] = one.args as [string, number, Buffer]
        if (one.spec !== specs.RESTORE) return cluster.run(one)
        return cluster.run({
          ...one,
          args: [key, ttl, bytes.subarray(0, -10), Buffer.alloc(10, 0xff), ...rest].slice(0, 3),
        })
      },
    }
    expect(await copyKey('a', 'b', { reads: server, writes: older, beside })).toBe('copied')
    expect(await contentsOf(cluster, 'b')).toEqual(await contentsOf(server, 'a'))
    expect(await cluster.keys()).toEqual(['b'])
  })

  it.each(['-restore', '-dump', '-memory', '-@dangerous'])('for a user with %s', async rule => {
    await clear()
    const run = (spec: CommandSpec, name: string, ...args: Arg[]) => cluster.run(command(spec, [`{a}${name}`, ...args]))
    await run(specs.HSET, 'h', 'f', 'v')
    await run(specs.SET, 's', '')
    await run(specs.PEXPIREAT, 's', FAR)
    const user = await cluster.user('limited', '~*', '+@all', rule)
    for (const name of ['h', 's']) {
      const names = [`{a}${name}`, `{a}copy-${name}`] as const
      expect(await copyKey(...names, { reads: user, writes: user, beside })).toBe('copied')
      expect(await contentsOf(cluster, names[1])).toEqual(await contentsOf(cluster, names[0]))
    }
  })

  it('keeps the expiry on servers that cannot tell when it is', async () => {
    await clear()
    await server.run(command(specs.SET, ['a', 'v', 'PX', 1_000_000]))
    const older: Executor = {
      run: one =>
        server.run(one.spec === specs.PEXPIRETIME ? { ...one, spec: { ...one.spec, head: '$4\r\nNONE\r\n' } } : one),
    }
    for (const length of [1, 2 ** 21]) {
      await server.run(command(specs.SETRANGE, ['a', length, 'x']))
      expect(await copyKey('a', 'b', { reads: older, writes: cluster, beside, replace: true })).toBe('copied')
      const left = Number(await text(cluster, specs.PTTL, 'b'))
      expect(left).toBeGreaterThan(900_000)
      expect(left).toBeLessThanOrEqual(1_000_000)
    }
  })
})

describe.each([3, 2] as const)('in chunks under RESP%i, as large keys are copied', protocol => {
  const reads: Executor = { run: one => (protocol === 3 ? cluster : cluster.resp2).run(one) }

  it('keys of every type', async () => {
    await fc.assert(
      fc.asyncProperty(content('a'), async made => {
        await clear()
        for (const one of made) await cluster.run(one)
        if ((await cluster.keys()).length === 0) return
        await copyInChunks(reads, reads, ['a', 'b'])
        expect(await contentsOf(cluster, 'b')).toEqual(await contentsOf(cluster, 'a'))
        expect(await text(cluster, specs.OBJECT_ENCODING, 'b')).toBe(await text(cluster, specs.OBJECT_ENCODING, 'a'))
        expect(await cluster.keys()).toEqual(['a', 'b'])
      }),
    )
  })

  it('streams with all that belongs to them', async () => {
    await clear()
    const run = (spec: CommandSpec, ...args: Arg[]) => cluster.run(command(spec, args))
    for (let i = 1; i <= 3000; i++) void run(specs.XADD, 'a', `${i}-${i % 3}`, 'n', i, Buffer.from([0xff]), '')
    await run(specs.XGROUP_CREATE, 'a', 'g', '0')
    await run(specs.XGROUP_CREATE, 'a', 'idle', '17-0')
    await run(specs.XGROUP_CREATECONSUMER, 'a', 'g', 'nobody')
    await run(specs.XREADGROUP, 'GROUP', 'g', 'me', 'COUNT', 2500, 'STREAMS', 'a', '>')
    await run(specs.XREADGROUP, 'GROUP', 'g', 'you', 'STREAMS', 'a', '>')
    await run(specs.XREADGROUP, 'GROUP', 'g', 'me', 'COUNT', 3, 'STREAMS', 'a', '0')
    await run(specs.XCLAIM, 'a', 'g', 'you', 0, '5-2', 'IDLE', 5_000_000)
    // Pending, but deleted: at the beginning, in the middle, at the end.
    await run(specs.XDEL, 'a', '1-1', '8-2', '1500-0', '3000-0', '2999-2')
    await run(specs.XACK, 'a', 'g', '10-1')
    await copyInChunks(reads, reads, ['a', 'b'])
    expect(await contentsOf(cluster, 'b')).toEqual(await contentsOf(cluster, 'a'))
    const pending = (await run(specs.XPENDING, 'b', 'g', '5-2', '5-2', 1)) as [Buffer, Buffer, number, number][]
    expect(pending[0]?.[1].toString()).toBe('you')
    expect(pending[0]?.[2]).toBeGreaterThanOrEqual(5_000_000)
    // They go on alike.
    expect(await text(cluster, specs.XADD, 'b', '3000-1', 'n', 1)).toBe('3000-1')
    await expect(run(specs.XADD, 'b', '3000-0', 'n', 1)).rejects.toThrow('equal or smaller')
  })

  it('streams without entries or groups', async () => {
    await clear()
    const run = (spec: CommandSpec, ...args: Arg[]) => cluster.run(command(spec, args))
    await run(specs.XADD, 'a', '7-0', 'n', 1)
    await run(specs.XDEL, 'a', '7-0')
    await copyInChunks(reads, reads, ['a', 'b'])
    expect(await contentsOf(cluster, 'b')).toEqual(await contentsOf(cluster, 'a'))
    expect(await text(cluster, specs.XINFO_GROUPS, 'b')).toBe('')
  })
})

describe.each(['redis-8.0', 'valkey-9.1'] as const)('on %s', async flavour => {
  const binary: ServerBinary | undefined = await serverOf(flavour)
  if (binary === undefined) {
    it.skip('cannot be fetched here', () => {})
    return
  }
  const newer = useServer({ server: binary })

  it('keys of every type in chunks', async () => {
    await fc.assert(
      fc.asyncProperty(content('a'), async made => {
        await newer.run(command(specs.FLUSHALL, []))
        for (const one of made) await newer.run(one)
        if (made.length === 0) return
        await copyInChunks(newer, newer, ['a', 'b'])
        expect(await contentsOf(newer, 'b')).toEqual(await contentsOf(newer, 'a'))
      }),
      { numRuns: 40 },
    )
  })

  it('keeps the expiry of fields', async () => {
    const run = (spec: CommandSpec, ...args: Arg[]) => newer.run(command(spec, args))
    await run(specs.DEL, 'a', 'b')
    for (let i = 0; i < 3000; i++) void run(specs.HSET, 'a', `f${i}`, i)
    const fields = Array.from({ length: 3000 }, (_, i) => `f${i}`)
    for (let i = 0; i < 1500; i++) void run(specs.HPEXPIREAT, 'a', FAR + (i % 7), 'FIELDS', 1, `f${i}`)
    await copyInChunks(newer, newer, ['a', 'b'])
    expect(await contentsOf(newer, 'b')).toEqual(await contentsOf(newer, 'a'))
    const times = await run(specs.HPEXPIRETIME, 'b', 'FIELDS', fields.length, ...fields)
    expect(times).toEqual(fields.map((_, i) => (i < 1500 ? FAR + (i % 7) : -1)))
  })

  it('from there to an older server, which cannot read its dumps', async () => {
    await clear()
    const run = (spec: CommandSpec, ...args: Arg[]) => newer.run(command(spec, args))
    await run(specs.DEL, 'a')
    await run(specs.HSET, 'a', 'f', 'v', 'g', 'w')
    await run(specs.HPEXPIREAT, 'a', FAR, 'FIELDS', 1, 'f')
    // A 7.0 server knows no expiry of fields: nothing is written that is not whole.
    await expect(copyKey('a', 'b', { reads: newer, writes: cluster, beside })).rejects.toThrow(/HPEXPIREAT/i)
    expect(await cluster.keys()).toEqual([])
    await run(specs.HPERSIST, 'a', 'FIELDS', 1, 'f')
    expect(await copyKey('a', 'b', { reads: newer, writes: cluster, beside })).toBe('copied')
    expect(await contentsOf(cluster, 'b')).toEqual(await contentsOf(newer, 'a'))
  })
})
