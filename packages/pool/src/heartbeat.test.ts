import type { NodeAddress } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import type { Connection } from './connection.js'
import { Heartbeat } from './heartbeat.js'
import { type Clock, Ticker } from './ticker.js'

/** Time that goes on when told to. */
class ManualClock implements Clock {
  #now = 0
  #timers: { at: number; run: () => void }[] = []

  now(): number {
    return this.#now
  }

  random(): number {
    return 0
  }

  soon(run: () => void): void {
    run()
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter(one => one !== timer)
    }
  }

  /** Time goes on, and nothing is done meanwhile. */
  stall(ms: number): void {
    this.#now += ms
  }

  pass(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#timers = this.#timers.filter(one => one !== next)
      this.#now = Math.max(this.#now, next.at)
      next.run()
    }
    this.#now = end
  }
}

const address = { host: '127.0.0.1', port: 1 }

/** What the heartbeat looks at. */
const dialling = (state: Partial<Connection>) =>
  ({
    address,
    name: '127.0.0.1:1',
    state: 'connecting',
    patient: false,
    waiting: 1,
    afterSilence: true,
    ...state,
  }) as Connection

function suspicions(connection: Connection, ms: number, stalledMs = 0): number {
  const clock = new ManualClock()
  const suspected: NodeAddress[] = []
  const context = { ticker: new Ticker(clock), suspect: (node: NodeAddress) => void suspected.push(node) }
  const heartbeat = new Heartbeat(context, () => [connection])
  heartbeat.start()
  clock.stall(stalledMs)
  clock.pass(ms)
  heartbeat.stop()
  return suspected.length
}

describe('Heartbeat', () => {
  it('suspects a node that fell silent and is slow to take a new connection while commands wait for it', () => {
    expect(suspicions(dialling({}), 1000)).toBeGreaterThanOrEqual(10)
    expect(suspicions(dialling({ state: 'waiting' }), 1000)).toBeGreaterThanOrEqual(10)
    expect(suspicions(dialling({ state: 'greeting' }), 1000)).toBeGreaterThanOrEqual(10)
  })

  it('suspects none that nobody waits for, and none that was never silent before it has been so for a while', () => {
    expect(suspicions(dialling({ waiting: 0 }), 3000)).toBe(0)
    expect(suspicions(dialling({ afterSilence: false, waitingSince: 0 }), 1000)).toBe(0)
    expect(suspicions(dialling({ afterSilence: false, waitingSince: 0 }), 2000)).toBeGreaterThanOrEqual(10)
  })

  it('gives up what is silent only where another node would do for all that waits there', () => {
    const silent = (movable: boolean) => {
      const ended: Error[] = []
      const connection = dialling({
        state: 'ready',
        unanswered: 1,
        awaited: true,
        lastHeard: 0,
        waitingSince: 0,
        movable,
        suspect: () => undefined,
        destroy: error => void ended.push(error as Error),
      })
      return { suspected: suspicions(connection, 1300), ended }
    }
    const waits = silent(false)
    expect(waits.suspected).toBeGreaterThan(0)
    expect(waits.ended).toEqual([])
    const { ended } = silent(true)
    expect(ended[0]).toMatchObject({ name: 'ConnectionLostError' })
  })

  /** One that was written to and has not answered. */
  const unanswered = (state: Partial<Connection>) => {
    const done: string[] = []
    const connection = dialling({
      state: 'ready',
      unanswered: 1,
      awaited: true,
      lastHeard: 0,
      waitingSince: 0,
      movable: false,
      suspect: () => void done.push('suspect'),
      destroy: () => void done.push('destroy'),
      send: () => done.push('send') > 0,
      ...state,
    })
    return { connection, done }
  }

  it('says nothing of nodes where it was this process that did not listen', () => {
    expect(suspicions(dialling({ afterSilence: false, waitingSince: 0 }), 500, 5000)).toBe(0)
    const { connection, done } = unanswered({})
    expect(suspicions(connection, 500, 5000)).toBe(0)
    expect(done).toEqual([])
    expect(suspicions(unanswered({}).connection, 2000, 5000)).toBeGreaterThan(0)
    const busy = { lastHeard: 0, waitingSince: -3000 }
    expect(suspicions(unanswered(busy).connection, 500, 5000)).toBe(0)
    // What came just before is not taken to have come later than it did.
    expect(suspicions(unanswered({ lastHeard: 5000 }).connection, 1500, 5000)).toBeGreaterThan(0)
    expect(suspicions(unanswered({ waitingSince: 5000 }).connection, 1500, 5000)).toBeGreaterThan(0)
  })

  it('says nothing of those whose commands may take their time', () => {
    expect(suspicions(dialling({ patient: true }), 3000)).toBe(0)
    const { connection, done } = unanswered({ patient: true })
    expect(suspicions(connection, 10_000)).toBe(0)
    expect(done).toEqual([])
  })

  it('counts silence from the moment on at which something came to wait', () => {
    expect(suspicions(unanswered({ waitingSince: 1000 }).connection, 2000)).toBe(0)
    expect(suspicions(unanswered({ waitingSince: 1000 }).connection, 2500)).toBeGreaterThan(0)
  })

  it('gives up what is silent once nobody waits for its answer any more', () => {
    const { connection, done } = unanswered({ awaited: false })
    expect(suspicions(connection, 1300)).toBe(0)
    expect(done).toEqual(['destroy'])
  })

  it('looks more often while a node is silent', () => {
    const { connection, done } = unanswered({ suspected: true })
    suspicions(connection, 2000)
    expect(done.length).toBeGreaterThanOrEqual(10)
  })

  it('asks for a sign of life where nothing waits, and only there', () => {
    const idle = unanswered({ unanswered: 0, waiting: 0 })
    suspicions(idle.connection, 5300)
    expect(idle.done).toEqual(['send'])
    const asked = unanswered({ unanswered: 0, waiting: 1 })
    suspicions(asked.connection, 5300)
    expect(asked.done).toEqual([])
  })
})
