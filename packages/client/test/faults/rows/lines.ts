import type { NodeProxy, ServerNode } from '@rc/testing'
import { rest } from '../loads/load.js'
import { HOSTILE } from './hostile-frames.js'
import type { Row } from './row.js'

/** Lines between client and servers that are bad, and servers that say what they should not. */
export const lines: readonly Row[] = [
  {
    number: 17,
    title: 'cut in the middle of a reply or a request',
    loads: ['W4', 'W8'],
    check: ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'heals'],
    proxied: true,
    times: 40,
    async inject({ proxies, times }) {
      for (let i = 0; i < times; i++) {
        const proxy = proxies.all[i % proxies.all.length]
        proxy?.cutAfterBytes(100 + ((i * 7919) % 5000), i % 2 === 0 ? 'replies' : 'requests')
        await rest(60)
      }
      for (const proxy of proxies.all) await proxy.heal()
    },
  },
  {
    number: 20,
    title: 'latency, jitter, a byte at a time, 100 KB/s',
    loads: ['W3', 'W8'],
    check: ['I1', 'I5', 'I6', 'I7', 'heals'],
    proxied: true,
    async inject({ proxies }) {
      const spoiled = [{ delayMs: 40 }, { jitterMs: 80 }, { sliceBytes: 1 }, { bytesPerSecond: 100_000 }]
      for (const line of spoiled) {
        for (const proxy of proxies.all) proxy.set(line)
        await rest(3000)
        for (const proxy of proxies.all) await proxy.heal()
      }
    },
  },
  {
    number: 21,
    title: 'a flipped bit in a length or a line end',
    loads: ['W3'],
    check: ['I1', 'I5', 'I6', 'heals'],
    proxied: true,
    async inject({ proxies }) {
      const places = [
        { byte: 1, bit: 6 },
        { byte: 1, bit: 2 },
        { byte: -1, bit: 0 },
        { byte: -2, bit: 3 },
      ]
      for (const place of places) {
        for (const proxy of proxies.all) proxy.corruptReply({ command: 'GET', times: 5, ...place })
        await rest(500)
      }
      for (const proxy of proxies.all) await proxy.heal()
    },
  },
  {
    number: 22,
    title: 'replies late by twice the timeout',
    loads: ['W1', 'W3'],
    check: ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I10', 'heals'],
    proxied: true,
    target: { timeoutMs: 500 },
    async inject({ proxies }) {
      for (let i = 0; i < 3; i++) {
        for (const proxy of proxies.all) proxy.delayReply(1000)
        await rest(1200)
      }
      for (const proxy of proxies.all) await proxy.heal()
    },
  },
  {
    number: 26,
    title: 'empty and garbage maps from all nodes, a partial one from one',
    loads: ['W1'],
    check: ['I1', 'I2', 'I3', 'I5', 'I6', 'heals'],
    proxied: true,
    async inject({ proxies, victim }) {
      const isMap = (name = '') => ['CLUSTER SLOTS', 'CLUSTER SHARDS', 'CLUSTER NODES'].includes(name)
      const lie = async (liars: readonly NodeProxy[], map: string) => {
        for (const proxy of liars) {
          proxy.onReply = ({ command }) => (isMap(command?.name) ? Buffer.from(map) : undefined)
        }
        // A lost connection makes clients ask for the map.
        for (const proxy of proxies.all) proxy.cut()
        await rest(800)
        for (const proxy of liars) await proxy.heal()
      }
      for (const map of ['*0\r\n', '+OK\r\n', '$7\r\ngarbage\r\n', '$-1\r\n']) await lie(proxies.all, map)
      await lie([proxies.of(victim)], '*1\r\n*3\r\n:0\r\n:9\r\n*2\r\n$1\r\nx\r\n:1\r\n')
    },
  },
  {
    number: 31,
    part: 'callbacks',
    title: 'functions of the user that throw, through a crash of all connections and a failover',
    loads: ['W3'],
    check: ['I1', 'I5', 'I6', 'I7', 'heals'],
    target: { throwing: true },
    async inject({ cluster, victim }) {
      for (let i = 0; i < 10; i++) {
        const kill = (node: ServerNode) => cluster.command(node, 'CLIENT', 'KILL', 'TYPE', i % 2 ? 'pubsub' : 'normal')
        await Promise.all(cluster.nodes.map(kill))
        await rest(200)
      }
      await cluster.failover(victim)
      await cluster.waitUntilStable()
    },
  },
  {
    number: 31,
    title: 'a server that speaks nonsense, in 40 ways',
    loads: ['W3'],
    check: ['I1', 'I5', 'I6', 'I7', 'heals'],
    proxied: true,
    async inject({ proxies }) {
      for (const [i, frame] of HOSTILE.entries()) {
        proxies.all[i % proxies.all.length]?.replaceReply(frame, { command: 'GET' })
        await rest(60)
      }
      for (const proxy of proxies.all) await proxy.heal()
    },
  },
]
