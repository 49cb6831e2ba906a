import { type ClusterNode, Topology } from '@rc/slots'
import { beforeEach, describe, expect, it } from 'vitest'
import { memberWith } from '../test/member.js'
import { type Served, serve, settled, ManualClock } from '../test/servers.js'
import { Entry } from './entry.js'
import type { Host } from './host.js'
import { Hub } from './hub.js'
import { StandIns } from './stand-ins.js'
import { topicOf } from './topic.js'

const at = (port: number) => ({ host: '10.0.0.1', port })
const slots = [{ from: 0, to: 16383 }]
const shard = (primary: number, ...replicas: number[]) =>
  Topology.of([{ primary: at(primary), replicas: replicas.map(at), ranges: slots }])

const CHANNEL = topicOf('shard', 'orders')

describe('a sharded channel whose primary is gone', () => {
  let time: ManualClock
  let topology: Topology
  let gone: Set<string>
  let servers: Map<string, Served>
  let commands: string[]
  let told: string[]
  let hub: Hub

  /** All that is under way comes to its end; time stands still. */
  const calm = async () => {
    for (let i = 0; i < 10; i++) await settled()
  }

  /** Nobody is there; to know it takes a moment. */
  const refused = () =>
    new Promise<never>((_, reject) => time.after(DIAL_MS, () => reject(new Error('Nobody is there.'))))

  beforeEach(async () => {
    time = new ManualClock()
    topology = shard(1, 2, 3)
    gone = new Set()
    servers = new Map()
    commands = []
    told = []
    hub = new Hub({
      clock: time,
      get topology() {
        return topology
      },
      lease: async ({ name }: { name: string }) => {
        if (gone.has(name)) return refused()
        const server = serve(name, commands)
        servers.set(name, server)
        return { connection: server.connection, end: () => {} }
      },
      refresh: () => {},
      report: () => {},
    } as unknown as Host)
    const member = memberWith({
      message: ({ message }) => told.push(message.toString()),
      confirmed: () => told.push('confirmed'),
      gap: (_, { reason }) => told.push(`gap: ${reason}`),
    })
    hub.add(CHANNEL, member)
    await calm()
    gone.add('10.0.0.1:1')
    servers.get('10.0.0.1:1')?.lose()
    await calm()
    await time.pass(DIAL_MS + SETTLED)
    expect(commands.at(-1)).toBe('10.0.0.1:2 SSUBSCRIBE')
    servers.get('10.0.0.1:2')?.tell('smessage', 'orders', 'in its stead')
    expect(told.splice(0)).toEqual(['confirmed', 'gap: connection-lost', 'in its stead'])
  })

  it('is heard at the replica that becomes the primary in the moment in which it confirms', async () => {
    topology = shard(3, 2)
    hub.mapChanged()
    await calm()
    expect(commands.slice(-2)).toEqual(['10.0.0.1:2 SUNSUBSCRIBE', '10.0.0.1:3 SSUBSCRIBE'])
    servers.get('10.0.0.1:3')?.tell('smessage', 'orders', 'at once')
    expect(told).toEqual(['gap: connection-lost', 'at once'])
    hub.close()
  })

  it('stays at the replica that served it where that becomes the primary; what may have been missed is told', async () => {
    const before = commands.length
    topology = shard(2, 3)
    hub.mapChanged()
    await calm()
    servers.get('10.0.0.1:2')?.tell('smessage', 'orders', 'on')
    expect(told).toEqual(['gap: slot-moved', 'on'])
    expect(commands.slice(before)).toEqual([])
    hub.close()
  })

  it('is not heard twice where another replica takes over from the first', async () => {
    gone.add('10.0.0.1:2')
    servers.get('10.0.0.1:2')?.lose()
    await time.pass(DIAL_MS)
    await calm()
    expect(commands.at(-1)).toBe('10.0.0.1:3 SSUBSCRIBE')
    // It may have come to the first one sooner than to this one.
    servers.get('10.0.0.1:3')?.tell('smessage', 'orders', 'in its stead')
    expect(told).toEqual([])
    await time.pass(SETTLED)
    servers.get('10.0.0.1:3')?.tell('smessage', 'orders', 'later')
    expect(told).toEqual(['gap: connection-lost', 'later'])
    hub.close()
  })
})

describe('StandIns', () => {
  const gaps: string[] = []
  const standIn = (name: string, at: number) => {
    const entry = Object.assign(new Entry(topicOf('shard', name)), { live: true })
    entry.admit(memberWith({ gap: ({ topic }, { from, reason }) => gaps.push(`${topic.name} ${from} ${reason}`) }))
    return Object.assign(entry, { place: { node: { name: `10.0.0.1:${at}` } } as Entry['place'] })
  }
  const primary = { ...at(1), name: '10.0.0.1:1' } as ClusterNode
  /** All of one primary, which is well or not. */
  const standIns = (isWell = true) => {
    const home: Entry[] = []
    let asked = 0
    const subject: StandIns = new StandIns({
      ownerOf: () => primary,
      isWell: () => {
        asked++
        return isWell
      },
      goHome: entry => {
        home.push(entry)
        // It may come to nothing, and be tried the next time.
        subject.remove(entry)
        subject.add(entry, 2000)
      },
    })
    return { subject, home, asked: () => asked }
  }
  beforeEach(() => {
    gaps.length = 0
  })

  it('begin together where they begin at almost the same time, and are not begun twice', () => {
    const { subject } = standIns()
    const [one, other] = [standIn('a', 2), standIn('b', 2)]
    subject.add(one, 1210)
    subject.add(other, 1290)
    subject.add(one, 1990)
    expect([subject.size, subject.has(one)]).toEqual([2, true])
    expect([subject.remove(one), subject.remove(other), subject.remove(one)]).toEqual([1200, 1200, undefined])
    expect([subject.size, subject.has(one)]).toEqual([0, false])
  })

  it('go home once where the primary is well, which is asked once for all', () => {
    const { subject, home, asked } = standIns()
    const entries = [standIn('a', 2), standIn('b', 3)]
    for (const entry of entries) subject.add(entry, 1000)
    subject.review()
    expect([home, asked(), gaps]).toEqual([entries, 1, []])
  })

  it('stay where it is not, or where there is none', () => {
    const gone = new StandIns({
      ownerOf: () => undefined,
      isWell: () => true,
      goHome: ({ topic }) => gaps.push(`${topic.name} went home`),
    })
    const entry = Object.assign(standIn('a', 2), { place: undefined })
    gone.add(entry, 1000)
    gone.review()
    expect([gone.has(entry), gaps]).toEqual([true, []])
    const ill = standIns(false)
    ill.subject.add(standIn('a', 2), 1000)
    ill.subject.review()
    expect([ill.home, ill.subject.size]).toEqual([[], 1])
  })

  it('end where the node has become the primary, and may have missed messages since they began', () => {
    const { subject, home } = standIns()
    const entry = standIn('a', 1)
    subject.add(entry, 1234)
    subject.review()
    subject.review()
    expect([gaps, home, subject.size]).toEqual([['a 1100 slot-moved'], [], 0])
  })
})

/** So long a node that takes over is not listened to. */
const SETTLED = 151
const DIAL_MS = 20
