import { socketDial } from '@rc/pool'
import { tagForSlot } from '@rc/slots'
import type { SimulatedNode } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { sleep } from '../cluster/setup.js'
import { askForLook, frozenView, isQuestion, questions, until, useSimulated } from './setup.js'

const given = useSimulated()

describe('questions that are never answered', () => {
  it('keep no command waiting, and are told rarely', async () => {
    const cluster = await given.cluster()
    const rc = given.client({ nodes: cluster.seeds, connectTimeoutMs: 200 })
    const errors: Error[] = []
    rc.on('error', error => errors.push(error))
    await rc.connect()
    // A connection that hangs answers nothing else either, so the question is never answered by a reply that is lost.
    cluster.onCommand = async (_node, command) => {
      if (isQuestion(command)) await sleep(5000)
      return 'default'
    }
    askForLook(rc)
    await until(() => errors.length > 0)
    expect(errors[0]).toMatchObject({ name: 'ConnectError' })
    cluster.onCommand = (_node, command) => (isQuestion(command) ? new Error('ERR not now') : 'default')
    for (let i = 0; i < 60; i++) {
      askForLook(rc, 'suspicion')
      await rc.set(`key:${i}`, i)
      await sleep(20)
    }
    expect(errors.length).toBeLessThanOrEqual(4)
    cluster.onCommand = undefined
    const promoted = await cluster.failover(cluster.primaries[0] as never)
    expect(await rc.set(`{${tagForSlot(0)}}`, '1')).toBe('OK')
    expect(rc.topology.ownerOf(0)?.name).toBe(promoted.name)
  })
})

describe('a primary that is gone', () => {
  it('makes each of 20 clients look a bounded number of times a second, however many commands wait', async () => {
    const cluster = await given.cluster()
    const clients = Array.from({ length: 20 }, () => given.client({ nodes: cluster.seeds, timeoutMs: 20_000 }))
    for (const rc of clients) await rc.connect()
    await sleep(600)
    // The simulation shares the event loop with all the clients: what it says while nothing changes is made once.
    const views = new Map(
      await Promise.all(cluster.nodes.map(async node => [node, await frozenView(cluster, node)] as const)),
    )
    cluster.onCommand = (node, command) => views.get(node)?.(command) ?? 'default'
    const [victim] = cluster.primaries
    if (victim === undefined) throw new Error('no primary')
    await cluster.kill(victim)
    const before = questions(cluster)
    const started = performance.now()
    const waiting = clients.flatMap(rc => Array.from({ length: 5 }, (_, i) => rc.get(`{${tagForSlot(i)}}`)))
    await sleep(3000)
    const seconds = (performance.now() - started) / 1000
    const perClientAndSecond = (questions(cluster) - before) / clients.length / seconds
    // Three nodes to a look, and ten looks a second; four more at the beginning.
    expect(perClientAndSecond).toBeLessThanOrEqual(3 * (10 + 4 / seconds))
    expect(perClientAndSecond).toBeGreaterThan(0)
    cluster.onCommand = undefined
    await cluster.failover(victim)
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([null]))
  })
})

describe('a primary that is gone, and whose address then answers nothing at all', () => {
  const gone = async (connected: boolean) => {
    const cluster = await given.cluster()
    const [victim] = cluster.primaries
    if (victim === undefined) throw new Error('no primary')
    let silent = !connected
    const dial = socketDial()
    const rc = given.client({
      nodes: cluster.seeds.filter(seed => seed !== victim.name),
      timeoutMs: 10_000,
      // Nobody gives up dialling as long as the test lasts.
      connectTimeoutMs: 60_000,
      dial: (address, signal) =>
        silent && address.port === victim.port
          ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
          : dial(address, signal),
    })
    await rc.get(`{${tagForSlot(connected ? 0 : 16_383)}}`)
    await sleep(600)
    silent = true
    await cluster.kill(victim)
    const waiting = rc.get(`{${tagForSlot(0)}}`)
    await sleep(500)
    await cluster.failover(victim)
    return waiting
  }

  it('is looked for a successor all the time, by a client that was connected to it', async () => {
    expect(await gone(true)).toBeNull()
  })

  it('is looked for a successor all the time, by a client that never reached it', async () => {
    expect(await gone(false)).toBeNull()
  })
})

/** What CLUSTER NODES says once a replica has taken over from a primary of which nobody has noticed yet that it died. */
const succeeded = (view: string, gone: SimulatedNode, promoted: SimulatedNode): string =>
  view
    .split('\n')
    .map(line => {
      if (line.includes(`:${gone.port}@`)) return line.replace(/connected .*/, 'connected')
      return line.includes(`:${promoted.port}@`)
        ? line.replace(/slave \S+ .*/, 'master - 0 0 99 connected 0-5460')
        : line
    })
    .join('\n')

describe('a primary that is gone, and that nobody calls failed', () => {
  it('keeps nothing that waits for it once its slots are known to be elsewhere', async () => {
    const cluster = await given.cluster()
    const [victim] = cluster.primaries
    if (victim === undefined) throw new Error('no primary')
    let silent = false
    const dial = socketDial()
    const rc = given.client({
      nodes: cluster.seeds,
      timeoutMs: 120_000,
      connectTimeoutMs: 60_000,
      // Nobody tries again by himself as long as the test lasts.
      retry: { decide: (_, { count }) => ({ kind: 'retry', afterMs: count === 1 ? 10 : 100_000, refresh: true }) },
      dial: (address, signal) =>
        silent && address.port === victim.port
          ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
          : dial(address, signal),
    })
    const views = new Map<string, string>()
    for (const { name } of cluster.nodes) views.set(name, String(await cluster.command(name, 'CLUSTER', 'NODES')))
    cluster.onCommand = ({ name }, command) => {
      if (command.name === 'CLUSTER SLOTS') return new Error('ERR not here')
      return command.name === 'CLUSTER NODES' ? (views.get(name) ?? 'default') : 'default'
    }
    await rc.get(`{${tagForSlot(0)}}`)
    await sleep(600)
    silent = true
    await cluster.kill(victim)
    const waiting = rc.get(`{${tagForSlot(0)}}`)
    await sleep(500)
    const promoted = await cluster.failover(victim)
    for (const [name, view] of views) views.set(name, succeeded(view, victim, promoted))
    expect(await waiting).toBeNull()
    expect(rc.topology.ownerOf(0)?.name).toBe(promoted.name)
    expect(rc.topology.nodes.has(victim.name)).toBe(true)
  })
})

describe('a connection that is lost', () => {
  it('makes the client look, though no command was waiting', async () => {
    const cluster = await given.cluster()
    const rc = given.client({ nodes: cluster.seeds })
    await rc.connect()
    await sleep(600)
    const [victim] = cluster.primaries
    if (victim === undefined) throw new Error('no primary')
    const promoted = await cluster.failover(victim)
    await cluster.kill(victim)
    await until(() => rc.topology.ownerOf(0)?.name === promoted.name)
    expect(rc.topology.nodes.has(victim.name)).toBe(false)
  })
})

describe('a slot that lost its owner', () => {
  it('is waited for, and nothing else suffers, whatever the client requires', async () => {
    for (const requireFullCoverage of [false, true]) {
      const cluster = await given.cluster({ requireFullCoverage: false })
      const rc = given.client({ nodes: cluster.seeds, requireFullCoverage })
      const errors: Error[] = []
      rc.on('error', error => errors.push(error))
      await rc.connect()
      const owner = await cluster.ownerOf(7)
      await cluster.dropSlots(7)
      const write = rc.set(`{${tagForSlot(7)}}`, '1')
      expect(await rc.set(`{${tagForSlot(8)}}`, '1')).toBe('OK')
      await sleep(600)
      expect(rc.topology.ownerOf(7)?.name).toBe(requireFullCoverage ? owner?.name : undefined)
      expect(errors.map(({ name }) => name)).toEqual(requireFullCoverage ? ['SlotNotCoveredError'] : [])
      // The rest of the map is followed as before.
      const promoted = await cluster.failover(cluster.primaries[2] as never)
      askForLook(rc)
      await until(() => rc.topology.ownerOf(16_383)?.name === promoted.name)
      await cluster.moveSlot(7, cluster.primaries[1] as never)
      expect(await write).toBe('OK')
    }
  })

  it('keeps a client that requires full coverage from starting', async () => {
    const cluster = await given.cluster({ requireFullCoverage: false })
    await cluster.dropSlots(7)
    const strict = given.client({ nodes: cluster.seeds, requireFullCoverage: true })
    await expect(strict.connect()).rejects.toMatchObject({ name: 'SlotNotCoveredError', slot: 7 })
    await expect(strict.get(`{${tagForSlot(8)}}`)).rejects.toMatchObject({ name: 'SlotNotCoveredError' })
    const lenient = given.client({ nodes: cluster.seeds })
    expect(await lenient.get(`{${tagForSlot(8)}}`)).toBe(null)
    await cluster.moveSlot(7, 0)
    await strict.connect()
    expect(await strict.get(`{${tagForSlot(7)}}`)).toBe(null)
  })
})

describe('seeds of two clusters', () => {
  it('make a client of the one that answered first, which says so, and stays with it while it lives', async () => {
    const [one, other] = [await given.cluster(), await given.cluster()]
    // Simulated nodes are called the same in every cluster.
    for (const node of other.nodes) node.id = [...node.id].reverse().join('')
    const errors: Error[] = []
    const rc = given.client({ nodes: [one.seeds[0] as string, ...other.seeds] })
    rc.on('error', error => errors.push(error))
    await rc.connect()
    await rc.set('a', '1')
    // Only the seeds of the other one answer for a moment, but one node of ours does too.
    one.onCommand = async (node, command) => {
      if (isQuestion(command)) {
        if (node !== one.nodes[5]) return 'drop'
        await sleep(300)
      }
      return 'default'
    }
    askForLook(rc, 'suspicion')
    await until(() => errors.some(({ name }) => name === 'ConfigError'))
    expect(errors.find(({ name }) => name === 'ConfigError')?.message).toContain('another cluster')
    expect([...rc.topology.nodes.keys()].sort()).toEqual([...one.addresses].sort())
    one.onCommand = undefined
    expect(await rc.get('a')).toBe('1')
    await Promise.all(one.nodes.map(node => one.kill(node)))
    expect(await rc.with({ timeoutMs: 20_000 }).get('a')).toBe(null)
    expect([...rc.topology.nodes.keys()].sort()).toEqual([...other.addresses].sort())
  })
})
