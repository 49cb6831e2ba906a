import * as specs from '@rc/commands'
import { type Command, command, type Key } from '@rc/commands'
import { PartialFailureError, RedisClusterError, ReplyError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { contentsOf, plain } from '../test/contents.js'
import { FAILURES, FailingExecutor, type Failure } from '../test/failing.js'
import { emulate, useCluster } from '../test/use-cluster.js'
import { CHUNK_BYTES } from './chunks.js'

const cluster = useCluster()
const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']
const LARGE = Buffer.alloc(CHUNK_BYTES * 2, 'x')

interface Scenario {
  readonly data: readonly Command<unknown>[]
  readonly run: Command<unknown>
  /** What must be somewhere afterwards, and where it may be: no key loses it. */
  readonly kept?: { readonly element: string; readonly keys: readonly string[] }
}

const set = (key: string, ...members: string[]): Command<unknown> => command(specs.SADD, [key, ...members])
const list = (key: string, ...elements: string[]): Command<unknown> => command(specs.RPUSH, [key, ...elements])

const SCENARIOS: readonly Scenario[] = [
  {
    data: [list('a', '1', '2')],
    run: command(specs.LMOVE, ['a', 'b', 'LEFT', 'RIGHT']),
    kept: { element: '1', keys: ['a', 'b'] },
  },
  { data: [list('a', '1')], run: command(specs.BRPOPLPUSH, ['a', 'b', 1]), kept: { element: '1', keys: ['a', 'b'] } },
  {
    data: [set('a', '1', '2'), set('b', '3')],
    run: command(specs.SMOVE, ['a', 'b', '1']),
    kept: { element: '1', keys: ['a', 'b'] },
  },
  {
    data: [set('a', '1'), set('b', '2')],
    run: command(specs.RENAME, ['a', 'b']),
    kept: { element: '1', keys: ['a', 'b'] },
  },
  {
    data: [command(specs.SET, ['a', LARGE])],
    run: command(specs.RENAME, ['a', 'b']),
    kept: { element: LARGE.toString(), keys: ['a', 'b'] },
  },
  {
    data: [command(specs.SET, ['a', LARGE])],
    run: command(specs.RENAMENX, ['a', 'b']),
    kept: { element: LARGE.toString(), keys: ['a', 'b'] },
  },
  {
    data: [command(specs.SET, ['a', LARGE, 'PX', 1_000_000])],
    run: command(specs.COPY, ['a', 'b']),
    kept: { element: LARGE.toString(), keys: ['a'] },
  },
  { data: [set('a', '1', '2'), set('b', '2'), set('c', '9')], run: command(specs.SDIFFSTORE, ['c', 'a', 'b']) },
  { data: [set('a', '1'), set('b', '1'), set('c', '9')], run: command(specs.SDIFFSTORE, ['c', 'a', 'b']) },
  { data: [set('a', '1'), command(specs.ZADD, ['b', 5, 'x'])], run: command(specs.ZUNIONSTORE, ['a', 2, 'a', 'b']) },
  { data: [command(specs.ZADD, ['a', 1, 'x', 2, 'y'])], run: command(specs.ZRANGESTORE, ['b', 'a', 0, 0]) },
  { data: [list('a', '2', '1')], run: command(specs.SORT, ['a', 'STORE', 'b']) },
  {
    data: [command(specs.PFADD, ['a', 'x']), command(specs.PFADD, ['b', 'y'])],
    run: command(specs.PFMERGE, ['c', 'a', 'b']),
  },
  {
    data: [command(specs.PFADD, ['a', 'x']), command(specs.PFADD, ['b', 'y'])],
    run: command(specs.PFCOUNT, ['a', 'b']),
  },
  {
    data: [command(specs.SET, ['a', 'x']), command(specs.SET, ['b', LARGE])],
    run: command(specs.BITOP, ['OR', 'b', 'a', 'b']),
  },
  { data: [], run: command(specs.MSETNX, ['a', '1', 'b', '2', 'c', '3']) },
]

const snapshot = (): Promise<unknown[]> => Promise.all(NAMES.map(name => contentsOf(cluster, name)))

async function prepared({ data }: Scenario): Promise<unknown[]> {
  await cluster.flush()
  for (const one of data) await cluster.run(one)
  return snapshot()
}

/** All texts that a key holds. */
const textsIn = async (key: Key): Promise<string> => JSON.stringify(await contentsOf(cluster, key))

async function failAt(scenario: Scenario, at: number, failure: Failure): Promise<'ended' | 'failed' | 'tidied'> {
  const before = await prepared(scenario)
  const steps = new FailingExecutor(cluster, at, failure)
  const outcome = await emulate(steps, scenario.run).catch((error: unknown) => error)
  if (steps.error === undefined) return 'ended'
  const failed = steps.names[at] as string
  const others = (await cluster.keys()).filter(name => !NAMES.includes(name))
  if (failed === 'UNLINK' && !(outcome instanceof Error)) {
    // What could not be tidied up goes by itself.
    for (const name of others) expect(await cluster.run(command(specs.PTTL, [name]))).toBeGreaterThan(0)
    return 'tidied'
  }
  expect(outcome).toBeInstanceOf(RedisClusterError)
  const error = outcome as RedisClusterError
  const parts = error instanceof PartialFailureError ? [...error.succeeded, ...error.failed] : []
  const waiting = parts.flatMap(({ waitsIn }) => (waitsIn === undefined ? [] : [String(waitsIn())]))
  for (const name of others) expect(waiting).toContain(name)

  if (error instanceof PartialFailureError) {
    expect(error.failed.map(part => [part.command, part.error])).toEqual([[failed, steps.error]])
    for (const { command: name } of error.succeeded) expect(steps.names.slice(0, -1)).toContain(name)
    expect(error.cause).toBe(steps.error)
  } else expect(error).toBe(steps.error)
  const after = await snapshot()
  // Reads that were lost say 'maybe' of themselves.
  if (error.executed === 'no' || !(error instanceof PartialFailureError)) expect(after).toEqual(before)

  const { kept } = scenario
  if (kept === undefined) return 'failed'
  const places = await Promise.all([...kept.keys, ...waiting].map(textsIn))
  expect(places.some(texts => texts.includes(`"${kept.element}"`))).toBe(true)
  return 'failed'
}

describe('a step that fails', () => {
  const cases = SCENARIOS.map(scenario => {
    const { spec, args } = scenario.run
    return [`${spec.name} ${args.slice(0, 3).join(' ')}`, scenario] as const
  })
  describe.each(cases)('of %s', (_, scenario) => {
    it.each(FAILURES)('%s: nothing is lost, and the error names what was done', async failure => {
      let failures = 0
      for (let at = 0; ; at++) {
        const how = await failAt(scenario, at, failure)
        if (how === 'ended') break
        failures++
      }
      expect(failures).toBeGreaterThan(2)
    })
  })
})

describe('the error', () => {
  const failing = async (run: Command<unknown>, at: number, failure: Failure): Promise<PartialFailureError> =>
    (await emulate(new FailingExecutor(cluster, at, failure), run).catch(
      (error: unknown) => error,
    )) as PartialFailureError

  it('of LMOVE tells where the element waits', async () => {
    await prepared({ data: [list('a', '1')], run: command(specs.LMOVE, []) })
    const error = await failing(command(specs.LMOVE, ['a', 'b', 'LEFT', 'LEFT']), 2, 'refused')
    const [taken] = error.succeeded
    expect([taken?.command, taken?.keys, error.command, error.executed]).toEqual(['LMOVE', [0], 'LMOVE', 'yes'])
    expect(error.failed.map(part => [part.command, part.keys])).toEqual([['LPUSH', [1]]])
    expect(plain(await cluster.run(command(specs.LRANGE, [taken?.waitsIn?.() as Key, 0, -1])))).toEqual(['1'])
    expect(await cluster.run(command(specs.PTTL, [taken?.waitsIn?.() as Key]))).toBe(-1)
  })

  it('of MSETNX tells which keys are set', async () => {
    await prepared({ data: [], run: command(specs.MSETNX, []) })
    const error = await failing(command(specs.MSETNX, ['a', 1, 'b', 2, 'c', 3]), 2, 'refused')
    expect(new Set(error.succeeded.flatMap(part => part.keys))).toEqual(new Set([0, 2]))
    expect(error.failed.map(part => part.keys)).toEqual([[1]])
    expect(await cluster.keys()).toEqual(['a', 'c'])
  })

  it('of a store whose rename was refused says that nothing was executed', async () => {
    await prepared({ data: [set('a', '1')], run: command(specs.SUNIONSTORE, []) })
    const names = new FailingExecutor(cluster, -1, 'refused')
    await emulate(names, command(specs.SUNIONSTORE, ['c', 'a', 'b']))
    await cluster.run(command(specs.DEL, ['c']))
    const error = await failing(command(specs.SUNIONSTORE, ['c', 'a', 'b']), names.names.indexOf('RENAME'), 'refused')
    expect(error).toBeInstanceOf(PartialFailureError)
    expect(error.executed).toBe('no')
    expect(error.succeeded.map(part => part.command)).toEqual(['SADD', 'PERSIST'])
    expect(await cluster.keys()).toEqual(['a'])
  })

  it("of the first step is the server's own", async () => {
    await prepared({ data: [set('a', '1')], run: command(specs.RENAME, []) })
    for (const [run, text] of [
      [command(specs.RENAME, ['x', 'y']), 'ERR no such key'],
      [command(specs.RENAMENX, ['x', 'a']), 'ERR no such key'],
      [command(specs.LMOVE, ['a', 'b', 'LEFT', 'LEFT']), 'WRONGTYPE'],
      [command(specs.ZUNIONSTORE, ['b', 1, 'a', 'WEIGHTS', 'x']), 'ERR weight value is not a float'],
    ] as const) {
      const error: unknown = await emulate(cluster, run).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ReplyError)
      expect(String(error)).toContain(text)
    }
  })

  it('of options that only newer servers know names them not, and nothing is left behind', async () => {
    await prepared({ data: [set('a', '1')], run: command(specs.COPY, []) })
    await expect(emulate(cluster, command(specs.COPY, ['a', 'b', 'DB', 0]))).rejects.toThrow(/COPY with these options/)
    expect(await cluster.keys()).toEqual(['a'])
  })

  it('says so when the temporary key is gone before its time', async () => {
    await prepared({
      data: [command(specs.SET, ['a', Buffer.alloc(CHUNK_BYTES * 5)]), set('b', '1')],
      run: command(specs.RENAME, []),
    })
    const meddling = {
      async run<T>(one: Command<T>): Promise<T> {
        const reply = await cluster.run(one)
        if (one.spec === specs.SET) await cluster.run(command(specs.DEL, [one.args[0] as Key]))
        return reply
      },
    }
    const error: unknown = await emulate(meddling, command(specs.RENAME, ['a', 'b'])).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(PartialFailureError)
    expect((error as PartialFailureError).failed[0]?.error?.code).toBe('TEMPORARY_KEY_LOST')
    expect(await cluster.keys()).toEqual(['a', 'b'])
    expect(await contentsOf(cluster, 'b')).toMatchObject({ value: ['1'] })
  })
})
