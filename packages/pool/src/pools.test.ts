import type { Reply } from '@rc/resp'
import { type SimulatedCluster, startSimulatedCluster } from '@rc/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectionOptions } from '../test/connection-options.js'
import type { Connection } from './connection.js'
import { Deadlines } from './deadlines.js'
import { socketDial } from './dial.js'
import { request } from './handshake.js'
import type { NamedAddress } from './named-address.js'
import { Pools, type PoolsContext, type PoolsOptions } from './pools.js'
import { systemClock, Ticker } from './ticker.js'

let cluster: SimulatedCluster
let address: NamedAddress
/** How nodes are dialled: not at all where a test says so. */
let dial: ReturnType<typeof socketDial>
const opened: Pools[] = []
beforeEach(async () => {
  cluster = await startSimulatedCluster({ primaries: 1, replicas: 0 })
  const [node] = cluster.nodes
  if (node === undefined) throw new Error('no node')
  address = { host: node.host, port: node.port, name: node.name }
  dial = socketDial()
})
afterEach(async () => {
  for (const pools of opened.splice(0)) pools.destroy(new Error('over'))
  await cluster.stop()
})

function makePools(options: Partial<PoolsOptions> = {}, context: Partial<PoolsContext> = {}): Pools {
  const ticker = new Ticker(systemClock)
  const pools = new Pools(
    {
      connection: connectionOptions({ dial: (to, signal) => dial(to, signal), connectTimeoutMs: 5000 }),
      ...options,
    },
    { ticker, deadlines: new Deadlines(ticker), ...context },
  )
  opened.push(pools)
  return pools
}

const ready = (connection: Connection) => expect.poll(() => connection.state).toBe('ready')
const nobody = () => Promise.reject(new Error('Nobody is there.'))

/** What becomes of a PING: the answer, or why there is none. */
const ping = (connection: Connection): Promise<Reply | Error> =>
  new Promise(resolve => {
    connection.send({
      request: request('PING', []),
      asBytes: false,
      deadline: Number.POSITIVE_INFINITY,
      settled: false,
      joined: false,
      settle: resolve,
      fail: resolve,
      expire: () => {},
    })
  })

describe('what waits at a node is called back', () => {
  const elsewhere = new Error('Its slots are elsewhere.')

  it('not where the node answers', async () => {
    const pools = makePools()
    const pool = pools.of(address)
    const connection = await pool.shared()
    await ready(connection)
    const answer = ping(connection)
    pools.recall(address.name, elsewhere)
    expect(await answer).toBe('PONG')
    expect(pools.of(address)).toBe(pool)
    pools.recall('10.0.0.1:1', elsewhere)
  })

  it('where it is silent', async () => {
    const pools = makePools({ heartbeat: { suspectMs: 40 } })
    const pool = pools.of(address)
    const connection = await pool.shared()
    await ready(connection)
    await cluster.pause(address.name)
    const answer = ping(connection)
    await expect.poll(() => connection.suspected).toBe(true)
    pools.recall(address.name, elsewhere)
    expect(await answer).toBe(elsewhere)
    expect(pools.of(address)).not.toBe(pool)
  })

  it('where it was never reached', async () => {
    dial = () => new Promise(() => {})
    const pools = makePools()
    const answer = ping(await pools.of(address).shared())
    pools.recall(address.name, elsewhere)
    expect(await answer).toBe(elsewhere)
  })
})

describe('a node is missed', () => {
  it('while commands wait for it that could not be connected to, and only then', async () => {
    const pools = makePools()
    dial = nobody
    const first = await pools.of(address).shared()
    const lost = ping(first)
    expect(pools.anyMissed).toBe(false)
    expect(await lost).toMatchObject({ name: 'ConnectError' })
    const second = await pools.of(address).shared()
    expect([second === first, pools.anyMissed]).toEqual([false, false])
    dial = socketDial()
    const answer = ping(second)
    expect(pools.anyMissed).toBe(true)
    expect(await answer).toBe('PONG')
    expect(pools.anyMissed).toBe(false)
  })

  it('not where what waits is under way over another connection to it', async () => {
    const pools = makePools({ connectionsPerNode: 2 })
    const pool = pools.of(address)
    const connection = await pool.shared(0)
    await ready(connection)
    dial = nobody
    expect(await ping(await pool.shared(1))).toMatchObject({ name: 'ConnectError' })
    const answer = ping(connection)
    expect(pools.anyMissed).toBe(false)
    expect(await answer).toBe('PONG')
  })
})

it('a node that has become another one is not turned away on its own word', async () => {
  const [node] = cluster.nodes
  let id = node?.id
  const pools = makePools({ connectionsPerNode: 2 }, { idOf: () => id })
  const pool = pools.of(address)
  await ready(await pool.shared(0))
  id = 'another'
  expect(await ping(await pool.shared(1))).toBe('PONG')
})
