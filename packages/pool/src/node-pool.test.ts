import { PoolExhaustedError } from '@rc/errors'
import { startServers } from '@rc/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectionOptions } from '../test/connection-options.js'
import type { Connection } from './connection.js'
import { Deadlines } from './deadlines.js'
import type { NamedAddress } from './named-address.js'
import { Pools, type PoolsOptions } from './pools.js'
import { systemClock, Ticker } from './ticker.js'

let servers: Awaited<ReturnType<typeof startServers>>
beforeAll(async () => {
  servers = await startServers(2)
})
afterAll(() => servers?.stop())

const opened: Pools[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map(pools => pools.close()))
})

function makePools(options: Partial<PoolsOptions> = {}, context: { suspect?: () => void } = {}): Pools {
  const ticker = new Ticker(systemClock)
  const pools = new Pools(
    {
      connection: connectionOptions({ handshake: { protocol: 3, readonly: false, clientName: 'leases' } }),
      ...options,
    },
    { ticker, deadlines: new Deadlines(ticker), ...context },
  )
  opened.push(pools)
  return pools
}

const address = (index: number): NamedAddress => {
  const node = servers.nodes[index]
  if (node === undefined) throw new Error('no server')
  return { host: node.host, port: node.port, name: node.name }
}

const ready = (connection: Connection) => expect.poll(() => connection.state).toBe('ready')

describe('leases', () => {
  it('are connections of their own, used again once they were given back clean', async () => {
    const pool = makePools().of(address(0))
    const shared = await pool.shared()
    const [first, second] = await Promise.all([pool.lease(), pool.lease()])
    expect(new Set([shared, first, second]).size).toBe(3)
    await ready(first)
    pool.release(first, true)
    expect(await pool.lease()).toBe(first)
    pool.release(second, false)
    expect(second.over).toBe(true)
    expect(await pool.lease()).not.toBe(second)
  })

  it('are limited for each node and in all, and say so at once', async () => {
    const pools = makePools({ maxConnections: 3, maxConnectionsPerNode: 2 })
    const [a, b] = [pools.of(address(0)), pools.of(address(1))]
    await Promise.all([a.lease(), a.lease()])
    await expect(a.lease()).rejects.toThrow(/maxConnectionsPerNode 2/)
    await b.lease()
    await expect(b.lease()).rejects.toBeInstanceOf(PoolExhaustedError)
    await expect(b.lease()).rejects.toThrow(/maxConnections 3/)
  })

  it('wait for one that is given back, in the order in which they asked', async () => {
    const pool = makePools({ maxConnections: 1, whenExhausted: 'wait', waitMs: 2000 }).of(address(0))
    const held = await pool.lease()
    const order: number[] = []
    const waiting = [1, 2].map(async turn => {
      const connection = await pool.lease()
      order.push(turn)
      pool.release(connection, false)
    })
    await ready(held)
    expect(order).toEqual([])
    pool.release(held, true)
    await Promise.all(waiting)
    expect(order).toEqual([1, 2])
  })

  it('wait no longer than waitMs', async () => {
    const pool = makePools({ maxConnections: 1, whenExhausted: 'wait', waitMs: 50 }).of(address(0))
    const held = await pool.lease()
    await ready(held)
    // A leased connection is in use, however quiet it is: nobody may take it away.
    await expect(pool.lease()).rejects.toThrow(/50 ms \(waitMs\)/)
    expect(held.over).toBe(false)
  })
})

describe('heartbeat', () => {
  it('asks a connection that nobody uses for a sign of life, and gives it up when there is none', async () => {
    const pools = makePools({ heartbeat: { idleMs: 40, deadMs: 80, suspectMs: 40 } })
    const connection = await pools.of(address(1)).shared()
    await ready(connection)
    const heard = connection.lastHeard
    await expect.poll(() => connection.lastHeard).toBeGreaterThan(heard)
    await servers.pause(1)
    await expect.poll(() => connection.state, { timeout: 5000 }).toBe('closed')
    await servers.resume(1)
    const next = await pools.of(address(1)).shared()
    expect(next).not.toBe(connection)
    await ready(next)
  })
})
