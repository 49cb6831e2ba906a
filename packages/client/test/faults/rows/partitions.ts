import { rest } from '../loads/load.js'
import { ADDRESS, noOwnNetwork, part, unite } from '../network.js'
import type { Row } from './row.js'

/** Networks that fall apart. */
export const partitions: readonly Row[] = [
  {
    number: 19,
    title: 'client with the minority for 10 s',
    loads: ['W1'],
    check: ['I1', 'I2', 'I3', 'I5', 'I6', 'I8', 'heals'],
    lossy: true,
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
