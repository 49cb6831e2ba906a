import { rest } from '../loads/load.js'
import { ADDRESS, noOwnNetwork, part, setLine, unite } from '../network.js'
import type { Row } from './row.js'

/** Networks that fall apart. */
export const partitions: readonly Row[] = [
  {
    number: 18,
    title: 'connections reset ten times, then half-open for 20 s',
    loads: ['W1', 'W2', 'W3', 'W4', 'W7', 'W8'],
    check: ['I1', 'I2', 'I3', 'I5', 'I6', 'I8', 'heals'],
    proxied: true,
    clientSide: 'minority',
    unable: noOwnNetwork,
    async inject({ proxies, whole }) {
      for (let i = 0; i < 10; i++) {
        for (const proxy of proxies.all) proxy.reset()
        await rest(100)
      }
      setLine('minority', 'down')
      await rest(20_000)
      setLine('minority', 'up')
      whole()
    },
  },
  {
    number: 35,
    part: 'during 18',
    title: 'close() while the line is down',
    loads: ['W1'],
    check: ['I1', 'I2', 'I5', 'I7'],
    clientSide: 'minority',
    proxied: true,
    unable: noOwnNetwork,
    async inject({ subject }) {
      setLine('minority', 'down')
      await rest(4000)
      await subject.close()
      setLine('minority', 'up')
    },
  },
  {
    number: 19,
    title: 'client with the minority for 10 s',
    loads: ['W1'],
    check: ['I1', 'I2', 'I3', 'I5', 'I6', 'I8', 'heals'],
    lossy: true,
    parted: true,
    clientSide: 'minority',
    cluster: { host: ADDRESS.majority },
    unable: noOwnNetwork,
    async arrange(cluster) {
      const [minority] = cluster.primaries
      if (minority !== undefined) await cluster.moveTo(ADDRESS.minority, [minority])
    },
    async inject({ cluster, watchRefusal, watchAgreement }) {
      const until = performance.now() + 10_000
      part()
      await watchRefusal()
      await rest(until - performance.now())
      unite()
      await watchAgreement()
      await cluster.waitUntilStable()
    },
  },
]
