import { command, DEL, FLUSHALL, INCR, SET } from '@rc/commands'
import { planMoves, type ShardedOptions, ShardedRedis } from '@rc/sharding'
import { findServer } from '@rc/testing'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fill, nameOf } from './fill.js'
import { buildProgram, rc, type Running, start } from './program.js'
import { differences, startServer, startTarget, type TestCluster, type TestServer } from './stores.js'

const KEYS = Number(process.env.RC_CLI_KEYS ?? 20_000)
const LARGE_BYTES = 50 * 2 ** 20
const MOST_BYTES = 150 * 2 ** 20

describe('rc copy', () => {
  let source: TestServer
  let target: TestCluster
  let folder: string
  let state: string
  beforeAll(async () => {
    ;[source, target] = await Promise.all([startServer(), startTarget()])
    folder = await mkdtemp(join(tmpdir(), 'rc-copy-'))
  })
  afterAll(async () => {
    await Promise.all([source?.stop(), target?.stop()])
    await rm(folder, { recursive: true, force: true })
  })
  let runs = 0
  beforeEach(() => {
    state = join(folder, `state-${runs++}.json`)
  })
  afterEach(async () => {
    await Promise.all([target.flush(), source.executor.run(command(FLUSHALL, []))])
  })

  const copy = (...options: string[]) => rc(['copy', source.name, target.name, '--state', state, ...options])

  describe('in a process of its own', () => {
    let program: string
    beforeAll(async () => {
      program = await buildProgram(folder)
    })
    const startCopy = (...options: string[]): Running =>
      start(program, ['copy', source.name, target.name, '--state', state, ...options])

    /** Waits until it has come some way, as its file says. */
    async function underWay(least: number): Promise<void> {
      while (copiedSoFar(state) < least) await new Promise(resolve => setTimeout(resolve, 5))
    }

    it('is killed in the middle, goes on, leaves both sides equal, and needs little memory', async () => {
      await fill(source.executor, { keys: KEYS, largeBytes: LARGE_BYTES })
      const first = startCopy('--count', '100')
      const memory = peakMemory(first)
      await underWay(KEYS / 10)
      first.child.kill('SIGKILL')
      expect((await first.ended).code).toBe(137)
      const kept = copiedSoFar(state)
      expect(kept).toBeGreaterThan(0)
      expect(kept).toBeLessThan(KEYS)

      const second = startCopy('--verify', '--json')
      const peak = peakMemory(second)
      const { code, out, err } = await second.ended
      expect([code, err]).toEqual([0, ''])
      const [copied, verified] = out
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
      // It did not begin anew: what the first one had counted is not counted twice.
      expect(copied.keys).toBe(KEYS + 1)
      expect(verified).toMatchObject({ keys: KEYS + 1, counts: { same: KEYS + 1 }, extra: 0 })
      expect(await differences(source, target)).toEqual([])
      expect(existsSync(state)).toBe(false)
      const most = Math.max(await memory, await peak)
      process.stdout.write(`rc copy of ${KEYS} keys took ${(most / 2 ** 20).toFixed(0)} MiB at most\n`)
      expect(most).toBeLessThan(MOST_BYTES)
    }, 600_000)

    it('does so into four shards, too', async () => {
      await fill(source.executor, { keys: KEYS, largeBytes: LARGE_BYTES })
      const shards = await Promise.all([startServer(), startServer(), startServer(), startServer()])
      try {
        const place = `shards:${shards.map(({ name }) => name).join(',')}`
        const startInto = (...options: string[]): Running =>
          start(program, ['copy', source.name, place, '--state', state, ...options])
        const first = startInto('--count', '100')
        const memory = peakMemory(first)
        await underWay(KEYS / 10)
        first.child.kill('SIGKILL')
        expect((await first.ended).code).toBe(137)
        const second = startInto('--verify', '--json')
        const peak = peakMemory(second)
        const { code, out, err } = await second.ended
        expect([code, err]).toEqual([0, ''])
        const [copied, verified] = out
          .trim()
          .split('\n')
          .map(line => JSON.parse(line))
        expect(copied.keys).toBe(KEYS + 1)
        expect(verified).toMatchObject({ counts: { same: KEYS + 1 }, extra: 0 })
        const contents = await Promise.all(shards.map(shard => shard.contents()))
        expect(new Map(contents.flatMap(one => [...one]))).toEqual(await source.contents())
        const most = Math.max(await memory, await peak)
        process.stdout.write(
          `rc copy of ${KEYS} keys into four shards took ${(most / 2 ** 20).toFixed(0)} MiB at most\n`,
        )
        expect(most).toBeLessThan(MOST_BYTES)
      } finally {
        await Promise.all(shards.map(shard => shard.stop()))
      }
    }, 600_000)

    it('ends at SIGTERM with 143, says how to go on, and goes on', async () => {
      await fill(source.executor, { keys: KEYS })
      const first = startCopy('--count', '100')
      await underWay(1)
      first.child.kill('SIGTERM')
      const { code, err } = await first.ended
      expect(code).toBe(143)
      expect(err).toContain(state)
      const kept = copiedSoFar(state)
      expect(await target.size()).toBe(kept)
      expect((await startCopy().ended).code).toBe(0)
      expect(await differences(source, target)).toEqual([])
    }, 120_000)
  })

  it('copies what is written meanwhile with --follow, and what was deleted with --delete', async () => {
    await fill(source.executor, { keys: 3000 })
    let writes = 0
    const writer = (async () => {
      for (; writes < 300; writes++) {
        await source.executor.run(command(SET, [nameOf(writes % 150), `changed ${writes}`]))
        await source.executor.run(command(DEL, [nameOf(2000 + (writes % 150))]))
        await source.executor.run(command(INCR, [`new:${writes % 100}`]))
      }
    })()
    const { code, out } = await copy('--follow', '--delete', '--json', '--count', '50')
    await writer
    const passes = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(code).toBe(0)
    expect(passes.at(-1)).toMatchObject({ pass: 'follow', deleted: 0, counts: { copied: 0 } })
    // Whatever was written after its last look is found by one more.
    expect((await copy('--follow', '--delete')).code).toBe(0)
    expect(await differences(source, target)).toEqual([])
  }, 120_000)

  it('tells with --verify what differs, and what the target alone has', async () => {
    await fill(source.executor, { keys: 200 })
    expect((await copy()).code).toBe(0)
    await source.executor.run(command(SET, ['changed', 'a']))
    await copy('--match', 'changed')
    await source.executor.run(command(SET, ['changed', 'b']))
    await source.executor.run(command(DEL, [nameOf(1)]))
    const { code, out } = await copy('--verify', '--json')
    const [copied, verified] = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(code).toBe(3)
    expect(copied.counts).toMatchObject({ copied: 0, same: 199, conflict: 1 })
    expect(verified).toMatchObject({ counts: { same: 199, different: 1 }, extra: 1 })
    expect(verified.notices).toEqual([{ outcome: 'different', key: 'changed' }])
  })

  it('leaves alone what the target has, says so, and replaces it with --replace', async () => {
    await source.executor.run(command(SET, ['a', 'mine']))
    await copy()
    await source.executor.run(command(SET, ['a', 'other']))
    const left = await copy()
    expect(left.code).toBe(3)
    expect(left.out).toMatch(/1 {2}left alone: the target has another value of that name/)
    expect(await differences(source, target)).toEqual(['a'])
    expect((await copy('--replace')).code).toBe(0)
    expect(await differences(source, target)).toEqual([])
  })

  it('copies shards, server by server, and goes on after an interruption', async () => {
    const other = await startServer()
    try {
      await fill(source.executor, { keys: 500 })
      for (let i = 0; i < 300; i++) await other.executor.run(command(SET, [`other:${i}`, i]))
      const shards = `shards:${source.name},${other.name}`
      const args = ['copy', shards, target.name, '--state', state, '--json']
      const stopped = new AbortController()
      stopped.abort('SIGTERM')
      expect((await rc(args, { signal: stopped.signal })).code).toBe(143)
      const { code, out } = await rc([...args, '--verify'])
      expect(code).toBe(0)
      expect(JSON.parse(out.split('\n')[1] ?? '')).toMatchObject({ keys: 800, counts: { same: 800 }, extra: 0 })
      expect(await target.size()).toBe(800)
    } finally {
      await other.stop()
    }
  })

  it('copies into shards, where a sharded client finds every key', async () => {
    const shards = [await startServer(), await startServer(), await startServer(), await startServer()]
    try {
      await fill(source.executor, { keys: 2000, largeBytes: 3 * 2 ** 20 })
      const names = shards.map(({ name }) => name)
      const args = ['copy', source.name, `shards:${names.join(',')}`, '--state', state, '--verify', '--json']
      const { code, out } = await rc(args)
      expect(code).toBe(0)
      expect(JSON.parse(out.split('\n')[1] ?? '')).toMatchObject({ counts: { same: 2001 }, extra: 0 })
      const contents = await Promise.all(shards.map(shard => shard.contents()))
      expect(contents.every(({ size }) => size > 200)).toBe(true)
      expect(new Map(contents.flatMap(one => [...one]))).toEqual(await source.contents())
      const nodes = Object.fromEntries(names.map((name, i) => [`node_${i + 1}`, name]))
      const client = new ShardedRedis({ nodes, tags: 'keep' })
      expect(await client.get('key:8')).not.toBeNull()
      expect(await client.strlen('large')).toBe(3 * 2 ** 20)
      await client.close()
    } finally {
      await Promise.all(shards.map(shard => shard.stop()))
    }
  })

  it('places and names keys in shards as --tags and --placement say', async () => {
    const shards = [await startServer(), await startServer(), await startServer()]
    const names = shards.map(({ name }) => name)
    const clients: ShardedRedis[] = []
    const clientOf = (count: number, options: Partial<ShardedOptions>): ShardedRedis => {
      const nodes = Object.fromEntries(names.slice(0, count).map((name, i) => [`node_${i + 1}`, name]))
      const client = new ShardedRedis({ nodes, mastersOnly: true, ...options })
      clients.push(client)
      return client
    }
    const into = (count: number, from: string, ...args: string[]) =>
      rc(['copy', from, `shards:${names.slice(0, count).join(',')}`, '--state', state, '--verify', '--json', ...args])
    try {
      const keys = Array.from({ length: 60 }, (_, i) => `k${i}{t${i % 7}}`)
      for (const key of keys) await source.executor.run(command(SET, [key, key]))
      // More than a mebibyte goes under a temporary name, which has to lie beside a key without its tag.
      const large = Buffer.alloc(2 ** 21, 1)
      await source.executor.run(command(SET, ['large{t1}', large]))
      expect(await into(2, source.name, '--tags', 'strip', '--placement', 'rendezvous')).toMatchObject({ code: 0 })
      const two = clientOf(2, { tags: 'strip', placement: 'rendezvous' })
      expect(await two.mget(keys)).toEqual(keys)
      expect(await two.strlen('large{t1}')).toBe(large.length)
      expect((await two.keys('*')).toSorted()).toEqual([...keys.map((_, i) => `k${i}`), 'large'].toSorted())

      // A node is added: what a client of three looks for elsewhere is there, though keys without tags alone.
      await Promise.all(shards.map(shard => shard.executor.run(command(FLUSHALL, []))))
      const plain = Array.from({ length: 300 }, (_, i) => `plain:${i}`)
      for (const key of plain) await two.set(key, key)
      const from = `shards:${names.slice(0, 2).join(',')}`
      const added = await into(3, from, '--tags', 'strip', '--placement', 'rendezvous')
      expect(added.code).toBe(0)
      const three = clientOf(3, { tags: 'strip', placement: 'rendezvous' })
      expect(await three.mget(plain)).toEqual(plain)
      const change = { from: { nodes: ['node_1', 'node_2'] }, to: { nodes: ['node_1', 'node_2', 'node_3'] } }
      const plan = planMoves(plain, {
        from: { ...change.from, placement: 'rendezvous' },
        to: { ...change.to, placement: 'rendezvous' },
      })
      expect(JSON.parse(added.out.split('\n')[0] ?? '')).toMatchObject({
        counts: { copied: plan.moved, same: 300 - plan.moved },
      })
      expect(await three.node('node_3').dbsize()).toBe(plan.moved)
      // What the README of @rc/sharding takes away: what has moved, and nothing else.
      for (const node of three.nodes('primary')) {
        for await (const key of node.scan()) if (three.getNodeFor(key).name !== node.name) await node.unlink(key)
      }
      expect(await three.dbsize()).toBe(300)
      expect(await three.mget(plain)).toEqual(plain)
    } finally {
      for (const client of clients) client.destroy()
      await Promise.all(shards.map(shard => shard.stop()))
    }
  })

  it('refuses --tags and --placement where they mean nothing, or harm', async () => {
    for (const [args, words] of [
      [['--tags', 'strip'], 'for a target of shards'],
      [['--placement', 'rendezvous'], 'for a target of shards'],
      [['--tags', 'strip', '--follow', '--delete'], 'lack their tags'],
      [['--placement', 'ketama'], 'Allowed choices are crc32, rendezvous'],
    ] as const) {
      const { code, err } = await copy(...args)
      expect([code, err]).toEqual([2, expect.stringContaining(words)])
    }
  })

  it('writes nothing with --dry-run', async () => {
    await fill(source.executor, { keys: 100 })
    const { code, out } = await copy('--dry-run')
    expect(code).toBe(0)
    expect(out).toContain('Would be copied: 100 keys')
    expect(await target.size()).toBe(0)
    expect(existsSync(state)).toBe(false)
  })

  it('copies what matches', async () => {
    await fill(source.executor, { keys: 100 })
    await copy('--match', '{user:*')
    const names = [...(await target.contents()).keys()]
    expect(names.length).toBeGreaterThan(5)
    expect(names.every(name => name.startsWith('{user:'))).toBe(true)
  })

  it('stops at a full target with a clear message, and goes on when there is room', async () => {
    await fill(source.executor, { keys: 2000, largeBytes: 8 * 2 ** 20 })
    const before = await source.contents()
    const { cluster } = target
    const limit = (bytes: string) =>
      Promise.all(cluster.primaries.map(node => cluster.command(node, 'CONFIG', 'SET', 'maxmemory', bytes)))
    await limit('3mb')
    const full = await copy()
    expect(full.code).toBe(1)
    expect(full.err).toContain('has no memory left (maxmemory)')
    expect(full.err).toContain('Nothing at the source was changed.')
    expect(await source.contents()).toEqual(before)
    await limit('0')
    expect((await copy('--verify')).code).toBe(0)
    expect(await differences(source, target)).toEqual([])
  })

  it('copies type by type where the target takes no RESTORE', async () => {
    await fill(source.executor, { keys: 2000, largeBytes: 3 * 2 ** 20 })
    const { cluster } = target
    await Promise.all(
      cluster.nodes.map(node =>
        cluster.command(node, 'ACL', 'SETUSER', 'typed', 'on', '>pw', '~*', '&*', '+@all', '-restore'),
      ),
    )
    const { code, err } = await rc([
      'copy',
      source.name,
      `redis://typed:pw@${target.name}`,
      '--state',
      state,
      '--verify',
    ])
    expect([code, err.includes('fail')]).toEqual([0, false])
    expect(await differences(source, target)).toEqual([])
  })

  it('copies a cluster, and one database of many', async () => {
    await fill(source.executor, { keys: 1000 })
    await copy()
    const other = await startServer()
    try {
      expect((await rc(['copy', target.name, `${other.name}/3`, '--state', state, '--verify'])).code).toBe(0)
      expect(await other.contents()).toEqual(new Map())
      await source.executor.run(command(FLUSHALL, []))
      expect((await rc(['copy', `${other.name}/3`, source.name, '--state', state])).code).toBe(0)
      expect(await differences(source, target)).toEqual([])
    } finally {
      await other.stop()
    }
  })

  it.each([
    [['copy'], 2, "missing required argument 'source'"],
    [['copy', 'a:1', 'a:1'], 2, 'the same place'],
    [['copy', 'a:1', 'b:1', '--dry-run', '--verify'], 2, '--dry-run writes nothing'],
    [['copy', 'a:1', 'b:1', '--delete'], 2, '--delete belongs to --follow'],
    [['copy', '127.0.0.1:1', '127.0.0.1:2'], 4, '127.0.0.1:1 cannot be reached'],
  ])('%j ends with %i and says why', async (args, code, text) => {
    const outcome = await rc(args)
    expect([outcome.code, outcome.out]).toEqual([code, ''])
    expect(outcome.err).toContain(text)
  })

  it('ends with 4 where nobody lets it in, and keeps the password to itself', async () => {
    const { code, err } = await rc(['copy', `redis://nobody:secret@${source.name}`, target.name])
    expect(code).toBe(4)
    expect(err).toContain('does not let the user in')
    expect(err).not.toContain('secret')
  })

  it('does not take the file of another copy', async () => {
    await source.executor.run(command(SET, ['a', '1']))
    await source.executor.run(command(SET, ['b', '1']))
    const stopped = new AbortController()
    stopped.abort('SIGINT')
    const first = await rc(['copy', source.name, target.name, '--state', state], { signal: stopped.signal })
    expect(first.code).toBe(130)
    const { code, err } = await copy('--match', 'a')
    expect(code).toBe(1)
    expect(err).toContain('belongs to another copy')
    expect(readdirSync(folder).filter(name => name.startsWith('state-') && !name.endsWith('.json'))).toEqual([])
  })
})

/** How many keys the file says are copied; 0 where there is none. */
function copiedSoFar(path: string): number {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).counts.copied
  } catch {
    return 0
  }
}

/** The most memory that a process had, in bytes, until it ended; 0 where the system does not tell. */
async function peakMemory({ child, ended }: Running): Promise<number> {
  let peak = 0
  const timer = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024)
    } catch {
      // It has ended, or there is no /proc.
    }
  }, 20)
  await ended
  clearInterval(timer)
  return peak
}

describe('rc copy from a newer server', () => {
  it('copies type by type what the target cannot read', async context => {
    const server = await findServer({ flavour: 'redis-8.0' }).catch(() => undefined)
    // There is none for this system, and no way to fetch one.
    if (server === undefined) return context.skip('no newer server can be had here')
    const folder = await mkdtemp(join(tmpdir(), 'rc-copy-'))
    const newer = await startServer({ server })
    const older = await startTarget({ primaries: 1, replicas: 0 })
    try {
      await fill(newer.executor, { keys: 2000, largeBytes: 3 * 2 ** 20 })
      const args = ['copy', newer.name, older.name, '--state', join(folder, 'state.json'), '--verify', '--json']
      const { code, out } = await rc(args)
      expect([code, out]).toEqual([0, expect.stringContaining('"same":2001')])
      expect(await differences(newer, older)).toEqual([])
    } finally {
      await Promise.all([newer.stop(), older.stop(), rm(folder, { recursive: true })])
    }
  }, 120_000)
})
