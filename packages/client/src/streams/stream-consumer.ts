import { ConfigError } from '@rc/errors'
import { type CallOptions, Late } from '@rc/pipeline'
import type { Core } from '../core.js'
import {
  type CheckedOptions,
  checkConsumer,
  type GroupConsumerOptions,
  type StreamConsumerOptions,
} from './consumer-options.js'
import type { Reading } from './reading.js'
import type { Position } from './slot-reader.js'

/**
 * Messages of many streams, as they come. One loop at a time; a loop that was left can be followed by another, which goes
 * on where that one was.
 *
 * @typeParam M a message
 */
export interface StreamConsumer<M> extends AsyncIterable<M>, AsyncDisposable {
  /**
   * Begins to read, and resolves once it is settled where: what is added from then on comes. Not needed: the loop begins
   * by itself.
   */
  ready(): Promise<void>
  /** Ends the loop after the message that it is at. Resolves when the connections are free. */
  stop(): Promise<void>
  /**
   * Where it is: by stream the id of the last message that was handed out, or behind which it began. `streams` for a
   * consumer that is to go on there.
   */
  readonly position: Readonly<Record<string, string>>
}

/**
 * Makes a consumer of streams, of a group where one is named.
 *
 * @throws ConfigError where an option is missing, not known, or cannot be
 */
export function makeConsumer<M>(
  core: Core,
  base: CallOptions,
  given: StreamConsumerOptions | GroupConsumerOptions,
): StreamConsumer<M> {
  const checked = checkConsumer(given)
  return new Consumer<M>(core, { ...base, signal: checked.signal ?? base.signal }, checked)
}

const readers = /* @__PURE__ */ new Late(() => import('./reading.js'))

class Consumer<M> implements StreamConsumer<M> {
  readonly #core: Core
  readonly #options: CallOptions
  readonly #checked: CheckedOptions
  readonly #position: Position = new Map()
  #reading: Promise<Reading> | undefined
  #inUse = false

  constructor(core: Core, options: CallOptions, checked: CheckedOptions) {
    this.#core = core
    this.#options = options
    this.#checked = checked
  }

  get position(): Readonly<Record<string, string>> {
    const position = Object.create(null) as Record<string, string>
    for (const [stream, id] of this.#position) position[stream] = id
    return position
  }

  async ready(): Promise<void> {
    const reading = await this.#begin()
    await reading.begun
  }

  async stop(): Promise<void> {
    const reading = this.#reading
    this.#reading = undefined
    await (await reading)?.stop()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  [Symbol.asyncIterator](): AsyncIterator<M, undefined> {
    let reading: Promise<Reading> | undefined
    let over = false
    const end = async (): Promise<IteratorReturnResult<undefined>> => {
      if (reading !== undefined && !over) {
        over = true
        await this.stop()
        this.#inUse = false
      }
      return { done: true, value: undefined }
    }
    // Not a generator: one cannot be left while it waits for a message.
    return {
      next: async () => {
        if (over) return end()
        if (reading === undefined) {
          if (this.#inUse) throw inUse()
          this.#inUse = true
          reading = this.#begin()
        }
        try {
          const message = await (await reading).next()
          return message === undefined ? await end() : { done: false, value: message as M }
        } catch (error) {
          await end()
          throw error
        }
      },
      return: end,
    }
  }

  #begin(): Promise<Reading> {
    this.#reading ??= this.#load()
    return this.#reading
  }

  /** How is loaded when the first of them reads: most clients never need it. */
  async #load(): Promise<Reading> {
    const { Reading } = await readers.load()
    return new Reading({
      core: this.#core,
      options: this.#options,
      checked: this.#checked,
      position: this.#position,
    })
  }
}

const inUse = (): ConfigError =>
  new ConfigError('This consumer is being read by another loop. Make a consumer for each: they do not share a place.')
