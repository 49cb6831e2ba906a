import { Late } from '@rc/pipeline'
import { lateIterator } from '../late-iterator.js'
import type { KeyScan } from './scan.js'
import type * as loaded from './walks.js'

/** What walks over keys and over their parts. */
type Walks = typeof loaded

const walks = /* @__PURE__ */ new Late(() => import('./walks.js'))

/** A scan that was asked for, with options that can be; what reads is loaded when somebody reads. */
export class LateScan<T> implements KeyScan<T> {
  readonly #open: (walks: Walks) => KeyScan<T>
  readonly #begin: string | (() => string)
  #scan: KeyScan<T> | undefined

  /** @param begin the cursor before the first page, or what makes it */
  constructor(open: (walks: Walks) => KeyScan<T>, begin: string | (() => string)) {
    this.#open = open
    this.#begin = begin
  }

  get cursor(): string {
    if (this.#scan !== undefined) return this.#scan.cursor
    return typeof this.#begin === 'string' ? this.#begin : this.#begin()
  }

  batches(): AsyncIterable<T[]> {
    return lateIterator(async () => (await this.#load()).batches()[Symbol.asyncIterator]())
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<T, void> {
    return lateIterator(async () => (await this.#load())[Symbol.asyncIterator]())
  }

  async #load(): Promise<KeyScan<T>> {
    const ready = walks.loaded ?? (await walks.load())
    return (this.#scan ??= this.#open(ready))
  }
}
