import { type CommandSpec, GET, INCR, SET } from '@rc/commands'
import {
  AskError,
  ClusterDownError,
  ConfigError,
  ConnectionLostError,
  MovedError,
  NoScriptError,
  ReadOnlyError,
  type RedisClusterError,
  ReplyError,
  TryAgainError,
} from '@rc/errors'
import type { Connection, NamedAddress } from '@rc/pool'
import { describe, expect, it } from 'vitest'
import type { CallOptions } from './call-options.js'
import type { Operation } from './operation.js'
import { Recovery, type RecoverySetup, type RedirectEvent } from './recovery.js'
import type { Attempt, Verdict } from './verdict.js'

const SLOT = 7
const named = (host: string): NamedAddress => ({ host, port: 1, name: `${host}:1` })

/** Recovery among others that note what they are told. */
function recovery({
  now = 0,
  queues = false,
  text = false,
  resolve = named as (host: string) => NamedAddress | undefined,
} = {}) {
  const log: string[] = []
  const ended: RedisClusterError[] = []
  const note =
    (what: string) =>
    (...about: unknown[]): void =>
      void log.push([what, ...about.filter(one => typeof one !== 'object')].join(' '))
  const setup = {
    router: {
      resolve: ({ host }: { host: string }) => resolve(host),
      moved: (slot: number, { name }: NamedAddress) => log.push(`moved ${slot} ${name}`),
      refresh: note('refresh'),
    },
    ticker: { clock: { now: () => now, random: () => 0.5 } },
    deadlines: { watch: note('watch') },
    gate: {
      size: 1,
      close: note('close'),
      openIfClear: note('open'),
      retryAfter: (_: Operation, ms: number) => log.push(`retry after ${ms}`),
      queues: () => queues,
    },
    room: { note: note('note'), park: note('park') },
    delivery: {
      nextSending: () => 9,
      useText: () => text,
      toNode: ({ name }: NamedAddress, _: Operation, asking: boolean) =>
        log.push(`to ${name}${asking ? ' asking' : ''}`),
    },
    redirected: ({ slot, from, to, asking, command }: RedirectEvent) =>
      log.push(`redirected ${slot} ${command} ${from} ${to}${asking ? ' asking' : ''}`),
  } as unknown as RecoverySetup
  const subject = new Recovery(setup, {
    resend: note('resend'),
    end: (_: Operation, error: RedisClusterError) => ended.push(error),
  } as never)
  return { subject, log, ended }
}

type Decide = (attempt: Attempt) => Verdict

const RETRY: Verdict = { kind: 'retry', afterMs: 10, refresh: false }
const FOLLOW: Verdict = { kind: 'redirect', asking: false, afterMs: 0 }

/** What else is known of a command. */
type Known = Partial<Pick<Operation, 'lane' | 'settled' | 'attempts' | 'redirects' | 'place'>> & {
  readonly spec?: CommandSpec
  readonly options?: Partial<CallOptions>
}

/** A command that went to the node `a`. */
function operation(verdict: Verdict | Decide = RETRY, { spec = GET, options = {}, ...rest }: Known = {}) {
  const attempts: Attempt[] = []
  const decide = (_: unknown, attempt: Attempt): Verdict => {
    attempts.push(attempt)
    return typeof verdict === 'function' ? verdict(attempt) : verdict
  }
  const given = {
    request: { spec, args: [] },
    slot: SLOT,
    lane: SLOT,
    settled: false,
    uncertain: false,
    attempts: 1,
    redirects: 0,
    sending: 5,
    place: 0,
    deadline: 1000,
    connection: { name: 'a:1', address: named('a') } as Connection,
    options: { retry: { decide }, timeoutMs: 1000, ...options },
    ...rest,
  }
  return { attempts, op: given as unknown as Operation }
}

const target = (host: string) => ({ slot: SLOT, host, port: 1 })
const moved = (host = 'b') => new MovedError(`MOVED ${SLOT} ${host}:1`, target(host))
const lost = () => new ConnectionLostError('It broke.')

describe('what failed', () => {
  it("and has ended already is nobody's business", () => {
    const { subject, log, ended } = recovery()
    const { op, attempts } = operation(RETRY, { settled: true })
    subject.failed(op, lost(), 'unsent')
    expect([log, ended, attempts, op.place]).toEqual([[], [], [], 0])
  })

  it('keeps the place of its first sending', () => {
    const { subject } = recovery()
    const { op } = operation()
    subject.failed(op, new TryAgainError('TRYAGAIN'), 'rejected')
    Object.assign(op, { sending: 8 })
    subject.failed(op, new TryAgainError('TRYAGAIN'), 'rejected')
    expect(op.place).toBe(5)
  })

  it("fails as the policy says, with the server's own error or one that says whether it may have run", () => {
    const { subject, ended } = recovery()
    const wrong = new ReplyError('WRONGTYPE no')
    subject.failed(operation({ kind: 'fail' }).op, wrong, 'rejected')
    subject.failed(operation({ kind: 'fail' }).op, lost(), 'unknown')
    subject.failed(operation({ kind: 'fail' }).op, lost(), 'unsent')
    expect(ended[0]).toBe(wrong)
    expect(ended.slice(1)).toMatchObject([{ executed: 'maybe', command: 'GET', node: 'a:1' }, { executed: 'no' }])
  })

  it('is judged by what it is, how far it came and how often', () => {
    const { subject } = recovery()
    const seen = [GET, SET, INCR].map(spec => {
      const { op, attempts } = operation(RETRY, { spec, attempts: 3, redirects: 2 })
      subject.failed(op, lost(), 'unknown')
      return attempts[0]
    })
    const rest = { phase: 'unknown', count: 3, redirects: 2, random: 0.5 }
    expect(seen).toEqual(['read', 'idempotent', 'write'].map(effect => ({ effect, ...rest })))
  })

  it('fails where the policy throws, where nothing is tried again any more, or on a connection of its own', () => {
    const { subject, ended } = recovery()
    const thrower = operation(() => {
      throw new Error('no')
    })
    const own = operation(RETRY, { options: { own: {} as CallOptions['own'] } })
    const last = operation()
    subject.failed(thrower.op, lost(), 'unsent')
    subject.failed(own.op, lost(), 'unsent')
    subject.stop()
    subject.failed(last.op, lost(), 'unsent')
    expect(ended).toHaveLength(3)
    expect([own.attempts, last.attempts]).toEqual([[], []])
  })

  it('is tried again behind a closed gate, with a fresh map where that is asked for', () => {
    const reasons: [Error, string][] = [
      [lost(), 'connection-lost'],
      [new ReadOnlyError('READONLY no'), 'read-only'],
      [new ClusterDownError('CLUSTERDOWN no'), 'cluster-down'],
    ]
    for (const [error, reason] of reasons) {
      const { subject, log, ended } = recovery()
      subject.failed(operation({ ...RETRY, refresh: true }).op, error, 'unsent')
      expect(log).toEqual([`refresh ${reason}`, 'note', 'close 7', 'retry after 10'])
      expect(ended).toEqual([])
    }
    const { subject, log } = recovery()
    subject.failed(operation().op, lost(), 'unsent')
    expect(log[0]).toBe('note')
  })

  it('may have run from then on where it was sent, and only then', () => {
    const { subject } = recovery()
    const uncertain = (['unsent', 'rejected', 'unknown'] as const).map(phase => {
      const { op } = operation()
      subject.failed(op, lost(), phase)
      return op.uncertain
    })
    expect(uncertain).toEqual([false, false, true])
  })

  it('waits where all can see it, if it keeps no order', () => {
    const { subject, log } = recovery()
    subject.failed(operation(RETRY, { lane: -1 }).op, lost(), 'unsent')
    expect(log).toEqual(['note', 'close -1', 'park', 'retry after 10'])
  })

  it('ends at its deadline where no attempt would fit before', () => {
    const { subject, log, ended } = recovery({ now: 990 })
    subject.failed(operation().op, lost(), 'unsent')
    expect([log, ended]).toEqual([['note', 'park', 'watch', 'open 7'], []])
  })
})

describe('a script that the server does not know', () => {
  it('is sent with its text at once, others of its slot behind it', () => {
    const { subject, log } = recovery({ text: true })
    const { op, attempts } = operation()
    subject.failed(op, new NoScriptError('NOSCRIPT'), 'rejected')
    expect([log, attempts]).toEqual([['close 7', 'resend', 'open 7'], []])
  })

  it('is an answer where there is no text, and another failure of one that has a text is no reason to send it', () => {
    const without = recovery()
    without.subject.failed(operation({ kind: 'fail' }).op, new NoScriptError('NOSCRIPT'), 'rejected')
    expect(without.ended).toHaveLength(1)
    const other = recovery({ text: true })
    other.subject.failed(operation({ kind: 'fail' }).op, new ReplyError('ERR no'), 'rejected')
    expect([other.log, other.ended.length]).toEqual([[], 1])
  })
})

describe('a redirect', () => {
  it('for good corrects the map and is followed at once', () => {
    const { subject, log } = recovery()
    const { op, attempts } = operation(FOLLOW)
    subject.failed(op, moved(), 'rejected')
    expect(log).toEqual(['moved 7 b:1', 'redirected 7 GET a:1 b:1', 'close 7', 'to b:1', 'open 7'])
    expect([attempts[0]?.redirects, op.redirects]).toEqual([1, 1])
  })

  it('for one command leaves the map alone', () => {
    const { subject, log } = recovery()
    subject.failed(operation({ ...FOLLOW, asking: true }).op, new AskError('ASK 7 b:1', target('b')), 'rejected')
    expect(log).toEqual(['redirected 7 GET a:1 b:1 asking', 'close 7', 'to b:1 asking', 'open 7'])
  })

  it('waits among those before it, where these wait', () => {
    const { subject, log } = recovery({ queues: true })
    subject.failed(operation(FOLLOW).op, moved(), 'rejected')
    expect(log).toEqual(['moved 7 b:1', 'redirected 7 GET a:1 b:1', 'watch'])
  })

  it('is followed later where the policy says so, and where it leads back', () => {
    const later = recovery()
    later.subject.failed(operation({ ...FOLLOW, afterMs: 50 }).op, moved(), 'rejected')
    expect(later.log.at(-1)).toBe('retry after 50')
    const back = recovery()
    back.subject.failed(operation(FOLLOW).op, moved('a'), 'rejected')
    expect(back.log.at(-1)).toBe('retry after 20')
  })

  it('to nowhere asks for a map and waits', () => {
    const { subject, log, ended } = recovery({ resolve: () => undefined })
    subject.failed(operation(FOLLOW).op, moved('?'), 'rejected')
    expect([log, ended]).toEqual([['refresh moved', 'note', 'close 7', 'retry after 20'], []])
  })

  it("to where the user's own map of addresses refuses to go ends the command", () => {
    const { subject, log, ended } = recovery({
      resolve: () => {
        throw new ConfigError('not there')
      },
    })
    subject.failed(operation(FOLLOW).op, moved(), 'rejected')
    expect(ended).toMatchObject([{ name: 'ConfigError', executed: 'no' }])
    expect(log).toEqual([])
  })

  it('is told to whoever named the node; another failure there is judged', () => {
    const { subject, ended } = recovery()
    const options = { node: named('a') }
    const redirect = moved()
    const first = operation(FOLLOW, { options })
    subject.failed(first.op, redirect, 'rejected')
    expect([ended, first.attempts]).toEqual([[redirect], []])
    const second = operation(RETRY, { options })
    subject.failed(second.op, lost(), 'unsent')
    expect(second.attempts).toHaveLength(1)
  })
})

describe('a slot that nobody owns', () => {
  it('is waited for, with a fresh map, in the order in which commands came', () => {
    const { subject, log } = recovery()
    const { op, attempts } = operation(RETRY, { attempts: 0, place: 0 })
    subject.uncovered(op)
    expect(log).toEqual(['refresh uncovered-slot', 'note', 'close 7', 'retry after 10'])
    expect([op.place, op.attempts, attempts[0]?.count, attempts[0]?.phase]).toEqual([9, 1, 1, 'unsent'])
    const later = operation(RETRY, { place: 4 })
    subject.uncovered(later.op)
    expect(later.op.place).toBe(4)
  })

  it('ends the command where the policy says so', () => {
    const { subject, log, ended } = recovery()
    subject.uncovered(operation({ kind: 'fail' }).op)
    expect(ended).toMatchObject([{ name: 'SlotNotCoveredError', slot: SLOT, executed: 'no' }])
    expect(log).toEqual([])
  })
})
