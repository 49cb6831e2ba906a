import * as specs from '@rc/commands'
import { type CommandSpec, command } from '@rc/commands'
import type { Arg } from '@rc/resp'
import { beforeEach, describe, expect, it } from 'vitest'
import { plain } from '../test/contents.js'
import { meddling } from '../test/meddling.js'
import { emulate, useCluster } from '../test/use-cluster.js'

const cluster = useCluster()
const run = async (spec: CommandSpec, ...args: Arg[]): Promise<unknown> => plain(await cluster.run(command(spec, args)))

beforeEach(() => cluster.flush())

describe('what others do meanwhile', () => {
  it('MSETNX takes back what it set when somebody else makes one of its keys', async () => {
    const steps = meddling(cluster, 'SETNX', () => run(specs.SET, 'b', 'theirs'))
    expect(await emulate(steps, command(specs.MSETNX, ['a', 1, 'b', 2, 'c', 3]))).toBe(0)
    expect([await cluster.keys(), await run(specs.GET, 'b')]).toEqual([['b'], 'theirs'])
  })

  it('SMOVE takes the member back from the destination when somebody else was faster', async () => {
    await run(specs.SADD, 'a', 'x')
    const steps = meddling(cluster, 'SREM', () => run(specs.SREM, 'a', 'x'))
    expect(await emulate(steps, command(specs.SMOVE, ['a', 'b', 'x']))).toBe(0)
    expect(await cluster.keys()).toEqual([])
  })

  it('SMOVE leaves the member where it was at the destination before', async () => {
    await run(specs.SADD, 'a', 'x')
    await run(specs.SADD, 'b', 'x')
    const steps = meddling(cluster, 'SREM', () => run(specs.SREM, 'a', 'x'))
    expect(await emulate(steps, command(specs.SMOVE, ['a', 'b', 'x']))).toBe(0)
    expect(await run(specs.SMEMBERS, 'b')).toEqual(['x'])
  })

  it.each(['small', 'large'])('RENAMENX does not overwrite a destination that comes to exist: %s', async size => {
    await run(specs.SET, 'a', Buffer.alloc(size === 'large' ? 2 ** 21 : 3))
    const steps = meddling(cluster, size === 'large' ? 'RENAMENX' : 'RESTORE', () => run(specs.SET, 'b', 'theirs'))
    expect(await emulate(steps, command(specs.RENAMENX, ['a', 'b']))).toBe(0)
    expect([await cluster.keys(), await run(specs.GET, 'b')]).toEqual([['a', 'b'], 'theirs'])
  })

  it('RENAME of a key that comes to exist goes through', async () => {
    const steps = meddling(cluster, 'RENAME', () => run(specs.SET, 'a', 'late'))
    expect(await emulate(steps, command(specs.RENAME, ['a', 'b']))).toBe('OK')
    expect([await cluster.keys(), await run(specs.GET, 'b')]).toEqual([['b'], 'late'])
  })
})

describe('blocking forms', () => {
  it('wait for an element', async () => {
    const [own, other] = [emulate(cluster, command(specs.BLMOVE, ['a', 'b', 'LEFT', 'RIGHT', 5])), cluster.resp2]
    await other.run(command(specs.RPUSH, ['a', 'x', 'y']))
    expect(plain(await own)).toBe('x')
    expect([await run(specs.LRANGE, 'a', 0, -1), await run(specs.LRANGE, 'b', 0, -1)]).toEqual([['y'], ['x']])
    expect(await cluster.keys()).toEqual(['a', 'b'])
  })

  it('take nothing where the destination is no list', async () => {
    await run(specs.SET, 'b', 'text')
    const own = emulate(cluster, command(specs.BRPOPLPUSH, ['a', 'b', 5])).catch(String)
    await cluster.resp2.run(command(specs.RPUSH, ['a', 'x', 'y']))
    expect(await own).toContain('WRONGTYPE')
    expect(await run(specs.LRANGE, 'a', 0, -1)).toEqual(['x', 'y'])
  })
})
