// A process of its own that is a cluster of many primaries, simulated: they answer over real sockets, but as many as one
// likes fit on one machine. Says where it listens, and ends with its parent.
import { startSimulatedCluster } from '@rc/testing'

const cluster = await startSimulatedCluster({ primaries: Number(process.argv[2]), replicas: 0 })
process.on('disconnect', () => process.exit())
process.send?.(cluster.nodes.map(({ host, port }) => ({ host, port })))
