import { SlotNotCoveredError } from '@rc/errors'
import type { NamedAddress } from '@rc/pool'
import { SLOT_COUNT, type Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../test/topology/manual-clock.js'
import { type MonitorSetup, TopologyMonitor } from './topology-monitor.js'
import type { View } from './topology-view.js'

// Whom the monitor asks, when it gives up, and what it tells of it. That it asks often enough is topology-monitor.test.ts.

const named = (port: number): NamedAddress => ({ host: '127.0.0.1', port, name: `127.0.0.1:${port}` })
const ports = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i)

/** What a node says: that the first of the nodes has all slots up to `slots`, and the others are there. */
function viewOf(from: NamedAddress, nodes: readonly NamedAddress[], slots: number = SLOT_COUNT, epoch = 1): View {
  const shards = nodes.map((node, i) => ({
    primary: { ...node, id: `id-${node.port}`, role: 'primary' as const },
    replicas: [],
    epoch: i === 0 ? epoch : 0,
    ranges: i === 0 ? [{ from: 0, to: slots - 1 }] : [],
  }))
  return { from: from.name, self: `id-${from.port}`, askedAt: 0, shards }
}

type Answer = (node: NamedAddress) => View | Error | undefined

/** A monitor of nodes that answer as a test says: with a view, with an error, or never. */
function monitored(
  nodePorts: readonly number[],
  more: Partial<MonitorSetup> & { live?: () => readonly NamedAddress[] } = {},
) {
  const clock = new ManualClock()
  const nodes = nodePorts.map(named)
  const asked: { port: number; at: number; thorough: boolean; seed: boolean; signal: AbortSignal | undefined }[] = []
  const failed: Error[] = []
  const changed: { after: Topology; before: Topology }[] = []
  const world = { answer: ((node: NamedAddress) => viewOf(node, nodes)) as Answer, ms: 0 }
  const asking = (seed: boolean) => async (node: NamedAddress, thorough: boolean, signal?: AbortSignal) => {
    asked.push({ port: node.port, at: clock.now(), thorough, seed, signal })
    const answer = world.answer(node)
    if (world.ms > 0 || answer === undefined) {
      await new Promise<void>(resolve => clock.after(answer === undefined ? 1e9 : world.ms, resolve))
    }
    if (answer instanceof Error) throw answer
    return answer as View
  }
  const monitor = new TopologyMonitor({
    clock,
    seeds: nodes,
    requireFullCoverage: false,
    periodMs: 0,
    answerMs: 2000,
    ask: asking(false),
    askSeed: asking(true),
    live: () => nodes,
    anyMissed: () => false,
    changed: (after, before) => changed.push({ after, before }) > 0,
    failed: error => failed.push(error),
    ...more,
  })
  /** Begins, and lets the looks that follow by themselves go by. */
  const begun = async () => {
    await Promise.all([monitor.ready(), clock.pass(5000)])
    asked.length = failed.length = changed.length = 0
  }
  const times = () => [...new Set(asked.map(({ at }) => at))]
  return { clock, nodes, asked, failed, changed, world, monitor, begun, times }
}

describe('the first map', () => {
  it('is asked of one seed after another, thoroughly, once for all who wait, and told', async () => {
    const { monitor, asked, world, nodes, changed } = monitored(ports(1, 5))
    world.answer = node => (node.port < 3 ? new Error('refused') : viewOf(node, nodes))
    const waiting = [monitor.ready(), monitor.ready()]
    expect(waiting[0]).toBe(waiting[1])
    await waiting[0]
    expect(asked.map(({ port, thorough, seed }) => [port, thorough, seed])).toEqual([
      [1, true, true],
      [2, true, true],
      [3, true, true],
    ])
    expect(monitor.ready()).toBeUndefined()
    expect(changed.map(({ after, before }) => [after.coveredSlots, before.coveredSlots])).toEqual([[SLOT_COUNT, 0]])
    monitor.close()
  })

  it('keeps the process alive until it is there, asks one more each time all are silent, and gives up', async () => {
    const { monitor, asked, world, clock } = monitored(ports(1, 6))
    world.answer = () => undefined
    const outcome = monitor.ready()?.catch((error: unknown) => error)
    expect(clock.holding).toBe(true)
    await clock.pass(1000)
    expect(asked.map(({ at }) => at)).toEqual([0, 100, 200, 300, 400, 500])
    let error: unknown
    void outcome?.then(one => (error = one))
    await clock.pass(3599)
    expect(error).toBeUndefined()
    await clock.pass(1)
    expect(error).toMatchObject({ name: 'ConnectError' })
    expect(clock.holding).toBe(false)
    // Whoever comes next has it tried anew.
    world.answer = () => new Error('refused')
    asked.length = 0
    await expect(monitor.ready()).rejects.toThrow('refused')
    expect(asked.length).toBe(6)
  })

  it('is not asked for by what else asks for a map', async () => {
    const { monitor, asked, clock } = monitored(ports(1, 3))
    monitor.refresh('suspicion')
    await clock.pass(10_000)
    expect(asked).toEqual([])
  })

  it('begins nothing where it is closed meanwhile', async () => {
    const { monitor, clock, world } = monitored(ports(1, 3))
    world.ms = 50
    const ready = monitor.ready()
    await clock.pass(10)
    monitor.close()
    await clock.pass(100)
    await ready
    expect(clock.pending).toBe(0)
  })
})

describe('a look', () => {
  it.each<[string, Parameters<TopologyMonitor['refresh']>[0], number, number]>([
    ['asks three where so many have a connection', 'suspicion', 8, 3],
    ['asks the others than the one that has a connection, too, where something is wrong', 'suspicion', 1, 2],
    ['asks two where none has one and something is wrong', 'connection-lost', 0, 2],
    ['dials no second node because a slot has moved', 'moved', 0, 1],
    ['dials no second node because it is time', 'periodic', 0, 1],
  ])('%s', async (_, why, live, wanted) => {
    const { monitor, asked, clock, begun } = monitored(ports(1, 9), { live: () => ports(1, live).map(named) })
    await begun()
    monitor.refresh(why)
    await clock.pass(10_000)
    expect(asked.length).toBe(wanted)
    monitor.close()
  })

  it('asks sixteen at once at most while all are silent, each node once, and gives up', async () => {
    const { monitor, asked, failed, world, clock, begun } = monitored(ports(1, 60))
    await begun()
    world.answer = () => undefined
    monitor.refresh('suspicion')
    await clock.pass(3900)
    const first = asked[0]?.at ?? 0
    const sizes = asked.reduce(
      (all, { at }) => all.set(at - first, (all.get(at - first) ?? 0) + 1),
      new Map<number, number>(),
    )
    expect([...sizes]).toEqual([
      [0, 3],
      [100, 6],
      [200, 12],
      [300, 16],
      [400, 16],
      [500, 7],
    ])
    expect(new Set(asked.map(({ port }) => port)).size).toBe(60)
    expect(failed).toEqual([])
    await clock.pass(100)
    expect(failed.length).toBe(1)
    monitor.close()
  })

  it('asks seeds that the map does not have, after all others, as thoroughly as them', async () => {
    const seeds = [named(1), named(50), named(51)]
    const { monitor, asked, world, clock, nodes, begun } = monitored(ports(1, 3), { seeds, periodMs: 100_000 })
    await begun()
    world.answer = () => new Error('refused')
    monitor.refresh('periodic')
    await clock.pass(5000)
    expect(asked.slice(3).map(({ port, thorough, seed }) => [port, thorough, seed])).toEqual([
      [50, true, true],
      [51, true, true],
    ])
    expect(asked.map(({ port }) => port).sort((a, b) => a - b)).toEqual([...nodes.map(({ port }) => port), 50, 51])
    monitor.close()
  })

  it('asks in an order of chance', async () => {
    let at = 0
    const random = [0.9, 0.1, 0.5, 0.2, 0.8, 0.3]
    const { monitor, asked, clock, begun } = monitored(ports(1, 3))
    await begun()
    clock.random = () => random[at++ % random.length] as number
    // The first number spaces the look, the next three are those of the nodes.
    monitor.refresh('suspicion')
    await clock.pass(1000)
    expect(asked.map(({ port }) => port)).toEqual([1, 3, 2])
    monitor.close()
  })
})

describe('looks', () => {
  it('come every period, about, each thorough', async () => {
    const { monitor, asked, clock, times, begun } = monitored(ports(1, 3), { periodMs: 10_000 })
    await begun()
    await clock.pass(60_000)
    const gaps = times()
      .slice(1)
      .map((at, i) => at - (times()[i] as number))
    expect(gaps).toEqual(Array.from({ length: 6 }, () => 9000))
    expect(asked.every(({ thorough }) => thorough)).toBe(true)
    monitor.close()
    expect(clock.pending).toBe(0)
  })

  it('are 50 ms apart at least, though each is wanted at once', async () => {
    const { monitor, clock, times, begun } = monitored(ports(1, 3))
    await begun()
    monitor.refresh('suspicion')
    await clock.pass(1)
    monitor.refresh('suspicion')
    await clock.pass(200)
    expect(times().map((at, _, [first = 0]) => at - first)).toEqual([0, 50])
    monitor.close()
  })

  it('are not put off by redirects that go on', async () => {
    const { monitor, clock, times, nodes, begun } = monitored(ports(1, 3))
    await begun()
    const start = clock.now()
    for (let i = 0; i < 50; i++) {
      monitor.moved(i, nodes[1] as NamedAddress)
      await clock.pass(100)
    }
    expect(times()[0]).toBe(start + 1000)
    monitor.close()
  })

  it.each<[Parameters<TopologyMonitor['refresh']>[0], Parameters<TopologyMonitor['refresh']>[0]]>([
    ['suspicion', 'moved'],
    ['moved', 'suspicion'],
  ])('are as soon as the more urgent wish wants them: of %s and %s during one', async (one, other) => {
    const { monitor, clock, world, times, begun } = monitored(ports(1, 3))
    await begun()
    world.ms = 20
    monitor.refresh('suspicion')
    await clock.pass(10)
    monitor.refresh(one)
    monitor.refresh(other)
    await clock.pass(200)
    expect(times().length).toBe(2)
    monitor.close()
  })

  it('that are due do not come where it is closed', async () => {
    const { monitor, clock, begun } = monitored(ports(1, 3))
    await begun()
    monitor.refresh('moved')
    expect(clock.pending).toBe(1)
    monitor.close()
    expect(clock.pending).toBe(0)
  })

  it('that were under way when it was closed tell nothing, and their questions are given up', async () => {
    const { monitor, clock, world, asked, changed, failed, nodes, begun } = monitored(ports(1, 3), {
      periodMs: 100_000,
    })
    await begun()
    world.ms = 20
    world.answer = node => viewOf(node, [...nodes].reverse(), SLOT_COUNT, 9)
    monitor.refresh('suspicion')
    await clock.pass(10)
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([false, false, false])
    monitor.close()
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, true, true])
    await clock.pass(100)
    expect([changed, failed, clock.pending]).toEqual([[], [], 0])
  })
})

describe('what is told', () => {
  it('is that a slot has moved, as soon as a server said so; and nothing where all is as before', async () => {
    const { monitor, clock, changed, nodes, begun } = monitored(ports(1, 3))
    await begun()
    monitor.moved(7, nodes[0] as NamedAddress)
    expect(changed).toEqual([])
    monitor.moved(7, nodes[1] as NamedAddress)
    expect(changed.map(({ after, before }) => [after.ownerOf(7)?.port, before.ownerOf(7)?.port])).toEqual([[2, 1]])
    await clock.pass(60_000)
    monitor.close()
  })

  it('is that nobody answers: at first, then ever more rarely, and anew after an answer', async () => {
    const { monitor, clock, failed, world, nodes, times, begun } = monitored(ports(1, 3))
    await begun()
    const look = async () => {
      monitor.refresh('suspicion')
      await clock.pass(200)
    }
    world.answer = () => new Error('refused')
    for (let i = 0; i < 20; i++) await look()
    expect([times().length, failed.length]).toEqual([20, 3])
    expect(failed[0]?.message).toContain('refused')
    world.answer = node => viewOf(node, nodes)
    await look()
    world.answer = () => new Error('refused')
    await look()
    expect(failed.length).toBe(4)
    monitor.close()
  })

  it('is that a node belongs to another cluster, once for each, naming a few of ours', async () => {
    const { monitor, clock, failed, world, nodes, begun } = monitored(ports(1, 6), { live: () => [] })
    await begun()
    world.answer = node => (node.port === 1 ? viewOf(node, nodes) : viewOf(named(50), [named(50)]))
    for (let i = 0; i < 3; i++) {
      monitor.refresh('suspicion')
      await clock.pass(2100)
    }
    expect(failed.map(({ name }) => name)).toEqual(['ConfigError'])
    expect(failed[0]?.message).toContain(
      '127.0.0.1:50 belongs to another cluster than 127.0.0.1:1, 127.0.0.1:2, 127.0.0.1:3:',
    )
    monitor.close()
  })

  it('is the first slot that nobody has any more, where each should have somebody', async () => {
    const { monitor, clock, failed, world, nodes, begun } = monitored(ports(1, 3), { requireFullCoverage: true })
    await begun()
    world.answer = node => viewOf(node, nodes, 5000, 2)
    monitor.refresh('suspicion')
    await clock.pass(2000)
    expect(failed).toEqual([expect.any(SlotNotCoveredError)])
    expect(failed[0]).toMatchObject({ slot: 5000 })
    expect(monitor.topology.ownerOf(5000)?.port).toBe(1)
    monitor.close()
  })
})
