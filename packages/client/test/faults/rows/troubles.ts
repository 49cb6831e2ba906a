import { rest } from '../loads/load.js'
import type { Row } from './row.js'

const PASSWORD = 'first'

/** Servers that refuse, that load, that are others than before; clients that stall or are closed. */
export const troubles: readonly Row[] = [
  {
    number: 23,
    title: 'maxclients reached for 3 s',
    loads: ['W1'],
    check: ['I1', 'I2', 'I3', 'I5', 'I9', 'heals'],
    proxied: true,
    budget: { refreshes: 60, connects: 60 },
    async inject({ cluster, victim }) {
      await cluster.command(victim, 'CONFIG', 'SET', 'maxclients', 1)
      await cluster.command(victim, 'CLIENT', 'KILL', 'TYPE', 'normal')
      await rest(3000)
      await cluster.command(victim, 'CONFIG', 'SET', 'maxclients', 10_000)
    },
  },
  {
    number: 24,
    title: 'password rotated for 2 s, ACL revoked for 1 s',
    loads: ['W1'],
    check: ['I1', 'I2', 'I5', 'heals'],
    cluster: { password: PASSWORD },
    async inject({ cluster }) {
      const onAll = (...command: string[]) =>
        Promise.all(cluster.primaries.map(node => cluster.command(node, ...command)))
      await onAll('CONFIG', 'SET', 'requirepass', 'second')
      await onAll('CLIENT', 'KILL', 'TYPE', 'normal')
      await rest(2000)
      await onAll('CONFIG', 'SET', 'requirepass', PASSWORD)
      await rest(1000)
      await onAll('ACL', 'SETUSER', 'default', '-eval')
      await rest(1000)
      await onAll('ACL', 'SETUSER', 'default', '+eval')
    },
  },
  {
    number: 27,
    title: 'same port, new node id',
    loads: ['W1'],
    check: ['I1', 'I2', 'I5', 'I6', 'I8', 'heals'],
    lossy: true,
    async inject({ cluster, victim, watchRecovery }) {
      await cluster.kill(victim)
      await watchRecovery()
      await rest(300)
      await cluster.restart(victim, { wipe: true })
      await cluster.waitUntilStable()
    },
  },
  {
    number: 28,
    title: 'everything restarts on new addresses',
    loads: ['W1'],
    check: ['I1', 'I2', 'I5', 'I6', 'heals'],
    cluster: { host: '127.0.0.2' },
    alsoAt: '127.0.0.3',
    lossy: true,
    async inject({ cluster }) {
      await cluster.moveTo('127.0.0.3')
    },
  },
  {
    number: 29,
    title: 'LOADING',
    loads: ['W3'],
    target: { timeoutMs: 15_000 },
    check: ['I1', 'I5', 'I6', 'errors', 'heals'],
    async inject({ cluster, victim, thawed }) {
      await cluster.command(victim, 'DEBUG', 'POPULATE', 300_000, 'junk', 100)
      await cluster.command(victim, 'DEBUG', 'RELOAD')
      thawed()
    },
  },
  {
    number: 30,
    title: 'failover and reshard under WATCH, BLPOP and subscriptions',
    loads: ['W5', 'W6', 'W7'],
    check: ['I1', 'I5', 'I6', 'errors', 'heals'],
    async inject({ cluster, victim }) {
      const primary = await cluster.failover(victim)
      await cluster.waitUntilStable()
      const to = cluster.primaries.find(node => node.name !== primary.name)
      const first = /myself.*connected (\d+)/.exec(await cluster.text(primary, 'CLUSTER', 'NODES'))?.[1]
      if (to !== undefined) await cluster.migrate({ from: Number(first), to: Number(first) + 999 }, primary, to)
    },
  },
  {
    number: 32,
    title: 'a server that does not read for 3 s',
    loads: ['W8'],
    check: ['I1', 'I5', 'I6', 'I7', 'heals'],
    lossy: true,
    async inject({ cluster, victim, thawed }) {
      await cluster.pause(victim)
      await rest(3000)
      await cluster.resume(victim)
      thawed()
      await cluster.waitUntilStable()
    },
  },
  {
    number: 34,
    title: "the client's event loop stalls for 500 ms every 2 s",
    loads: ['W1'],
    check: ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I9', 'errors', 'heals'],
    proxied: true,
    stalls: true,
    budget: { refreshes: 1, connects: 0 },
    async inject() {
      await rest(8000)
    },
  },
  {
    number: 35,
    title: 'close() while a primary is frozen',
    loads: ['W1'],
    check: ['I1', 'I2', 'I5', 'I7'],
    lossy: true,
    async inject({ cluster, victim, subject, thawed }) {
      await cluster.pause(victim)
      await rest(500)
      await subject.close()
      await cluster.resume(victim)
      thawed()
    },
  },
]
