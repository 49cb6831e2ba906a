import { AskError, MovedError } from '@rc/errors'
import type { CallOptions } from '@rc/pipeline'
import type { Key } from '@rc/slots'
import type { Core } from '../core.js'
import { isPassing } from '../scan/scan-errors.js'
import type { CheckedOptions } from './consumer-options.js'
import type { Inbox } from './inbox.js'
import type { GroupMessage, StreamMessage } from './message.js'
import { pause } from './pause.js'

/** What readers give. */
export type Delivered = StreamMessage<unknown> | GroupMessage<unknown>

/** Where a consumer is: the id behind which it goes on, by stream. */
export type Position = Map<string, string>

/** A stream that is being read. */
export interface ReadStream {
  readonly name: string
  readonly key: Key
  /** Behind what to read on. */
  at: string
}

/** What the readers of a consumer share. */
export interface ReaderSetup {
  readonly core: Core
  /** With the signal that ends the readers. */
  readonly options: CallOptions & { readonly signal: AbortSignal }
  readonly checked: CheckedOptions
  readonly inbox: Inbox<Delivered>
  readonly position: Position
  /** Told once when it is settled where the streams of a reader begin. */
  readonly begun: () => void
}

/** Waiting grows from the first to the second while nothing succeeds. */
const FIRST_WAIT_MS = 25
const LONGEST_WAIT_MS = 1000

/**
 * Reads the streams of one slot, again and again, over a connection of its own. A cluster that fails over, moves the
 * slot or is away for an hour ends it no more than a lost connection does: it goes on behind what it had.
 */
export abstract class SlotReader {
  protected readonly setup: ReaderSetup
  protected readonly streams: readonly ReadStream[]
  #begun = false

  constructor(setup: ReaderSetup, streams: readonly ReadStream[]) {
    this.setup = setup
    this.streams = streams
  }

  /**
   * Resolves when the signal has fired.
   *
   * @throws what another attempt would meet again: a key that is no stream, a group that is not there, no right to read
   */
  async run(): Promise<void> {
    const { core, options } = this.setup
    let failures = 0
    while (!options.signal.aborted) {
      try {
        await this.#step()
        failures = 0
      } catch (error) {
        if (options.signal.aborted) return
        if (!this.outlives(error)) throw error
        // The first in a row says it all.
        if (failures === 0) core.events.emit('error', error as Error)
        await pause(core, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures++, 10)), options.signal)
      }
    }
  }

  /** Settles where the streams begin. */
  protected abstract begin(): Promise<void>

  /** Reads once, and waits until what came was taken. */
  protected abstract read(): Promise<void>

  /** Whether a failure is one that passes. */
  protected outlives(error: unknown): boolean {
    // Whoever names a node wants its own answer.
    const isElsewhere = error instanceof MovedError || error instanceof AskError
    return isPassing(error) && !(isElsewhere && this.setup.options.node !== undefined)
  }

  /** Has `begin` run again before the next reading. */
  protected beginAgain(): void {
    this.#begun = false
  }

  async #step(): Promise<void> {
    if (!this.#begun) {
      await this.begin()
      this.#begun = true
      this.setup.begun()
    }
    await this.read()
  }
}
