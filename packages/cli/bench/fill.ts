// Fills a server with keys of all types: tsx packages/cli/bench/fill.ts HOST:PORT [KEYS]
import { fill } from '../test/fill.js'
import { parseAddress } from '@rc/slots'
import { Server } from '../src/store/server.js'

const [address = '', keys = '1000000'] = process.argv.slice(2)
const server = new Server(parseAddress(address))
await fill(server, { keys: Number(keys), largeBytes: 50 * 2 ** 20 })
await server.close()
