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

  pass(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#timers = this.#timers.filter(one => one !== next)
      this.#now = next.at
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

function suspicions(connection: Connection, ms: number): number {
  const clock = new ManualClock()
  const suspected: NodeAddress[] = []
  const context = { ticker: new Ticker(clock), suspect: (node: NodeAddress) => void suspected.push(node) }
  const heartbeat = new Heartbeat(context, () => [connection])
  heartbeat.start()
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
})
