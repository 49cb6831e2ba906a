import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { RedisClusterError } from '@rc/errors'
import { Decoder, type Reply, WriteBuffer } from '@rc/resp'
import { type Command, command } from '../src/command.js'
import type { OfOneNode } from '../src/methods.js'
import { BINARY, TEXT } from '../src/flags.js'
import { HELLO } from '../src/specs.gen.js'
import { asText, expectSameInBytes } from './bytes.js'

/** The protocols that every builder is tested under. */
export const PROTOCOLS = [2, 3] as const
export type Protocol = (typeof PROTOCOLS)[number]

/** Runs a command on one node. */
export type Run = <T>(command: Command<T>) => Promise<OfOneNode<T>>

interface Waiting {
  resolve(reply: Reply): void
  reject(error: Error): void
}

/**
 * One connection that answers commands in turn, and reads replies as a client does: as text, or as bytes. It reads each
 * reply in both ways, and expects them to say the same.
 */
export class Connection {
  readonly #socket: Socket
  readonly #buffer = new WriteBuffer()
  readonly #waiting: Waiting[] = []

  readonly #bytes: boolean

  private constructor(socket: Socket, bytes: boolean) {
    this.#socket = socket
    this.#bytes = bytes
    const decoder = new Decoder({
      reply: reply => this.#settle(reply),
      push: () => {},
      wantsBytes: () => true,
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
    const connection = new Connection(socket, bytes)
    await connection.run(command(HELLO, [protocol]))
    return connection
  }

  async run<T>(one: Command<T>): Promise<OfOneNode<T>> {
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#buffer.append(one)
      for (const chunk of this.#buffer.take()) this.#socket.write(chunk)
    })
    return this.#read(one, reply) as OfOneNode<T>
  }

  #read({ spec, read = same }: Command<unknown>, reply: Reply): unknown {
    if ((spec.flags & BINARY) !== 0) return read(reply)
    const text = read(asText(reply))
    if ((spec.flags & TEXT) !== 0) return text
    const bytes = read(reply)
    expectSameInBytes(spec.name, text, bytes)
    return this.#bytes ? bytes : text
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

const same = (reply: Reply): unknown => reply
