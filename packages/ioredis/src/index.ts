export { Cluster } from './cluster.js'
export { NodeClient } from './node-client.js'
export { fromIoredisOptions } from './options.js'
