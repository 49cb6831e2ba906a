import type { Executor } from '@rc/commands'
import { type ServerOptions, type Servers, startServers } from '@rc/testing'
import { afterAll, beforeAll } from 'vitest'
import { Connection } from './connection.js'

/** A plain server for the tests of one file, ended with them. */
export function useServer(options?: ServerOptions): Executor {
  let servers: Servers | undefined
  let connection: Connection
  beforeAll(async () => {
    servers = await startServers(1, options)
    connection = await Connection.open(servers.nodes[0]?.port ?? 0)
  })
  afterAll(async () => {
    connection?.close()
    await servers?.stop()
  })
  return { run: one => connection.run(one) }
}
