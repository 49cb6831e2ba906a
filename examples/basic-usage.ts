// "Basic Usage" of redis-py-cluster, line by line in TypeScript.
import { RedisCluster } from '@rc/client'

// Connect to Redis Cluster.
const startupNodes = [{ host: '127.0.0.1', port: String(process.env.PORT ?? 7000) }]
const rc = new RedisCluster({ nodes: startupNodes })

// Execute standard Redis commands.
await rc.set('key', 'value')
const result = await rc.get('key')
console.log(result)

// Multi-key operations work across cluster nodes.
await rc.mset({ key1: 'value1', key2: 'value2', key3: 'value3' })
const values = await rc.mget(['key1', 'key2', 'key3'])
console.log(values)

// Pipeline operations.
const pipe = rc.pipeline()
pipe.set('pkey1', 'pvalue1')
pipe.get('pkey1')
pipe.incr('counter')
const results = await pipe.execute()
console.log(results)

// Cluster management.
const clusterInfo = await rc.clusterInfo()
const nodes = await rc.clusterNodes()
console.log(clusterInfo.cluster_state, nodes.length)

await rc.close()
