/** Long: a load takes every core, and a node that comes late must not lose its slots to a replica in the middle of it. */
const NODE_TIMEOUT_MS = 10_000

/**
 * @typedef {object} OpenCluster
 * @property {readonly import('./clients/client.mjs').Address[]} nodes
 * @property {string} about one line for the results
 * @property {() => Promise<void>} stop
 */

/**
 * The user's cluster where one is named, else one of our own on loopback.
 * @param {readonly import('./clients/client.mjs').Address[] | null} given
 * @returns {Promise<OpenCluster>}
 */
export async function openCluster(given) {
  if (given !== null) return { nodes: given, about: 'a cluster given with `--nodes`', stop: async () => {} }
  const { startCluster } = await import('@rc/testing')
  const cluster = await startCluster({ primaries: 3, replicas: 1, nodeTimeoutMs: NODE_TIMEOUT_MS })
  return {
    nodes: cluster.nodes.map(({ host, port }) => ({ host, port })),
    about: '3 primaries and 3 replicas on loopback, beside the client on the same machine',
    stop: () => cluster.stop(),
  }
}
