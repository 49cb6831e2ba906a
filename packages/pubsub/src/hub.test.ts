import type { Clock, Connection, Listener, Pending } from '@rc/pool'
import type { Request } from '@rc/resp'
import { Topology } from '@rc/slots'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Member } from './entry.js'
import type { Host } from './host.js'
import { Hub } from './hub.js'
import { topicOf } from './topic.js'

/** Time that goes on when it is told to. */
class Time implements Clock {
  #now = 1000
  #due: { at: number; run: () => void }[] = []

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
    const one = { at: this.#now + ms, run }
    this.#due.push(one)
    return () => {
      this.#due = this.#due.filter(other => other !== one)
    }
  }

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#now = next.at
      this.#due = this.#due.filter(one => one !== next)
      next.run()
      await settled()
    }
    this.#now = end
  }
}

const settled = () => new Promise(resolve => setImmediate(resolve))

/** A server that confirms everything; what it was told stands in `commands`. */
function server(name: string, commands: string[]): Connection {
  let listener: Listener | undefined
  const answer = (pending: Pending): void => {
    const { spec, args } = pending.request
    const word = (spec as Request['spec']).head.split('\r\n')[1] ?? ''
    if (word === 'INFO') pending.settle('run_id:1')
    else if (word === 'PING') pending.settle(String(args[0]))
    else {
      commands.push(`${name} ${word}`)
      for (const [i, arg] of args.entries()) listener?.take([word.toLowerCase(), String(arg), i + 1])
    }
  }
  const connection = {
    state: 'ready',
    protocol: 3,
    lastHeard: 0,
    listen: (given: Listener) => {
      listener = given
    },
    send: (pending: Pending) => {
      setImmediate(() => {
        connection.lastHeard++
        answer(pending)
      })
      return true
    },
    destroy: () => {},
  }
  return connection as unknown as Connection
}

const at = (port: number) => ({ host: '10.0.0.1', port })
const slots = [{ from: 0, to: 16383 }]
const whole = Topology.of([{ primary: at(1), replicas: [at(2)], ranges: slots }])

describe('a node that the map lacks', () => {
  let time: Time
  let commands: string[]
  let gaps: string[]
  let topology: Topology
  let hub: Hub
  let questions: number

  beforeEach(async () => {
    time = new Time()
    commands = []
    gaps = []
    questions = 0
    topology = whole
    hub = new Hub({
      clock: time,
      get topology() {
        return topology
      },
      lease: async (node: { name: string }) => ({ connection: server(node.name, commands), end: () => {} }),
      refresh: () => {
        questions++
      },
      report: () => {},
    } as unknown as Host)
    const member: Member = {
      asBytes: false,
      ear: undefined,
      message: () => {},
      threw: () => {},
      watch: () => {},
      confirmed: () => {},
      gap: (_, { reason, from }) => gaps.push(`${reason} ${time.now() - from}`),
      failed: () => {},
    }
    // One of them is served by the node that will be missing.
    for (let i = 0; i < 20; i++) hub.add(topicOf('channel', `c${i}`), member)
    await settled()
    await settled()
    await settled()
    expect(commands).toContain('10.0.0.1:2 SUBSCRIBE')
  })

  it('serves what it served where it is back in a moment', async () => {
    topology = Topology.of([{ primary: at(1), ranges: slots }])
    hub.mapChanged()
    await time.pass(600)
    expect(questions).toBe(2)
    topology = whole
    hub.mapChanged()
    await time.pass(3000)
    expect(questions).toBe(2)
    expect(commands.filter(command => command.includes('UNSUBSCRIBE'))).toEqual([])
    expect(gaps).toEqual([])
    hub.close()
  })

  it('serves nothing any more where it stays away, and the gap begins when it was first missed', async () => {
    topology = Topology.of([{ primary: at(1), ranges: slots }])
    hub.mapChanged()
    await time.pass(2000)
    expect(commands).toContain('10.0.0.1:2 UNSUBSCRIBE')
    expect(commands.filter(command => command === '10.0.0.1:1 SUBSCRIBE').length).toBeGreaterThan(1)
    expect(gaps.length).toBeGreaterThan(0)
    for (const gap of gaps) {
      expect(gap).toMatch(/^node-left /)
      expect(Number(gap.split(' ')[1])).toBeGreaterThan(1000)
    }
    hub.close()
  })
})
