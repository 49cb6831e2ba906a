// The tutorial that this project was made from, in TypeScript: connect, set, get, handle an error, look at the data's
// distribution.
import { RedisCluster, ReplyError } from '@rc/client'

const startupNodes = [{ host: '127.0.0.1', port: Number(process.env.PORT ?? 7000) }]

// Replies are strings; rc.bytes() would give Buffers.
const rc = new RedisCluster({ nodes: startupNodes })
rc.on('ready', () => console.log('Connected'))

// Set a key-value pair.
await rc.set('name', 'Alice')

// Get the value for a key.
const value = await rc.get('name')
console.log(value) // Alice

// The tutorial says that setting a key that exists is an error. It is not: SET overwrites. Ask for it not to:
console.log(await rc.set('name', 'Bob', { nx: true })) // null: it exists

// This is an error reply: 'Alice' is no number.
try {
  await rc.incr('name')
} catch (error) {
  if (!(error instanceof ReplyError)) throw error
  console.log(`An error occurred: ${error.message}`)
}

// The share of the data that each node has.
for (let i = 0; i < 300; i++) await rc.set(`user:${i}`, String(i))
const total = await rc.dbsize()
for (const node of rc.nodes('primary')) {
  const keys = await node.dbsize()
  console.log(`${node.name}: ${Math.round((100 * keys) / total)} %`)
}

await rc.close()
