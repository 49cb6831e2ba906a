import { RedisCluster } from '@rc/client'
import { type Cluster, startCluster } from '@rc/testing'
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildProgram, rc, start } from './program.js'

describe('a cluster, looked at', () => {
  let cluster: Cluster
  let seed: string
  beforeAll(async () => {
    cluster = await startCluster()
    seed = cluster.seeds[0] ?? ''
    const client = new RedisCluster({ nodes: seed })
    await Promise.all(Array.from({ length: 300 }, (_, i) => client.set(`{user:${i % 3}}:${i}`, 'x')))
    await client.close()
  })
  afterAll(() => cluster?.stop())

  it('rc info tells its nodes, slots and keys', async () => {
    const { code, out, err } = await rc(['info', seed])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('3 shards, 3 replicas, 300 keys; all slots covered')
    for (const { name, role } of cluster.nodes) expect(out).toMatch(new RegExp(`^ *${name} +${role} `, 'm'))
    const facts = JSON.parse((await rc(['info', seed, '--json'])).out)
    expect(facts).toMatchObject({ coveredSlots: 16384, keys: 300 })
    expect(facts.nodes.filter((node: { linked?: boolean }) => node.linked)).toHaveLength(3)
  })

  it('rc info --watch looks again until it is stopped', async () => {
    const stop = new AbortController()
    const running = rc(['info', seed, '--json', '--watch', '0.05'], { signal: stop.signal })
    setTimeout(() => stop.abort('SIGINT'), 1500)
    const { code, out } = await running
    expect(code).toBe(0)
    const looks = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).keys)
    expect(looks.length).toBeGreaterThan(1)
    expect(new Set(looks)).toEqual(new Set([300]))
  })

  it('rc plan scans it', async () => {
    const plan = JSON.parse((await rc(['plan', seed, '--json'])).out)
    expect(plan.total).toBe(300)
    expect(plan.hottestTags.map((one: { keys: number }) => one.keys)).toEqual([100, 100, 100])
    expect(plan.nodes).toHaveLength(6)
    expect(JSON.parse((await rc(['plan', seed, '--json', '--match', '{user:1}*'])).out).total).toBe(100)
  })

  it('rc plan places the keys of a file on it', async () => {
    const { out } = await rc(['plan', seed, '--file', '-', '--json'], { input: 'a\nb\n' })
    const plan = JSON.parse(out)
    expect(plan.total).toBe(2)
    expect(plan.shards.map((shard: { name: string }) => shard.name)).toEqual(
      expect.arrayContaining(cluster.primaries.map(({ name }) => name)),
    )
  })

  it('rc bench counts, measures and takes its keys away', async () => {
    const args = ['bench', seed, '-t', '0.5', '-c', '10', '-n', '50', '--mix', 'get,set,hset,mget,zadd', '--json']
    const { code, out } = await rc(args)
    const report = JSON.parse(out)
    expect(code).toBe(0)
    expect(Object.keys(report.byCommand).sort()).toEqual(['get', 'hset', 'mget', 'set', 'zadd'])
    expect(report.all.count).toBe(report.commands)
    expect(report.all.p50).toBeLessThanOrEqual(report.all.p99)
    expect(report.errors).toEqual({})
    expect((await rc(['plan', seed, '--json', '--match', 'rc-bench:*'])).out).toContain('"total": 0')
  })

  it.each([
    [['bench', 'a:1', '--mix', 'get:0'], 2, '--mix is a list'],
    [['bench', 'a:1', '--mix', 'flushall'], 2, 'Commands are get, set'],
    [['bench', 'a:1', '--seconds', '-1'], 2, 'above 0'],
    [['info', '127.0.0.1:1'], 4, '127.0.0.1:1 cannot be reached'],
    [['up', '--primaries', '0'], 2, 'from 1 to 100'],
    [['nothing'], 2, "unknown command 'nothing'"],
  ])('%j ends with %i and says why', async (args, code, text) => {
    const outcome = await rc(args)
    expect([outcome.code, outcome.out]).toEqual([code, ''])
    expect(outcome.err).toContain(text)
  })

  it.each([[], ['up'], ['info'], ['plan'], ['copy'], ['doctor'], ['bench']])('%s --help', async (...command) => {
    const { code, out, err } = await rc([...command, '--help'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(`Usage: ${['rc', ...command].join(' ')}`)
  })
})

describe('rc up', () => {
  let folder: string
  let program: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rc-up-'))
    program = await buildProgram(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it.each(['SIGINT', 'SIGTERM'] as const)('starts a cluster and ends clean at %s', async signal => {
    const { child, ended } = start(program, ['up', '--primaries', '3', '--replicas', '0', '--json'])
    const line = await new Promise<string>(resolve => child.stdout?.once('data', chunk => resolve(String(chunk))))
    const { seeds, nodes, dir } = JSON.parse(line)
    const client = new RedisCluster({ nodes: seeds })
    expect(await client.set('a', '1')).toBe('OK')
    client.destroy()
    child.kill(signal)
    expect((await ended).code).toBe(0)
    expect(nodes).toHaveLength(3)
    for (const { pid } of nodes) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    expect(existsSync(dir)).toBe(false)
  })

  it('leaves data and logs behind with --keep', async () => {
    const { child, ended } = start(program, ['up', '--primaries', '1', '--replicas', '0', '--json', '--keep'])
    const line = await new Promise<string>(resolve => child.stdout?.once('data', chunk => resolve(String(chunk))))
    child.kill('SIGINT')
    expect((await ended).code).toBe(0)
    const { dir } = JSON.parse(line)
    expect(existsSync(dir)).toBe(true)
    rmSync(dir, { recursive: true })
  })
})
