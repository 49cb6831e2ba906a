import type { Connection, Pending } from '@rc/pool'
import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../test/servers.js'
import { Pulse } from './pulse.js'

const LOOK_MS = 250

describe('Pulse', () => {
  let time: ManualClock
  let pings: Pending[]
  let connection: { state: string; lastHeard: number; send(pending: Pending): boolean }
  let pulse: Pulse
  let astray: number

  beforeEach(() => {
    time = new ManualClock()
    pings = []
    astray = 0
    connection = {
      state: 'ready',
      lastHeard: 0,
      send: pending => {
        pings.push(pending)
        return true
      },
    }
    pulse = new Pulse(time, () => astray++)
  })

  /** Looks a while later. */
  async function look(heard: boolean, { due = false, paused = false } = {}): Promise<void> {
    await time.pass(LOOK_MS)
    if (heard) connection.lastHeard++
    pulse.look(connection as unknown as Connection, { due, paused })
  }

  const answer = (text = String(pings[0]?.request.args[0])) => {
    connection.lastHeard++
    pings.shift()?.settle(text)
  }

  it('asks from time to time; what was sent before the question is proven by its answer', async () => {
    await look(false)
    expect(pings).toHaveLength(0)
    await look(false)
    expect(pings).toHaveLength(1)
    const asked = time.now()
    await look(true)
    expect(pings).toHaveLength(1)
    answer()
    expect(pulse.provenAt).toBe(asked)
    expect(astray).toBe(0)
  })

  it('counts silence from the question on that is not answered', async () => {
    await look(true)
    await look(false)
    expect(pulse.silence).toBe(0)
    for (let silence = 1; silence <= 3; silence++) {
      await look(false)
      expect(pulse.silence).toBe(silence)
    }
    await look(true)
    expect(pulse.silence).toBe(0)
    expect(pings).toHaveLength(1)
  })

  it('asks no more often of one that says nothing but its answers', async () => {
    let asked = 0
    for (let i = 0; i < 40; i++) {
      await look(false)
      asked += pings.length
      if (pings.length > 0) answer()
    }
    expect(asked).toBeLessThanOrEqual(20)
  })

  it('hears no silence while nothing is due, or nothing is read', async () => {
    await look(false)
    expect(pulse.silence).toBe(0)
    await look(false, { due: true })
    expect(pulse.silence).toBe(1)
    await look(false, { due: true, paused: true })
    expect(pulse.silence).toBe(0)
  })

  it('knows an answer that fits no question', async () => {
    await look(false)
    await look(false)
    answer('another')
    expect(astray).toBe(1)
  })

  it('counts looks at a connection that is not there', () => {
    pulse.look(undefined, { due: false, paused: false })
    connection.state = 'closed'
    pulse.look(connection as unknown as Connection, { due: false, paused: false })
    expect(pulse.silence).toBe(2)
  })
})
