import { Topology } from '@rc/slots'
import { beforeEach, describe, expect, it } from 'vitest'
import { memberWith } from '../test/member.js'
import { type Served, serve, settled, ManualClock } from '../test/servers.js'
import type { Host } from './host.js'
import { Hub } from './hub.js'
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

/** So long a node that takes over is not listened to. */
const SETTLED = 151
const DIAL_MS = 20
