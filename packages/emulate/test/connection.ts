import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type Command, command, type Executor, HELLO } from '@rc/commands'
import { RedisClusterError } from '@rc/errors'
import { Decoder, type Reply, WriteBuffer } from '@rc/resp'

interface Waiting {
  resolve(reply: Reply): void
  reject(error: Error): void
}

/** One connection that answers commands in turn, with Buffers for bulk strings. */
export class Connection implements Executor {
  readonly #socket: Socket
  readonly #buffer = new WriteBuffer()
  readonly #waiting: Waiting[] = []
  #scheduled = false

  private constructor(socket: Socket) {
    this.#socket = socket
    const decoder = new Decoder({ reply: reply => this.#settle(reply), push: () => {}, wantsBytes: () => true })
    socket.on('data', chunk => decoder.write(chunk))
    socket.on('error', error => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('The server closed the connection.')))
  }

  static async open(port: number, protocol: 2 | 3 = 3): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    const connection = new Connection(socket)
    await connection.run(command(HELLO, [protocol]))
    return connection
  }

  async run<T>(one: Command<T>): Promise<T> {
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#buffer.append(one)
      this.#flushSoon()
    })
    return one.read === undefined ? (reply as T) : one.read(reply)
  }

  close(): void {
    this.#socket.destroy()
  }

  #flushSoon(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      for (const chunk of this.#buffer.take()) this.#socket.write(chunk)
    })
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
