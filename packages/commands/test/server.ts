import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { RedisClusterError } from '@rc/errors'
import { Decoder, type Reply, WriteBuffer } from '@rc/resp'
import { type Servers, startServers } from '@rc/testing'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Command, command } from '../src/command.js'
import { FLUSHALL, HELLO } from '../src/specs.gen.js'

/** The protocols that every builder is tested under. */
export const PROTOCOLS = [2, 3] as const
export type Protocol = (typeof PROTOCOLS)[number]

/** A server for the tests of one file, ended with them. */
export interface TestServer {
  /**
   * A connection for the tests of the surrounding `describe`. The server is empty before each of them. With `bytes`,
   * strings are read as Buffers.
   */
  connection(protocol: Protocol, options?: { bytes?: boolean }): { readonly run: Run }
}

type Run = <T>(command: Command<T>) => Promise<T>

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
export function useServer(): TestServer {
  let servers: Servers | undefined
  beforeAll(async () => {
    servers = await startServers(1)
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

interface Waiting {
  resolve(reply: Reply): void
  reject(error: Error): void
}

/** One connection that answers commands in turn, and reads replies as a client does. */
class Connection {
  readonly #socket: Socket
  readonly #buffer = new WriteBuffer()
  readonly #waiting: Waiting[] = []

  private constructor(socket: Socket, bytes: () => boolean) {
    this.#socket = socket
    const decoder = new Decoder({
      reply: reply => this.#settle(reply),
      push: () => {},
      wantsBytes: bytes,
    })
    socket.on('data', chunk => decoder.write(chunk))
    socket.on('error', error => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('The server closed the connection.')))
  }

  static async open(port: number, { protocol, bytes }: { protocol: Protocol; bytes: boolean }): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    let greeted = false
    const connection = new Connection(socket, () => bytes && greeted)
    await connection.run(command(HELLO, [protocol]))
    greeted = true
    return connection
  }

  async run<T>(one: Command<T>): Promise<T> {
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#buffer.append(one)
      for (const chunk of this.#buffer.take()) this.#socket.write(chunk)
    })
    return one.read === undefined ? (reply as T) : one.read(reply)
  }

  close(): void {
    this.#socket.destroy()
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.shift()
    if (reply instanceof RedisClusterError) waiting?.reject(reply)
    else waiting?.resolve(reply)
  }

  #fail(error: Error): void {
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error)
  }
}
