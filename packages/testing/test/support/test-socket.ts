import { connect, type Socket } from 'node:net'
import { encodeRequest, type RequestArg } from '../../src/encode.js'
import { FrameReader } from '../../src/frame-reader.js'
import { parseReply, type RawReply } from '../../src/raw-reply.js'

/** A client of a few lines: one socket, replies in order. */
export class TestSocket {
  /** How the connection ended: `'end'`, or the code of its error. */
  readonly closed: Promise<string>
  onChunk: (chunk: Buffer) => void = () => {}
  readonly #socket: Socket
  readonly #reader = new FrameReader()
  readonly #ready: Buffer[] = []
  readonly #waiting: { resolve(frame: Buffer): void; reject(error: Error): void }[] = []
  readonly #chunks: Buffer[] = []

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk)
      this.onChunk(chunk)
      for (const frame of this.#reader.read(chunk)) {
        const waiting = this.#waiting.shift()
        if (waiting === undefined) this.#ready.push(frame)
        else waiting.resolve(frame)
      }
    })
    this.closed = new Promise(resolve => {
      let how = 'end'
      socket.on('error', error => {
        how = (error as NodeJS.ErrnoException).code ?? 'error'
      })
      socket.once('close', () => {
        for (const one of this.#waiting.splice(0)) one.reject(new Error(`closed: ${how}`))
        resolve(how)
      })
    })
  }

  static connect(host: string, port: number): Promise<TestSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true })
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.off('error', reject)
        resolve(new TestSocket(socket))
      })
    })
  }

  /** All bytes that came. */
  get received(): Buffer {
    return Buffer.concat(this.#chunks)
  }

  write(bytes: string | Buffer): void {
    this.#socket.write(bytes)
  }

  /** Sends a command and returns its reply, an error as a value. */
  ask(...args: RequestArg[]): Promise<RawReply> {
    this.write(encodeRequest(args))
    return this.reply()
  }

  /** Sends a command and returns the bytes of its reply. */
  askForBytes(...args: RequestArg[]): Promise<Buffer> {
    this.write(encodeRequest(args))
    return this.frame()
  }

  /** The next reply. */
  async reply(): Promise<RawReply> {
    return parseReply(await this.frame())
  }

  /** The bytes of the next reply. */
  frame(): Promise<Buffer> {
    const ready = this.#ready.shift()
    if (ready !== undefined) return Promise.resolve(ready)
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  destroy(): void {
    this.#socket.destroy()
  }

  reset(): void {
    this.#socket.resetAndDestroy()
  }
}
