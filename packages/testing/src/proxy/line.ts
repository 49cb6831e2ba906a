import type { Duplex } from 'node:stream'
import type { LineQuality } from './line-quality.js'

interface Parcel {
  readonly bytes: Buffer
  readonly due: number
}

/** What a line needs to know. */
export interface LineContext {
  readonly quality: () => LineQuality
  readonly random: () => number
  /** Called when the line has room again after it was full. */
  readonly onRoom: () => void
}

/** Above so many waiting bytes the sender is not read from, as a full socket would have it. */
const HIGH_WATER = 1024 * 1024
/** How fine a throttled line is paced. */
const PACE_MS = 10

/** One direction of a proxied connection: takes bytes and hands them on in order, as the quality of the line allows. */
export class Line {
  readonly #to: Duplex
  readonly #context: LineContext
  readonly #queue: Parcel[] = []
  #queued = 0
  #lastDue = 0
  #timer: NodeJS.Timeout | undefined
  #waitsForDrain = false
  #closed = false
  #ended = false
  #hasLost = false

  constructor(to: Duplex, context: LineContext) {
    this.#to = to
    this.#context = context
    to.on('drain', () => {
      this.#waitsForDrain = false
      this.#pump()
      if (!this.isFull) context.onRoom()
    })
  }

  /** Whether so much waits that the sender should wait too. */
  get isFull(): boolean {
    return this.#queued > HIGH_WATER || this.#waitsForDrain
  }

  /** Whether bytes went into a black hole: what follows them makes no sense to the receiver. */
  get hasLost(): boolean {
    return this.#hasLost
  }

  /** Takes bytes over. */
  send(bytes: Buffer, extraDelayMs = 0): void {
    const { blackHole, delayMs = 0, jitterMs = 0 } = this.#context.quality()
    if (blackHole) this.#hasLost = true
    if (this.#closed || blackHole || bytes.length === 0) return
    const due = performance.now() + delayMs + extraDelayMs + (jitterMs > 0 ? this.#context.random() * jitterMs : 0)
    this.#lastDue = Math.max(due, this.#lastDue)
    this.#queue.push({ bytes, due: this.#lastDue })
    this.#queued += bytes.length
    this.#pump()
  }

  /** Looks again, because the quality has changed. */
  wake(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#pump()
  }

  /** Ends the stream behind the last byte. */
  end(): void {
    this.#ended = true
    this.#pump()
  }

  /** Nothing passes from here on. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#queue.length = 0
    this.#queued = 0
  }

  #pump(): void {
    while (this.#timer === undefined && !this.#waitsForDrain && !this.#closed) {
      const quality = this.#context.quality()
      if (quality.hold || quality.blackHole) return
      const [parcel] = this.#queue
      if (parcel === undefined) {
        if (this.#ended) this.#to.end()
        return
      }
      const wait = parcel.due - performance.now()
      if (wait > 0) this.#later(wait)
      else this.#pass(parcel, quality)
    }
  }

  #pass({ bytes, due }: Parcel, quality: LineQuality): void {
    const wasFull = this.isFull
    const { sliceBytes, sliceEveryMs = 0, bytesPerSecond } = quality
    const paced = bytesPerSecond === undefined ? bytes.length : Math.ceil((bytesPerSecond * PACE_MS) / 1000)
    const count = Math.min(bytes.length, sliceBytes ?? bytes.length, paced)
    if (count === bytes.length) this.#queue.shift()
    else this.#queue[0] = { bytes: bytes.subarray(count), due }
    this.#queued -= count
    this.#waitsForDrain = !this.#to.write(bytes.subarray(0, count))
    const slicePause = sliceBytes === undefined ? -1 : sliceEveryMs
    const throttlePause = bytesPerSecond === undefined ? -1 : (count / bytesPerSecond) * 1000
    const pause = Math.max(slicePause, throttlePause)
    if (pause >= 0) this.#later(pause)
    if (wasFull && !this.isFull) this.#context.onRoom()
  }

  #later(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#pump()
    }, ms)
  }
}
