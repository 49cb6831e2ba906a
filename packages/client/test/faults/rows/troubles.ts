import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Credentials } from '@rc/pool'
import { rest } from '../loads/load.js'
import { dialsWithin, FULL_QUEUE_MB, questionsWithin } from './budgets.js'
import type { Row } from './row.js'

const CROWD = 60
const CROWDED_MS = 5000

/** Where a client that asks for its credentials anew finds those of the moment. */
const CREDENTIALS = join(tmpdir(), `rc-faults-${process.pid}.json`)
const FIRST = { password: 'first' }
const USER = { username: 'app', password: 'third' }
const tell = (credentials: Credentials): void =>
  writeFileSync(CREDENTIALS, JSON.stringify(credentials), { mode: 0o600 })

/** Servers that refuse, that load, that are others than before; clients that stall or are closed. */
export const troubles: readonly Row[] = [
  {
    number: 23,
    title: `maxclients 40 on all nodes for ${CROWDED_MS / 1000} s, ${CROWD} clients`,
    loads: ['W1'],
    check: ['I1', 'I2', 'I3', 'I5', 'I6', 'I9', 'heals'],
    proxied: true,
    clients: CROWD,
    clientsEach: 15,
    paceMs: 100,
    // Of each, all the time: what it may ask, and what it may dial each of six nodes.
    budget: { refreshes: CROWD * questionsWithin(CROWDED_MS), connects: CROWD * 6 * dialsWithin(CROWDED_MS) },
    async inject({ cluster }) {
      const onAll = (...command: string[]) => Promise.all(cluster.nodes.map(node => cluster.command(node, ...command)))
      await onAll('CONFIG', 'SET', 'maxclients', '40')
      await onAll('CLIENT', 'KILL', 'TYPE', 'normal')
      await rest(CROWDED_MS)
      await onAll('CONFIG', 'SET', 'maxclients', '10000')
      const refused = await Promise.all(cluster.primaries.map(node => cluster.text(node, 'INFO', 'stats')))
      if (refused.every(text => text.includes('rejected_connections:0'))) throw new Error('Nobody was refused.')
    },
  },
  {
    number: 24,
    title: 'password rotated, ACL revoked for 1 s, user deleted for 1 s',
    loads: ['W1'],
    check: ['I1', 'I2', 'I5', 'I6', 'I9', 'heals'],
    proxied: true,
    // For a second it has the wrong password, and for a second its user is gone; and it is cut off from all nodes twice.
    budget: { refreshes: 2 * questionsWithin(1000) + 2 * 3, connects: 6 * (2 * dialsWithin(1000) + 2) },
    cluster: { password: FIRST.password },
    target: { credentialsFile: CREDENTIALS },
    async arrange() {
      process.once('exit', () => rmSync(CREDENTIALS, { force: true }))
      tell(FIRST)
    },
    async inject({ cluster }) {
      const onAll = (...command: string[]) => Promise.all(cluster.nodes.map(node => cluster.command(node, ...command)))
      await onAll('CONFIG', 'SET', 'requirepass', 'second')
      await onAll('CLIENT', 'KILL', 'TYPE', 'normal')
      await rest(1000)
      tell({ password: 'second' })
      await rest(1000)
      await onAll('ACL', 'SETUSER', 'default', '-eval')
      await rest(1000)
      await onAll('ACL', 'SETUSER', 'default', '+eval')
      await onAll('ACL', 'SETUSER', USER.username, 'on', `>${USER.password}`, '~*', '&*', '+@all')
      tell(USER)
      await onAll('CLIENT', 'KILL', 'TYPE', 'normal')
      await rest(1000)
      await onAll('ACL', 'DELUSER', USER.username)
      await rest(1000)
      await onAll('ACL', 'SETUSER', USER.username, 'on', `>${USER.password}`, '~*', '&*', '+@all')
      await onAll('CONFIG', 'SET', 'requirepass', FIRST.password)
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
    number: 29,
    part: 'MASTERDOWN',
    title: 'MASTERDOWN: a replica that lost its primary, and may not serve stale data',
    loads: ['W3'],
    // Reads wait until the replicas are back: with one to a shard, nobody else may answer.
    target: { readFrom: 'replica', timeoutMs: 8000 },
    check: ['I1', 'I5', 'I6', 'errors', 'heals'],
    async inject({ cluster }) {
      const onAll = (...command: string[]) =>
        Promise.all(cluster.replicas.map(node => cluster.command(node, ...command)))
      await onAll('CONFIG', 'SET', 'replica-serve-stale-data', 'no')
      // A primary without a password refuses one.
      await onAll('CONFIG', 'SET', 'masterauth', 'wrong')
      await onAll('CLIENT', 'KILL', 'TYPE', 'master')
      await rest(3000)
      await onAll('CONFIG', 'SET', 'masterauth', '')
      await cluster.waitUntilStable()
      const refused = await Promise.all(cluster.replicas.map(node => cluster.text(node, 'INFO', 'errorstats')))
      if (!refused.join().includes('errorstat_MASTERDOWN')) throw new Error('No replica said MASTERDOWN.')
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
    number: 32,
    part: 'a million',
    title: 'a server that does not read for 3 s, and a million SETs for it',
    loads: ['W8'],
    check: ['I1', 'I5', 'I6', 'I7', 'RSS', 'heals'],
    lossy: true,
    peakRssMb: FULL_QUEUE_MB,
    async inject({ cluster, victim, hurtKeys, subject, thawed }) {
      await cluster.pause(victim)
      const until = performance.now() + 3300
      await rest(300)
      await subject.flood(hurtKeys[0] ?? '', 1_000_000)
      await rest(until - performance.now())
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
  {
    number: 35,
    part: 'during 1',
    title: 'close() while a primary has crashed',
    loads: ['W1'],
    check: ['I1', 'I2', 'I5', 'I7'],
    lossy: true,
    async inject({ cluster, victim, subject }) {
      await cluster.kill(victim)
      await rest(500)
      await subject.close()
    },
  },
]
