import { type Command, get, mget, set } from '@rc/commands'
import { ConnectionLostError, PartialFailureError } from '@rc/errors'
import { type CallOptions, type Commander, retryPolicy } from '@rc/pipeline'
import { type Connection, Ticker } from '@rc/pool'
import type { Reply } from '@rc/resp'
import { keySlot, Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../test/topology/manual-clock.js'
import { Companions } from '../companion.js'
import { type CacheOptions, cacheSettings } from './cache-options.js'
import { HITS_IN_A_ROW } from './cached-reader.js'
import { openCache } from './open-cache.js'

/** A command that a test answers, when and how it likes: orders that servers have seldom, and never on demand. */
interface Sent {
  readonly command: Command<unknown>
  answer(reply: unknown): void
  fail(error: Error): void
}

const options: CallOptions = {
  timeoutMs: 1000,
  retry: retryPolicy('safe'),
  readFrom: 'primary',
  crossSlot: 'split',
  asBytes: false,
  node: undefined,
  slot: undefined,
  own: undefined,
  guarantee: undefined,
  signal: undefined,
}

const node = (port: number) => ({ id: String(port), host: 'h', port, name: `h:${port}`, role: 'primary' as const })
const owned = (port: number): Topology =>
  Topology.of([{ ranges: [{ from: 0, to: 16_383 }], primary: { host: 'h', port }, replicas: [] }])

function setUp(given: CacheOptions = {}) {
  const sent: Sent[] = []
  const take = (command: Command<unknown>): Promise<never> =>
    new Promise((resolve, reject) => {
      sent.push({ command, answer: resolve as (reply: unknown) => void, fail: reject })
    })
  const inner: Commander = {
    run: take,
    runAll: (commands, _, gatherer) => {
      for (const [index, command] of commands.entries()) {
        void take(command).then(
          value => gatherer.succeeded(index, value),
          error => gatherer.failed(index, error),
        )
      }
    },
    transact: commands => take(commands[0] as Command<unknown>),
    runOn: take,
  }
  const clock = new ManualClock()
  const connection = { tracking: 'OK', protocol: 3, suspected: false, name: 'h:1' } as unknown as Connection & {
    suspected: boolean
    tracking: Reply
  }
  const way: { direct: Connection | undefined } = { direct: connection }
  const companions = new Companions()
  const reported: Error[] = []
  let redirected: (slot: number) => void = () => undefined
  const { cache, runner } = openCache(cacheSettings(given, ''), {
    runner: inner,
    ticker: new Ticker(clock),
    companions,
    direct: () => way.direct,
    report: error => reported.push(error),
    onRedirect: listener => {
      redirected = listener
    },
  })
  return {
    cache,
    companions,
    connection,
    clock,
    reported,
    way,
    redirect: (slot: number): void => redirected(slot),
    read: (key: string, more: Partial<CallOptions> = {}) => runner.run(get(key), { ...options, ...more }),
    readSame: (key: string) => runner.run(get(key), options),
    readMany: (...keys: string[]) => runner.run(mget(keys), options),
    write: (key: string, more: Partial<CallOptions> = {}) => runner.run(set(key, 'x'), { ...options, ...more }),
    runner,
    /** What was sent and is not answered, the oldest first. */
    next: (): Sent => {
      const first = sent.shift()
      if (first === undefined) throw new Error('nothing was sent')
      return first
    },
    get waiting(): number {
      return sent.length
    },
    /** Has a key read and kept. */
    async keep(key: string, value: string): Promise<void> {
      const reading = this.read(key)
      this.next().answer(value)
      await reading
    },
    /** Whether a read would have to ask. */
    isKept(key: string): boolean {
      const before = cache.stats().hits
      void this.read(key)
      if (cache.stats().hits > before) return true
      this.next()
      return false
    },
  }
}

describe('a write', () => {
  it.each<[string, (given: ReturnType<typeof setUp>) => Promise<unknown>]>([
    ['by itself', given => given.write('k')],
    ['to a node', given => given.write('k', { node: node(1) })],
    ['in a transaction', given => given.runner.transact([set('k', 'x')], options)],
    ['on nodes', given => given.runner.runOn(set('k', 'x'), options, { nodes: 'primaries', merge: 'default' })],
    [
      'in a pipeline',
      given =>
        new Promise(resolve => {
          given.runner.runAll([set('k', 'x')], options, { succeeded: resolve, failed: resolve })
        }),
    ],
  ])('%s lets go of what was read while it was under way, before its caller hears of it', async (_, write) => {
    for (const end of ['answer', 'fail'] as const) {
      const given = setUp()
      const written = write(given).then(
        () => given.isKept('k'),
        () => given.isKept('k'),
      )
      const underWay = given.next()
      // Over another connection it may overtake the write.
      await given.keep('k', 'old')
      expect(given.isKept('k')).toBe(true)
      if (end === 'answer') underWay.answer('OK')
      else underWay.fail(new ConnectionLostError('lost', { executed: 'maybe' }))
      expect(await written).not.toBe(true)
      expect(given.isKept('k')).toBe(false)
    }
  })

  it('has what is being read not kept', async () => {
    const given = setUp()
    const reading = given.read('k')
    const asked = given.next()
    void given.write('k')
    given.next().answer('OK')
    asked.answer('old')
    expect(await reading).toBe('old')
    expect(given.isKept('k')).toBe(false)
  })
})

describe('a read', () => {
  it.each<[string, Partial<CallOptions>]>([
    ['from a node', { node: node(1) }],
    ['from a replica', { readFrom: 'replica' }],
    ['over a connection of its own', { own: { connection: {} as Connection, slot: 1, asking: false, over: false } }],
  ])('%s lets go of what is kept: it may have seen more', async (_, more) => {
    const given = setUp()
    await given.keep('k', 'old')
    const reading = given.read('k', more)
    given.next().answer('new')
    expect(await reading).toBe('new')
    expect(given.isKept('k')).toBe(false)
  })

  it('is joined by those who want the same in the same way, until it may be old', async () => {
    const given = setUp()
    const readings = [given.readSame('k'), given.readSame('k')]
    expect(given.waiting).toBe(1)
    void given.read('k', { timeoutMs: 10 })
    expect(given.waiting).toBe(2)
    given.companions.push(given.connection, ['invalidate', ['k']])
    readings.push(given.readSame('k'))
    expect(given.waiting).toBe(3)
    for (const value of ['1', '2', '3']) given.next().answer(value)
    expect(await Promise.all(readings)).toEqual(['1', '1', '3'])
  })

  it('is not kept where its slot was away meanwhile, though it is back', async () => {
    const given = setUp()
    const reading = given.read('k')
    given.companions.mapChanged(owned(2), owned(1))
    given.companions.mapChanged(owned(1), owned(2))
    given.next().answer('v')
    await reading
    expect(given.isKept('k')).toBe(false)
  })

  it('is not kept where another connection would be asked now, or the server tells nothing', async () => {
    const given = setUp()
    const reading = given.read('k')
    given.way.direct = { ...given.connection } as Connection
    given.next().answer('v')
    await reading
    given.way.direct = given.connection
    expect(given.isKept('k')).toBe(false)
    given.connection.tracking = undefined as never
    await given.keep('k', 'v')
    expect(given.isKept('k')).toBe(false)
  })

  it('is not answered from a connection that is not the one to ask, or is silent', async () => {
    const given = setUp()
    await given.keep('k', 'v')
    given.connection.suspected = true
    expect(given.isKept('k')).toBe(false)
    given.connection.suspected = false
    expect(given.isKept('k')).toBe(true)
    given.way.direct = undefined
    expect(given.isKept('k')).toBe(false)
  })

  it.each<[string, (given: ReturnType<typeof setUp>) => void]>([
    ['its server says so', given => given.companions.push(given.connection, ['invalidate', ['other', 'k']])],
    ['its server was emptied', given => given.companions.push(given.connection, ['invalidate', null])],
    ['its connection is over', given => given.companions.closed(given.connection, undefined)],
    ['its slot has another owner', given => given.companions.mapChanged(owned(2), owned(1))],
    ['a command of its slot was sent on', given => given.redirect(keySlot('k'))],
    ['the client is closed', given => given.companions.destroy(new Error('closed'))],
  ])('is asked for again when %s', async (_, happen) => {
    const given = setUp()
    await given.keep('k', 'v')
    given.companions.push(given.connection, ['pong'])
    given.companions.push({ ...given.connection } as Connection, ['invalidate', null])
    given.redirect(keySlot('other'))
    expect(given.isKept('k')).toBe(true)
    happen(given)
    expect(given.isKept('k')).toBe(false)
    expect(given.cache.stats().entries).toBe(0)
  })

  it('is kept for as long as it may be, and that there is nothing for a second', async () => {
    const given = setUp({ ttlMs: 5000 })
    await given.keep('k', 'v')
    await given.keep('none', null as never)
    await given.clock.pass(999)
    expect([given.isKept('k'), given.isKept('none')]).toEqual([true, true])
    await given.clock.pass(1)
    expect([given.isKept('k'), given.isKept('none')]).toEqual([true, false])
    await given.clock.pass(4000)
    expect(given.isKept('k')).toBe(false)
    expect(given.cache.stats()).toMatchObject({ expirations: 2, entries: 0 })
  })

  it('waits for the event loop to go round, where many were answered in a row', async () => {
    const given = setUp()
    await given.keep('k', 'v')
    const reads = Array.from({ length: HITS_IN_A_ROW + 100 }, () => given.read('k'))
    let answered = 0
    for (const read of reads) void read.then(() => answered++)
    await new Promise(resolve => setImmediate(resolve))
    expect(answered).toBe(HITS_IN_A_ROW)
    // What it is answered with was found when it was issued.
    given.companions.push(given.connection, ['invalidate', ['k']])
    await given.clock.pass(0)
    expect(await reads[HITS_IN_A_ROW]).toBe('v')
  })
})

describe('an MGET', () => {
  it('tells what failed by the positions that its caller knows, and makes the whole of what is tried again', async () => {
    const given = setUp()
    await given.keep('b', 'B')
    const reading = given.readMany('a', 'b', 'c')
    const asked = given.next()
    expect(asked.command.args).toEqual(['a', 'c'])
    const error = new ConnectionLostError('lost', { executed: 'maybe' })
    const parts = [
      { node: 'h:1', keys: [0], reply: ['A'] },
      { node: 'h:2', keys: [1], error },
    ]
    asked.fail(
      new PartialFailureError(parts, { command: 'MGET', retry: () => Promise.resolve(['A', 'C'] satisfies Reply[]) }),
    )
    const failure = await reading.catch((thrown: unknown) => thrown as PartialFailureError)
    expect(failure).toBeInstanceOf(PartialFailureError)
    if (!(failure instanceof PartialFailureError)) return
    expect(failure.failed).toEqual([{ node: 'h:2', keys: [2], error }])
    expect(failure.succeeded).toEqual([
      { node: undefined, keys: [1], reply: ['B'] },
      { node: 'h:1', keys: [0], reply: ['A'] },
    ])
    expect(await failure.retryFailed()).toEqual(['A', 'B', 'C'])
  })

  it('keeps those of its keys that nobody wrote meanwhile', async () => {
    const given = setUp()
    const reading = given.readMany('a', 'b')
    const asked = given.next()
    given.companions.push(given.connection, ['invalidate', ['a']])
    asked.answer(['A', 'B'])
    expect(await reading).toEqual(['A', 'B'])
    expect([given.isKept('a'), given.isKept('b')]).toEqual([false, true])
  })
})

describe('a server that does not tell what changes', () => {
  it.each<[string, unknown]>([
    ['refused CLIENT TRACKING: NOPERM', new Error('NOPERM')],
    ['speaks RESP2 only', undefined],
  ])('is reported once: it %s', async (why, tracking) => {
    const given = setUp()
    await given.keep('a', 'v')
    expect(given.reported).toEqual([])
    given.connection.tracking = tracking as Reply
    await given.keep('b', 'v')
    await given.keep('c', 'v')
    expect(given.reported.map(String)).toEqual([expect.stringContaining(`h:1 does not tell what changes`)])
    expect(given.reported.map(String)).toEqual([expect.stringContaining(why)])
  })
})
