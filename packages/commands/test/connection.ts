import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { RedisClusterError } from '@rc/errors'
import { Decoder, type Reply, WriteBuffer } from '@rc/resp'
import { type Command, command } from '../src/command.js'
import type { OfOneNode } from '../src/methods.js'
import { HELLO } from '../src/specs.gen.js'

/** The protocols that every builder is tested under. */
export const PROTOCOLS = [2, 3] as const
export type Protocol = (typeof PROTOCOLS)[number]

/** Runs a command on one node. */
export type Run = <T>(command: Command<T>) => Promise<OfOneNode<T>>

interface Waiting {
  resolve(reply: Reply): void
  reject(error: Error): void
}

/** One connection that answers commands in turn, and reads replies as a client does. */
export class Connection {
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

  static async open(
    port: number,
    { protocol, bytes = false }: { protocol: Protocol; bytes?: boolean },
  ): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    let greeted = false
    const connection = new Connection(socket, () => bytes && greeted)
    await connection.run(command(HELLO, [protocol]))
    greeted = true
    return connection
  }

  async run<T>(one: Command<T>): Promise<OfOneNode<T>> {
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#buffer.append(one)
      for (const chunk of this.#buffer.take()) this.#socket.write(chunk)
    })
    return (one.read === undefined ? reply : one.read(reply)) as OfOneNode<T>
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
