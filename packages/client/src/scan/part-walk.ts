import type { Command } from '@rc/commands'
import { AskError, MovedError } from '@rc/errors'
import type { CallOptions, OwnConnection } from '@rc/pipeline'
import type { NamedAddress } from '@rc/pool'
import { type Key, keySlot } from '@rc/slots'
import type { Core } from '../core.js'
import { Patience } from './patience.js'
import type { Page } from './scan.js'
import { beganTooOften, isPassing } from './scan-errors.js'
import { askAnyone } from './seat.js'

/** A page of the parts of one key. */
export interface PartPage<T> {
  /** For the next page; `'0'` after the last. */
  readonly cursor: string
  readonly items: readonly T[]
}

/** How the parts of a key are asked for. */
export interface PartQuery<T> {
  /** `'HSCAN'`, `'SSCAN'` or `'ZSCAN'`. */
  readonly name: string
  readonly key: Key
  page(cursor: string): Command<PartPage<T>>
}

/** What a walk over the parts of a key needs. */
export interface PartWalkSetup<T> {
  readonly core: Core
  readonly options: CallOptions
  readonly query: PartQuery<T>
  readonly stop: AbortSignal
}

/** So often in a row a redirect is followed without a wait. */
const PROMPT_REDIRECTS = 5
/** So often a walk may begin anew. */
const MOST_BEGINNINGS = 100

/**
 * Walks over the parts of one key. A cursor belongs to the process that gave it, so that all pages go over one
 * connection: whatever ends that, and each redirect, makes the walk begin anew where the key is then.
 */
export class PartWalk<T> {
  readonly #core: Core
  readonly #options: CallOptions
  readonly #query: PartQuery<T>
  readonly #slot: number
  readonly #patience: Patience
  #way: OwnConnection | undefined
  #cursor = '0'
  #beginnings = 0
  #redirects = 0

  constructor({ core, options, query, stop }: PartWalkSetup<T>) {
    const { signal } = options
    this.#core = core
    this.#options = { ...options, signal: signal === undefined ? stop : AbortSignal.any([signal, stop]) }
    this.#query = query
    this.#slot = options.slot ?? keySlot(query.key)
    this.#patience = new Patience(core, this.#options, query.name)
  }

  async *pages(): AsyncGenerator<Page<T, undefined>, undefined> {
    for (let over = false; !over; ) {
      const page = await this.#next()
      if (page === undefined) continue
      over = page.cursor === '0'
      yield { items: page.items, after: undefined }
    }
    return undefined
  }

  /** A page; undefined where there is a new way to go first. */
  async #next(): Promise<PartPage<T> | undefined> {
    try {
      this.#way ??= await this.#begin()
      if (this.#way === undefined) return undefined
      const options: CallOptions = { ...this.#options, own: this.#way, node: undefined, slot: undefined }
      const page = await this.#core.unprefixed.run(this.#query.page(this.#cursor), options)
      this.#patience.progressed()
      this.#redirects = 0
      this.#cursor = page.cursor
      return page
    } catch (error) {
      if (!isPassing(error) || this.#options.own !== undefined) throw error
      const from = this.#way?.connection.address
      this.#way = undefined
      this.#cursor = '0'
      if (++this.#beginnings > MOST_BEGINNINGS) throw beganTooOften(this.#query.name, this.#slot, error)
      if (error instanceof MovedError || error instanceof AskError) await this.#follow(error, from)
      else await this.#patience.failed(error)
      return undefined
    }
  }

  async #begin(): Promise<OwnConnection | undefined> {
    const { own, node, readFrom } = this.#options
    if (own !== undefined) return own
    if (node !== undefined) return this.#to(node, false)
    if (this.#core.router.ready() !== undefined) await askAnyone(this.#core, this.#options)
    const picked = this.#core.router.pick(this.#slot, readFrom, this.#options)
    if (picked !== undefined) return this.#to(picked, false)
    await this.#patience.uncovered(this.#slot)
    return undefined
  }

  async #to(node: NamedAddress, asking: boolean): Promise<OwnConnection> {
    const connection = await this.#core.router.connection(node, this.#slot)
    return { connection, slot: this.#slot, asking, over: false }
  }

  async #follow(error: MovedError | AskError, from: NamedAddress | undefined): Promise<void> {
    // Whoever names a node wants its own answer.
    if (this.#options.node !== undefined || from === undefined) throw error
    const to = this.#core.router.resolve(error, from)
    if (to === undefined || ++this.#redirects > PROMPT_REDIRECTS) await this.#patience.failed(error)
    else if (error instanceof MovedError) this.#core.router.moved(error.slot, to)
    else this.#way = await this.#to(to, true)
  }
}
