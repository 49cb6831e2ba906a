import type { Socket } from 'node:net'
import { encodePush, encodeReply, type ReplyValue } from '../encode.js'
import { FrameReader } from '../frame-reader.js'

/** Decides what a frame of a connection is answered with: bytes, silence for good, or the end. */
export type FrameHandler = (
  frame: Buffer,
  connection: SimulatedConnection,
) => Promise<Buffer | 'hang' | 'drop' | 'reset'>

/** A client's connection to a simulated node, with what the node knows of it. */
export class SimulatedConnection {
  readonly id: number
  /** Whatever a script wants to remember about the connection. */
  readonly memory: Record<string, unknown> = {}
  name = ''
  protocol: 2 | 3 = 2
  /** Whether READONLY was said. */
  readonlyMode = false
  /** Whether ASKING was said just before. */
  asking = false
  authenticated = false
  readonly #socket: Socket | undefined
  readonly #frames: Buffer[] = []
  #handler: FrameHandler | undefined
  #working = false
  #paused = false
  #closing = false

  /** @internal */
  constructor(id: number, socket?: Socket) {
    this.id = id
    this.#socket = socket
  }

  /** Writes a message that answers no command: a push under RESP3, an array under RESP2. */
  push(items: readonly ReplyValue[]): void {
    this.#socket?.write(encodePush(items, this.protocol))
  }

  /** Writes bytes as they are. */
  write(bytes: Uint8Array | string): void {
    this.#socket?.write(bytes)
  }

  /** Closes the connection, behind what was written. */
  close(): void {
    this.#closing = true
    this.#socket?.end(() => this.#socket?.destroy())
  }

  /** Closes the connection with a TCP reset. */
  reset(): void {
    this.#closing = true
    this.#socket?.resetAndDestroy()
  }

  /** @internal */
  destroy(): void {
    this.#closing = true
    this.#socket?.destroy()
  }

  /** @internal */
  closeAfterReply(): void {
    this.#closing = true
  }

  /** @internal */
  serve(handler: FrameHandler): void {
    const socket = this.#socket
    if (socket === undefined) return
    this.#handler = handler
    const reader = new FrameReader()
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      this.#frames.push(...reader.read(chunk))
      void this.#work()
    })
  }

  /** @internal */
  pause(): void {
    this.#paused = true
    this.#socket?.pause()
  }

  /** @internal */
  resume(): void {
    this.#paused = false
    this.#socket?.resume()
    void this.#work()
  }

  /** @internal */
  encode(reply: ReplyValue): Buffer {
    return encodeReply(reply, this.protocol)
  }

  /** One command after the other, in the order in which they came. */
  async #work(): Promise<void> {
    if (this.#working || this.#handler === undefined) return
    this.#working = true
    while (!this.#paused && !this.#closing) {
      const frame = this.#frames.shift()
      if (frame === undefined) break
      const answer = await this.#handler(frame, this)
      // What follows a hang is never looked at: the connection stays at work for good.
      if (answer === 'hang') return
      if (answer === 'drop') this.#closing = true
      else if (answer === 'reset') this.reset()
      else this.#socket?.write(answer)
      if (this.#closing) this.close()
    }
    this.#working = false
  }
}
