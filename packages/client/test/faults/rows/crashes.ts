import { rest } from '../loads/load.js'
import { dialsWithin, questionsWithin } from './budgets.js'
import type { Row } from './row.js'

const SAFETY = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6'] as const

const HERD = 20

/** Primaries that end, with a process or with a role. */
export const crashes: readonly Row[] = [
  {
    number: 1,
    title: 'primary crashes',
    loads: ['W1', 'W2', 'W3', 'W4', 'W7'],
    check: [...SAFETY, 'I8', 'heals'],
    lossy: true,
    async inject({ cluster, victim, watchRecovery }) {
      await cluster.kill(victim)
      await watchRecovery()
      await rest(500)
    },
  },
  {
    number: 2,
    title: 'crash, back within 1 s',
    loads: ['W1'],
    check: ['I1', 'I2', 'I3', 'I5', 'I8', 'heals'],
    lossy: true,
    cluster: { appendOnly: true },
    async inject({ cluster, victim, hurtKeys, watchRecovery }) {
      await cluster.kill(victim)
      await rest(300)
      const watched = watchRecovery(hurtKeys[0])
      await cluster.restart(victim)
      await watched
      await cluster.waitUntilStable()
    },
  },
  {
    number: 3,
    title: 'graceful failover',
    loads: ['W1', 'W4', 'W5', 'W7'],
    check: [...SAFETY, 'errors', 'heals'],
    async inject({ cluster, victim }) {
      await cluster.failover(victim)
      await cluster.waitUntilStable()
    },
  },
  {
    number: 4,
    title: 'forced failover, and takeover',
    loads: ['W1'],
    check: [...SAFETY, 'I7', 'heals'],
    lossy: true,
    async inject({ cluster, victim }) {
      await cluster.failover(victim, 'force')
      await cluster.waitUntilStable()
      await cluster.failover(victim, 'takeover')
      await cluster.waitUntilStable()
    },
  },
  {
    number: 33,
    title: `herd of ${HERD} processes at a crash`,
    loads: ['W1'],
    check: [...SAFETY, 'I9', 'heals'],
    lossy: true,
    clients: HERD,
    paceMs: 50,
    proxied: true,
    // Of each, for the five seconds that a failover may take: what it may ask, what it may dial the dead node, and one
    // connection to each other node.
    budget: { refreshes: HERD * questionsWithin(5000), connects: HERD * (dialsWithin(5000) + 5) },
    async inject({ cluster, victim, watchRecovery }) {
      await cluster.kill(victim)
      await watchRecovery()
      await rest(1000)
    },
  },
  {
    number: 5,
    title: 'a failover every 3 s',
    loads: ['W1'],
    check: ['I1', 'I2', 'I5', 'I7', 'errors', 'heals'],
    times: 20,
    async inject({ cluster, times }) {
      for (let i = 0; i < times; i++) {
        const began = performance.now()
        const primary = cluster.primaries[i % cluster.primaries.length]
        if (primary !== undefined) await cluster.failover(primary)
        await cluster.waitUntilStable()
        await rest(Math.max(0, 3000 - (performance.now() - began)))
      }
    },
  },
]
