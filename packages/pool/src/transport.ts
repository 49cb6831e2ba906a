import type { Duplex } from 'node:stream'

/** What a transport tells its connection. */
export interface TransportEvents {
  /** Bytes came. They are the transport's again when this returns. */
  chunk(bytes: Buffer): void
  /** Writing may go on. */
  drain(): void
  /** It is over, once. */
  closed(error: Error | undefined): void
}

/** A stream of bytes both ways, as a connection needs it. */
export interface Transport {
  /** Begins to hand out what comes in. */
  start(events: TransportEvents): void
  /** Writes; false: wait for `drain`. */
  write(chunks: readonly Uint8Array[]): boolean
  /** Everything written has left the process, and its memory may be used again. */
  readonly flushed: boolean
  /** Reads no more, so that the server has to hold back what it would send. A chunk may still come. */
  pause(): void
  /** Reads on. */
  resume(): void
  /** Lets what was written go out, then closes. */
  end(): void
  /** Closes at once. */
  destroy(): void
}

/** Bytes that a stream may hold back before writing pauses. */
const HIGH_WATER = 256 * 1024

/** A transport over any duplex stream: the sockets of `dial`, and whatever a user's own `dial` returns. */
export class StreamTransport implements Transport {
  readonly #stream: Duplex
  readonly #reusable: boolean
  #blocked = false

  /**
   * @param reusable whether the stream is done with a chunk once its `writableLength` is 0, as sockets are; a stream of
   *   another kind may keep what was written
   */
  constructor(stream: Duplex, reusable: boolean) {
    this.#stream = stream
    this.#reusable = reusable
  }

  get flushed(): boolean {
    return this.#reusable && this.#stream.writableLength === 0
  }

  start(events: TransportEvents): void {
    const stream = this.#stream
    let failure: Error | undefined
    if (!(stream as Receiver)[ON_CHUNK]?.(bytes => events.chunk(bytes))) {
      stream.on('data', (bytes: Buffer) => events.chunk(bytes))
    }
    stream.on('drain', () => {
      this.#blocked = false
      events.drain()
    })
    stream.on('error', error => {
      failure = error
    })
    stream.on('end', () => stream.destroy())
    stream.once('close', () => events.closed(failure))
    if (stream.destroyed) queueMicrotask(() => events.closed(failure))
  }

  write(chunks: readonly Uint8Array[]): boolean {
    const stream = this.#stream
    if (chunks.length === 1) stream.write(chunks[0])
    else {
      stream.cork()
      for (const chunk of chunks) stream.write(chunk)
      stream.uncork()
    }
    if (stream.writableLength > HIGH_WATER) this.#blocked = stream.writableNeedDrain
    return !this.#blocked
  }

  pause(): void {
    this.#stream.pause()
  }

  resume(): void {
    this.#stream.resume()
  }

  end(): void {
    this.#stream.end()
  }

  destroy(): void {
    this.#stream.destroy()
  }
}

/** On a socket that reads into one buffer again and again: how to receive from it. */
export const ON_CHUNK = Symbol('onChunk')

interface Receiver extends Duplex {
  [ON_CHUNK]?: (receive: (bytes: Buffer) => void) => boolean
}
