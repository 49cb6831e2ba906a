import { describe, expect, it } from 'vitest'
import { SCRIPT } from './client.js'
import { check } from './invariants/all.js'
import type { Evidence, InvariantId } from './invariants/evidence.js'
import type { Operation } from './journal.js'
import type { Testimony } from './subject.js'

/** Two operations of one key, as they should go; each test spoils something. */
function evidence(spoilt: Partial<Omit<Evidence, 'testimony'>> & { testimony?: Partial<Testimony> } = {}): Evidence {
  const operations: Operation[] = [
    { id: 'k#0', key: 'k', n: 0, at: 0, settledAt: 10, reply: 1 },
    { id: 'k#1', key: 'k', n: 1, at: 20, settledAt: 30, reply: 2 },
  ]
  const testimony: Testimony = {
    operations,
    wrong: [],
    unhandled: [],
    unserved: [],
    left: [],
    closeMs: 5,
    lagMs: 0,
    peakRssMb: 1,
    ...spoilt.testimony,
  }
  return {
    logs: new Map([
      [
        'k',
        [
          { id: 'k#0', at: 5 },
          { id: 'k#1', at: 25 },
        ],
      ],
    ]),
    timeoutMs: 100,
    lossy: false,
    thawedAt: 0,
    refreshes: 0,
    connects: 0,
    servedAgain: { at: 8, keys: ['k'] },
    ...spoilt,
    testimony,
  }
}

const log = (...entries: [id: string, at: number][]) => new Map([['k', entries.map(([id, at]) => ({ id, at }))]])
const failed = (executed: string, settledAt = 30): Testimony['operations'] => [
  { id: 'k#0', key: 'k', n: 0, at: 0, settledAt: 10, reply: 1 },
  { id: 'k#1', key: 'k', n: 1, at: 20, settledAt, error: { name: 'TimeoutError', message: '', executed } },
]

/** One before the fault, and one behind it that takes 300 ms. */
const slow = (at: number, settledAt: number): Testimony['operations'] => [
  { id: 'k#0', key: 'k', n: 0, at, settledAt, reply: 1 },
  { id: 'k#1', key: 'k', n: 1, at: 150, settledAt: 450, reply: 2 },
]

describe('invariants', () => {
  const all: InvariantId[] = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'RSS', 'heals', 'errors']

  it('hold where all is well', () => {
    expect(check(evidence(), all).filter(({ ok }) => !ok)).toEqual([])
  })

  it.each<[InvariantId, string, Evidence]>([
    ['I1', 'an operation settles late', evidence({ testimony: { operations: failed('maybe', 20 + 351) } })],
    [
      'I1',
      'an operation never settles',
      evidence({ testimony: { operations: [{ id: 'k#0', key: 'k', n: 0, at: 0 }] } }),
    ],
    ['I2', 'an operation ran twice', evidence({ logs: log(['k#0', 5], ['k#0', 6], ['k#1', 25]) })],
    ['I2', 'an operation ran that was said not to have run', evidence({ testimony: { operations: failed('no') } })],
    ['I3', 'an acknowledged one is gone', evidence({ logs: log(['k#0', 5]) })],
    [
      'I3',
      'one is gone that no server can have acknowledged',
      evidence({ lossy: true, refusedAt: -30, logs: log(['k#0', 5]) }),
    ],
    ['I4', 'a later one ran first', evidence({ logs: log(['k#1', 5], ['k#0', 25]) })],
    ['I5', 'nobody handled a rejection', evidence({ testimony: { unhandled: ['Error'] } })],
    ['I6', 'a reply was that of another', evidence({ logs: log(['k#1', 5], ['k#0', 25]) })],
    ['I6', 'a load saw a wrong value', evidence({ testimony: { wrong: ['k'] } })],
    ['I7', 'a socket is left', evidence({ testimony: { left: ['TCPSocketWrap'] } })],
    ['I7', 'close does not end', evidence({ testimony: { closeMs: Number.POSITIVE_INFINITY } })],
    ['I8', 'the client came late', evidence({ servedAgain: { at: -500, keys: ['k'] } })],
    [
      'I8',
      'operations are slow since the fault alone',
      evidence({ injectedAt: 15, servedAgain: { at: 200, keys: ['k'] }, testimony: { operations: slow(0, 10) } }),
    ],
    ['I8', 'the client never came', evidence({ servedAgain: { at: 50, keys: ['k'] } })],
    ['I9', 'too many looks', evidence({ refreshes: 4, budget: { refreshes: 3, connects: 0 } })],
    ['I9', 'too many connections', evidence({ refreshes: 1, connects: 1, budget: { refreshes: 3, connects: 0 } })],
    ['I10', 'one ran after it had settled', evidence({ logs: log(['k#0', 5], ['k#1', 600]) })],
    ['RSS', 'the process grew beyond what the row allows', evidence({ peakRssMb: 0 })],
    ['heals', 'a key is not served again', evidence({ testimony: { unserved: ['k'] } })],
    ['errors', 'an error surfaced', evidence({ testimony: { operations: failed('maybe') } })],
  ])('%s breaks where %s', (id, _, spoilt) => {
    const [finding] = check(spoilt, [id])
    expect(finding).toMatchObject({ id, ok: false })
    expect(finding?.figure).toBeGreaterThan(0)
  })

  it('do not hold against a client what its operations took before the fault', () => {
    const big = { injectedAt: 100, servedAgain: { at: 200, keys: ['k'] }, testimony: { operations: slow(0, 90) } }
    expect(check(evidence(big), ['I8'])[0]).toMatchObject({ ok: true, figure: 160 })
  })

  it('do not hold against a client how late its proxies were', () => {
    const slower = { injectedAt: 100, servedAgain: { at: 150, keys: ['k'] }, testimony: { operations: slow(0, 10) } }
    expect(check(evidence(slower), ['I8'])[0]).toMatchObject({ ok: false, figure: 290 })
    expect(check(evidence({ ...slower, proxiesLateMs: 100 }), ['I8'])[0]).toMatchObject({ ok: true, figure: 290 })
  })

  it('hold no doubts against a client whose proxies were silent', () => {
    const costly = { refreshes: 9, connects: 3, budget: { refreshes: 3, connects: 0 } }
    expect(check(evidence({ ...costly, proxiesLateMs: 1200 }), ['I9'])[0]).toMatchObject({ ok: true, figure: 9 })
    expect(check(evidence({ ...costly, proxiesLateMs: 400 }), ['I9'])[0]).toMatchObject({ ok: false, figure: 9 })
  })

  it('counts what replication lost, and holds it against nobody', () => {
    expect(check(evidence({ lossy: true, logs: log(['k#0', 5]) }), ['I3'])[0]).toMatchObject({ ok: true, figure: 1 })
  })

  it('holds nothing against a client that a lone primary acknowledged before it took no more', () => {
    const alone = evidence({ lossy: true, refusedAt: 25, logs: log(['k#0', 5]) })
    expect(check(alone, ['I3'])[0]).toMatchObject({ ok: true, figure: 1 })
  })

  it('does not hold against a client what a server received before it froze', () => {
    const late = { logs: log(['k#0', 5], ['k#1', 600]) }
    expect(check(evidence({ ...late, thawedAt: 590 }), ['I10'])[0]).toMatchObject({ ok: true })
  })
})

describe('the oracle', () => {
  it('is the same for all clients', async () => {
    const theirs = (await import(new URL('../../../../bench/src/faults/script.mjs', import.meta.url).href)) as object
    expect(theirs).toMatchObject({ SCRIPT })
  })
})
