import { rest } from '../loads/load.js'
import type { Row } from './row.js'

/** Servers that are there and do not answer. */
export const silences: readonly Row[] = [
  {
    number: 6,
    title: 'frozen for 1 s, below the node timeout',
    loads: ['W1'],
    check: ['I1', 'I2', 'I3', 'I5', 'I6', 'heals'],
    async inject({ cluster, victim, thawed }) {
      await cluster.pause(victim)
      await rest(1000)
      await cluster.resume(victim)
      thawed()
    },
  },
  {
    number: 7,
    title: 'frozen for 6 s, beyond the node timeout',
    loads: ['W1', 'W3'],
    check: ['I1', 'I2', 'I3', 'I5', 'I6', 'I8', 'I10', 'heals'],
    lossy: true,
    async inject({ cluster, victim, watchRecovery, thawed }) {
      const until = performance.now() + 6000
      await cluster.pause(victim)
      await watchRecovery()
      await rest(until - performance.now())
      await cluster.resume(victim)
      thawed()
      await cluster.waitUntilStable()
    },
  },
  {
    number: 8,
    title: 'frozen replica',
    loads: ['W3'],
    check: ['I1', 'I5', 'I6', 'heals'],
    target: { readFrom: 'replica' },
    async inject({ cluster, thawed }) {
      const [replica] = cluster.replicas
      if (replica === undefined) throw new Error('no replica')
      await cluster.pause(replica)
      await rest(5000)
      await cluster.resume(replica)
      thawed()
      await cluster.waitUntilStable()
    },
  },
  {
    number: 9,
    title: 'DEBUG SLEEP 1, CLIENT PAUSE 2000 ALL',
    loads: ['W1'],
    check: ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'heals'],
    async inject({ cluster, victim, thawed }) {
      await cluster.command(victim, 'DEBUG', 'SLEEP', '1')
      await rest(300)
      await cluster.command(victim, 'CLIENT', 'PAUSE', 2000, 'ALL')
      await rest(2300)
      thawed()
    },
  },
]
