import { connectCluster } from './ioredis.mjs'

/** @type {import('./client.mjs').Connect} */
export const connect = nodes => connectCluster(nodes, true)
