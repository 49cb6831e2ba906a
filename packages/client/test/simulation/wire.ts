import { Duplex } from 'node:stream'
import type { Random } from './random.js'
import { RequestReader, type SeenRequest } from './requests.js'
import type { VirtualLoop } from './virtual-loop.js'

/** The server's end of a wire. */
export interface Peer {
  received(request: SeenRequest): void
  /** The client will send no more. */
  ended(): void
}

/** How good a wire is. */
export interface WireQuality {
  /** Milliseconds that bytes take at least, and so much more by chance. */
  readonly latencyMs: number
  readonly jitterMs: number
  /** Share of writes that arrive in pieces. */
  readonly pieces: number
}

/** What a wire is made of. */
export interface WireSetup {
  readonly id: number
  readonly loop: VirtualLoop
  readonly random: Random
  readonly quality: WireQuality
  /** Sees each request as the client writes it. */
  written(request: SeenRequest, wire: Wire): void
  /** The client has given it up. */
  gone(): void
}

/**
 * A connection in memory, the client's end of it. Bytes arrive in order, late, in pieces, or not at all; what the client
 * wrote before it closed may still reach the server, as it does in a network.
 */
export class Wire extends Duplex {
  readonly id: number
  peer: Peer | undefined
  /** Milliseconds that bytes take more than usual, for a while. */
  slowMs = 0
  readonly #setup: WireSetup
  readonly #reader = new RequestReader()
  readonly #underWay: SeenRequest[] = []
  #arrived = 0
  #lastToServer = 0
  #lastToClient = 0
  #lost = false
  #closedByServer = false

  constructor(setup: WireSetup) {
    super()
    this.id = setup.id
    this.#setup = setup
  }

  /** Whether bytes still get through to the server. */
  get open(): boolean {
    return !this.#lost && !this.#closedByServer
  }

  /** The server answers; `read` is called when the client has all of it. */
  reply(text: string, read?: () => void): void {
    if (!this.open) return
    for (const { from, to } of this.#cut(text.length)) {
      this.#toClient(() => {
        if (to === text.length) read?.()
        this.push(Buffer.from(text.slice(from, to), 'latin1'))
      })
    }
  }

  /** The server closes the connection: what it wrote still arrives. */
  close(): void {
    if (!this.open) return
    this.#toClient(() => this.push(null))
    this.#closedByServer = true
  }

  /** The connection breaks: what is under way is lost, both ways, and the client hears of it. */
  reset(): void {
    if (this.#lost) return
    this.#lost = true
    this.#setup.loop.arrive(this.#delay(), () => this.destroy(Object.assign(new Error('read ECONNRESET'), RESET)))
  }

  /** From now on nothing gets through, and nobody is told. */
  silence(): void {
    this.#lost = true
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    for (const request of this.#reader.read(chunk)) {
      this.#setup.written(request, this)
      this.#underWay.push(request)
    }
    for (const { from, to } of this.#cut(chunk.length)) this.#toServer(() => this.#arrive(to - from))
    done()
  }

  override _final(done: () => void): void {
    this.#toServer(() => this.peer?.ended())
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#setup.gone()
    this.#toServer(() => this.peer?.ended())
    done(error)
  }

  #arrive(bytes: number): void {
    this.#arrived += bytes
    for (let next = this.#underWay[0]; next !== undefined && next.end <= this.#arrived; next = this.#underWay[0]) {
      this.#underWay.shift()
      this.peer?.received(next)
      if (!this.open) return
    }
  }

  #toServer(run: () => void): void {
    const arrival = (): void => {
      if (this.open) run()
    }
    this.#lastToServer = this.#setup.loop.arrive(this.#delay(), arrival, this.#lastToServer)
  }

  #toClient(run: () => void): void {
    const arrival = (): void => {
      if (!this.#lost && !this.destroyed) run()
    }
    this.#lastToClient = this.#setup.loop.arrive(this.#delay(), arrival, this.#lastToClient)
  }

  #delay(): number {
    const { random, quality } = this.#setup
    return quality.latencyMs + random.next() * quality.jitterMs + this.slowMs
  }

  /** The pieces in which so many bytes travel. */
  #cut(length: number): readonly { readonly from: number; readonly to: number }[] {
    const { random, quality } = this.#setup
    if (length < 2 || !random.chance(quality.pieces)) return [{ from: 0, to: length }]
    const cuts = Array.from({ length: random.between(1, 4) }, () => random.between(1, length - 1)).sort((a, b) => a - b)
    return [0, ...cuts].map((from, i) => ({ from, to: cuts[i] ?? length })).filter(({ from, to }) => to > from)
  }
}

const RESET = { code: 'ECONNRESET' }
