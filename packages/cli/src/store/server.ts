import { type Command, command, type Executor, INFO, SELECT } from '@rc/commands'
import { QueueFullError } from '@rc/errors'
import { type Connection, Deadlines, Pools, socketDial, systemClock, Ticker } from '@rc/pool'
import { formatAddress, type NodeAddress } from '@rc/slots'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import { ServerCall } from './server-call.js'

/** How one server is reached. */
export interface ServerOptions {
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly tls?: TlsOptions | undefined
  readonly database?: number | undefined
  /** Milliseconds for a command. Default 30 000: a server may be busy with a large key. */
  readonly timeoutMs?: number | undefined
}

const MAX_QUEUED_BYTES = 256 * 1024 * 1024

/** One server, asked directly: commands go over one connection, and a new one when that broke. Replies hold Buffers. */
export class Server implements Executor {
  readonly name: string
  readonly #address: NodeAddress & { readonly name: string }
  readonly #options: ServerOptions
  readonly #ticker = new Ticker(systemClock)
  readonly #deadlines = new Deadlines(this.#ticker)
  readonly #pools: Pools
  /** Connections that were told which database is meant. */
  readonly #selected = new WeakSet<Connection>()

  constructor(address: NodeAddress, options: ServerOptions = {}) {
    this.name = formatAddress(address)
    this.#address = { host: address.host, port: address.port, name: this.name }
    this.#options = options
    const { username, password, tls } = options
    this.#pools = new Pools(
      {
        connection: {
          dial: socketDial(tls),
          handshake: { protocol: 3, readonly: false, credentials: () => ({ username, password }), clientName: 'rc' },
          connectTimeoutMs: 3000,
          maxQueuedCommands: 1_000_000,
          maxQueuedBytes: MAX_QUEUED_BYTES,
        },
      },
      { ticker: this.#ticker, deadlines: this.#deadlines },
    )
  }

  /**
   * Runs a command, with Buffers for the strings of its reply.
   *
   * @throws ReplyError what the server says, ConnectionError, TimeoutError
   */
  run<T>(one: Command<T>): Promise<T> {
    return this.#run(one, true)
  }

  /** The text of INFO, or of sections of it. */
  info(...sections: string[]): Promise<string> {
    return this.#run(command<string>(INFO, sections), false)
  }

  async close(): Promise<void> {
    await this.#pools.close()
    this.#deadlines.close()
  }

  async #run<T>(one: Command<T>, asBytes: boolean): Promise<T> {
    const connection = await this.#pools.of(this.#address).shared()
    if ((this.#options.database ?? 0) !== 0 && !this.#selected.has(connection)) this.#select(connection)
    return this.#send(connection, one, asBytes)
  }

  /** Goes before all else on the connection, which is given up where it fails: its keys would be those of another. */
  #select(connection: Connection): void {
    this.#selected.add(connection)
    this.#send(connection, command(SELECT, [this.#options.database ?? 0]), true).catch((error: Error) =>
      connection.destroy(error),
    )
  }

  #send<T>(connection: Connection, one: Command<T>, asBytes: boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      const deadline = this.#ticker.now() + (this.#options.timeoutMs ?? 30_000)
      if (connection.send(new ServerCall(one, { asBytes, deadline }, { resolve, reject }))) return
      reject(new QueueFullError('Too much waits for the server.', { command: one.spec.name, node: this.name }))
    })
  }
}
