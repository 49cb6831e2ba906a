// A process that measures what a GET costs our client itself: its sockets answer without a server and without a system
// call.
import { RedisCluster } from '@rc/client'
import { drive } from '../drive.mjs'
import { WARM_UP_SECONDS } from '../options.mjs'
import { answeringDial } from './answering.mjs'

const { nodes, callers, seconds, options } = JSON.parse(process.argv[2] ?? '{}')
const keys = Array.from({ length: 10_000 }, (_, i) => `key:${String(i).padStart(5, '0')}`)
const bytes = '*2\r\n$3\r\nGET\r\n$9\r\nkey:00000\r\n'.length
const rc = await new RedisCluster({ nodes, dial: answeringDial(bytes), ...options }).connect()
const step = (/** @type {number} */ i) => rc.get(keys[(i * 7919) % keys.length] ?? '')
const shape = { callers, seconds, sampleEvery: 1_000_000_000 }
await drive(step, { ...shape, seconds: WARM_UP_SECONDS })
globalThis.gc?.()
const { cpuMicros, operations } = await drive(step, shape)
process.stdout.write(`${JSON.stringify({ cpuMicros: cpuMicros / operations })}\n`)
process.exit()
