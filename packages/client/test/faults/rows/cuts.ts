import { rest } from '../loads/load.js'
import type { Row } from './row.js'

/** Connections that end in the middle of something. */
export const cuts: readonly Row[] = [
  {
    number: 15,
    title: 'CLIENT KILL TYPE normal on all nodes, every 200 ms',
    loads: ['W1', 'W2', 'W7'],
    check: ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'heals'],
    times: 25,
    async inject({ cluster, times }) {
      for (let i = 0; i < times; i++) {
        const kill = (type: string) =>
          cluster.nodes.map(node => cluster.command(node, 'CLIENT', 'KILL', 'TYPE', type).catch(() => {}))
        await Promise.all(['normal', 'pubsub'].flatMap(kill))
        await rest(200)
      }
    },
  },
  {
    number: 16,
    title: 'request forwarded, connection cut before the reply',
    loads: ['W1'],
    check: ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I10', 'heals'],
    proxied: true,
    paceMs: 1,
    times: 300,
    async inject({ proxies, times }) {
      let left = times
      for (const proxy of proxies.all) {
        let until = 0
        proxy.onReply = ({ command }) => {
          // A script that is refused is no operation; one that runs is answered with a number.
          if (command?.name !== 'EVAL' || left <= 0 || performance.now() < until) return undefined
          left--
          until = performance.now() + 5
          return 'cut'
        }
      }
      while (left > 0) await rest(20)
    },
  },
]
