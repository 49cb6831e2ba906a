import { AbortError, ClosedError } from '@rc/errors'
import type { CallOptions } from '@rc/pipeline'
import { keySlot } from '@rc/slots'
import type { Core } from '../core.js'
import { companionOf } from './consumers.js'
import type { CheckedOptions } from './consumer-options.js'
import { GroupReader } from './group-reader.js'
import { Inbox } from './inbox.js'
import { PlainReader } from './plain-reader.js'
import type { Delivered, Position, ReaderSetup, ReadStream, SlotReader } from './slot-reader.js'

/** What a reading is made of. */
export interface ReadingSetup {
  readonly core: Core
  readonly options: CallOptions
  readonly checked: CheckedOptions
  /** Kept up to date, so that another reading goes on there. */
  readonly position: Position
}

/** One run of a consumer, from its first message to its end: a reader for each slot, and one inbox for all. */
export class Reading {
  /** Resolves when it is settled where each stream begins. */
  readonly begun: Promise<void>
  readonly #setup: ReadingSetup
  readonly #stop = new AbortController()
  readonly #inbox = new Inbox<Delivered>()
  readonly #readers: Promise<unknown>
  readonly #acks = new Set<Promise<unknown>>()
  #last: Delivered | undefined
  #endBegun!: (error?: Error) => void

  constructor(setup: ReadingSetup) {
    this.#setup = setup
    this.begun = new Promise((resolve, reject) => {
      this.#endBegun = error => (error === undefined ? resolve() : reject(error))
    })
    this.begun.catch(() => undefined)
    companionOf(setup.core).add(this)
    this.#listen()
    const readers = this.#makeReaders()
    this.#readers = Promise.all(
      readers.map(reader => reader.run().catch((error: unknown) => this.fail(error as Error))),
    )
  }

  /** The next message; undefined when the reading was stopped. */
  async next(): Promise<Delivered | undefined> {
    this.#acknowledgeLast()
    let message: Delivered | undefined
    try {
      message = await this.#inbox.take()
    } catch (error) {
      await this.stop()
      throw error
    }
    if (message === undefined) {
      await this.stop()
      return undefined
    }
    this.#last = message
    this.#setup.position.set(message.stream, message.id)
    return message
  }

  /** Ends the reading. Resolves when its connections are free and what was to be acknowledged is. */
  async stop(): Promise<void> {
    this.#end(undefined)
    await this.#readers
    await Promise.all(this.#acks)
    companionOf(this.#setup.core).delete(this)
  }

  /** Ends the reading with an error for its loop. */
  fail(error: Error): void {
    this.#end(error)
  }

  #end(error: Error | undefined): void {
    this.#inbox.close(error)
    this.#endBegun(error ?? new ClosedError('The consumer was stopped.'))
    this.#stop.abort()
  }

  #listen(): void {
    const { signal } = this.#setup.options
    if (signal === undefined) return
    const abort = (): void =>
      this.fail(new AbortError('The consumer of streams was aborted.', { cause: signal.reason }))
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { signal: this.#stop.signal })
  }

  #makeReaders(): SlotReader[] {
    const { core, options, checked, position } = this.#setup
    const bySlot = new Map<number, ReadStream[]>()
    for (const [name, { key, from }] of checked.streams) {
      const slot = keySlot(core.prefix.key(key))
      const streams = bySlot.get(slot) ?? []
      bySlot.set(slot, streams)
      streams.push({ name, key, at: position.get(name) ?? from })
    }
    let left = bySlot.size
    const begun = new Set<SlotReader>()
    return [...bySlot.values()].map(streams => {
      const setup: ReaderSetup = {
        core,
        options: { ...options, signal: this.#stop.signal },
        checked,
        inbox: this.#inbox,
        position,
        begun: () => {
          if (begun.has(reader)) return
          begun.add(reader)
          if (--left === 0) this.#endBegun()
        },
      }
      const { group } = checked
      const reader = group === undefined ? new PlainReader(setup, streams) : new GroupReader(setup, streams, group)
      return reader
    })
  }

  #acknowledgeLast(): void {
    const message = this.#last
    this.#last = undefined
    if (message === undefined || !('ack' in message) || this.#setup.checked.group?.ack !== 'auto') return
    const ack = message
      .ack()
      // It stays pending, and comes again one day.
      .catch((error: unknown) => this.#setup.core.events.emit('error', error as Error))
      .finally(() => this.#acks.delete(ack))
    this.#acks.add(ack)
  }
}
