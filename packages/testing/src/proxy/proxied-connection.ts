import { connect, type Socket } from 'node:net'
import { FrameReader } from '../frame-reader.js'
import { Line } from './line.js'
import type { LineQuality } from './line-quality.js'
import { ReplyOrder, readCommand, type SeenCommand } from './reply-order.js'
import type { PassingReply, ReplyAction } from './trap.js'

/** Which way bytes go: from the client to the server, or back. */
export type Direction = 'requests' | 'replies'

/** What a connection needs of its proxy. */
export interface ProxyHost {
  readonly target: { readonly host: string; readonly port: number }
  readonly quality: () => LineQuality
  readonly random: () => number
  /** Hears of every command. */
  sawCommand(command: SeenCommand): void
  /** Says what becomes of a reply. */
  sawReply(reply: PassingReply): ReplyAction
  /** How many bytes of this chunk may still pass before the connection is cut; undefined for all of them. */
  allowance(direction: Direction, bytes: number): number | undefined
  /** Hears of the end. */
  closed(connection: ProxiedConnection): void
}

/** A client's connection, and the one to the server that stands behind it. */
export class ProxiedConnection {
  readonly id: number
  readonly #client: Socket
  readonly #server: Socket
  readonly #host: ProxyHost
  readonly #toServer: Line
  readonly #toClient: Line
  readonly #requests = new FrameReader()
  readonly #replies = new FrameReader()
  readonly #order = new ReplyOrder()
  /** Set when the two ends have nothing more to do with each other. */
  #severed = false

  constructor(id: number, client: Socket, host: ProxyHost) {
    this.id = id
    this.#client = client
    this.#host = host
    const server = connect({ ...host.target, noDelay: true, allowHalfOpen: true })
    this.#server = server
    const { quality, random } = host
    this.#toServer = new Line(server, { quality, random, onRoom: () => client.resume() })
    this.#toClient = new Line(client, { quality, random, onRoom: () => server.resume() })
    client.setNoDelay(true)
    client.on('data', (chunk: Buffer) => this.#fromClient(chunk))
    server.on('data', (chunk: Buffer) => this.#fromServer(chunk))
    client.on('end', () => this.#toServer.end())
    server.on('end', () => this.#severed || this.#toClient.end())
    client.on('error', () => this.reset())
    // Also where the server cannot be reached: the client is connected to the proxy by then, so it cannot be refused.
    server.on('error', () => this.#severed || this.reset())
    client.on('close', () => {
      this.close()
      host.closed(this)
    })
  }

  /** Whether bytes of it were lost in a black hole. */
  get hasLost(): boolean {
    return this.#toServer.hasLost || this.#toClient.hasLost
  }

  /** Closes both ends. */
  close(): void {
    this.#stop()
    this.#client.destroy()
    this.#server.destroy()
  }

  /** Closes both ends with a TCP reset. */
  reset(): void {
    this.#stop()
    abort(this.#client)
    abort(this.#server)
  }

  /** Drops the server's end. The client's stays open and leads nowhere. */
  halfOpen(): void {
    this.#stop()
    this.#server.destroy()
    this.#client.resume()
  }

  /** Looks again, because the quality of the line has changed. */
  wake(): void {
    this.#toServer.wake()
    this.#toClient.wake()
  }

  #stop(): void {
    this.#severed = true
    this.#toServer.close()
    this.#toClient.close()
  }

  #fromClient(chunk: Buffer): void {
    if (this.#severed) return
    for (const frame of this.#requests.read(chunk)) {
      const command = readCommand(frame)
      this.#order.asked(command)
      this.#host.sawCommand(command)
    }
    this.#forward('requests', chunk)
  }

  #fromServer(chunk: Buffer): void {
    for (const bytes of this.#replies.read(chunk)) {
      if (this.#severed) return
      const action = this.#host.sawReply({ command: this.#order.answered(bytes), bytes, connection: this.id })
      this.#act(action, bytes)
    }
  }

  #act(action: ReplyAction, bytes: Buffer): void {
    if (action === 'drop') return
    if (action === 'cut') this.#cut()
    else if (action === 'reset') this.reset()
    else if (action === 'pass') this.#forward('replies', bytes)
    else if (action instanceof Uint8Array) this.#forward('replies', Buffer.from(action))
    else this.#forward('replies', bytes, action.delayMs)
  }

  #forward(direction: Direction, bytes: Buffer, delayMs = 0): void {
    const [line, from] =
      direction === 'requests' ? [this.#toServer, this.#client] : ([this.#toClient, this.#server] as const)
    const allowed = this.#host.allowance(direction, bytes.length)
    line.send(allowed === undefined ? bytes : bytes.subarray(0, allowed), delayMs)
    if (allowed !== undefined) this.#cut()
    else if (line.isFull) from.pause()
  }

  /** Ends the connection behind what was passed on before. */
  #cut(): void {
    this.#severed = true
    this.#toServer.end()
    this.#toClient.end()
    this.#client.once('finish', () => this.close())
    this.#client.resume()
  }
}

/** A socket whose end is under way cannot be reset any more: it would be neither reset nor closed, and stay for good. */
function abort(socket: Socket): void {
  if (socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}
