import { type ServerOptions, type Servers, startServers } from '@rc/testing'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { command } from '../src/command.js'
import { FLUSHALL } from '../src/specs.gen.js'
import { Connection, type Protocol, type Run } from './connection.js'

export { PROTOCOLS } from './connection.js'

/** A server for the tests of one file, ended with them. */
export interface TestServer {
  /**
   * A connection for the tests of the surrounding `describe`. The server is empty before each of them. With `bytes`,
   * strings are read as Buffers.
   */
  connection(protocol: Protocol, options?: { bytes?: boolean }): { readonly run: Run }
}

/**
 * Starts a server before the tests of a file.
 *
 * @example
 * const server = useServer()
 *
 * describe.each(PROTOCOLS)('strings under RESP%i', protocol => {
 *   const { run } = server.connection(protocol)
 *
 *   it('set and get', async () => {
 *     expect(await run(set('k', 'v'))).toBe('OK')
 *   })
 * })
 */
export function useServer(options?: ServerOptions): TestServer {
  let servers: Servers | undefined
  beforeAll(async () => {
    servers = await startServers(1, options)
  })
  afterAll(() => servers?.stop())
  return {
    connection(protocol, { bytes = false } = {}) {
      let connection: Connection | undefined
      const run: Run = async one => {
        if (connection === undefined) throw new Error('A command runs inside of a test.')
        return connection.run(one)
      }
      beforeAll(async () => {
        const node = servers?.nodes[0]
        if (node === undefined) throw new Error('The server has not been started.')
        connection = await Connection.open(node.port, { protocol, bytes })
      })
      beforeEach(() => run(command(FLUSHALL, [])))
      afterAll(() => connection?.close())
      return { run }
    },
  }
}
