import { type Key, RESTORE } from '@rc/commands'
import { copyKey } from '@rc/emulate'
import { ConnectionError, PartialFailureError, ReplyError, TimeoutError } from '@rc/errors'
import { pause } from '../io.js'
import type { Part, Store } from '../store/store.js'
import { compareKey } from './compare.js'
import type { Outcome } from './outcome.js'
import { ask, dumpOf, SMALL_BYTES } from './ways.js'

/** Whereto, and how. */
export interface CopyWay {
  readonly target: Store
  /** What is there already is replaced. */
  readonly replace: boolean
  readonly signal: AbortSignal
}

const BUSY = /^BUSYKEY/
/** The target is older than the source, or has no such module, or keeps RESTORE from the user. */
const NOT_READ = /DUMP payload version|Bad data format|^NOPERM|unknown command/i
const ATTEMPTS = 6

/** Copies one key after the other, whole where it is small and in pieces where it is large. */
export class Copier {
  readonly #way: CopyWay
  /** The target does not read what DUMP gives: nothing is gained by trying again. */
  #restores = true

  constructor(way: CopyWay) {
    this.#way = way
  }

  /**
   * Copies a key. It is seen whole at the target, or not at all.
   *
   * @param bytes what it takes at the source; undefined where that is not known
   * @param from where it is read
   * @throws ReplyError, ConnectionError what the target or the source says at the last attempt
   */
  async copy(key: Buffer, bytes: number | undefined, from: Part): Promise<Outcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#copyOnce(key, bytes, from)
      } catch (error) {
        const cause = rootOf(error)
        const mayPass = cause instanceof ConnectionError || cause instanceof TimeoutError
        if (!mayPass || attempt === ATTEMPTS || this.#way.signal.aborted) throw cause
        // Copied once more it is the same: what was written without an answer is found to be there.
        await pause(100 * 2 ** attempt, this.#way.signal)
      }
    }
  }

  async #copyOnce(key: Buffer, bytes: number | undefined, from: Part): Promise<Outcome> {
    const { target, replace } = this.#way
    if (this.#restores && bytes !== undefined && bytes <= SMALL_BYTES) {
      const outcome = await this.#restore(key, bytes, from)
      if (outcome !== undefined) return outcome
    }
    const copied = await copyKey(key, key, {
      reads: from.executor,
      writes: target.executor,
      beside: one => target.beside(one),
      replace,
    })
    switch (copied) {
      case 'copied':
        return 'copied'
      case 'missing':
        return 'gone'
      case 'exists':
        return this.#met(key, bytes, from)
    }
  }

  /** By DUMP and RESTORE; undefined where the target does not read it. */
  async #restore(key: Buffer, bytes: number, from: Part): Promise<Outcome | undefined> {
    const { target, replace } = this.#way
    const dump = await dumpOf(from, key)
    if (dump.bytes === null) return 'gone'
    const { ms, absolute } = dump.expiry
    const options = [...(replace ? ['REPLACE'] : []), ...(absolute && ms > 0 ? ['ABSTTL'] : [])]
    try {
      await ask(target, RESTORE, key, ms, dump.bytes, ...options)
      return 'copied'
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error
      if (BUSY.test(error.message)) return this.#met(key, bytes, from)
      if (!NOT_READ.test(error.message)) throw error
      if (!/Bad data format/i.test(error.message)) this.#restores = false
      return undefined
    }
  }

  /** Something of that name is there: the same, perhaps, copied before an interruption. */
  async #met(key: Key, bytes: number | undefined, from: Part): Promise<Outcome> {
    const found = await compareKey(key, bytes, { source: from, target: this.#way.target })
    return found === 'same' || found === 'gone' ? found : 'conflict'
  }
}

/** The error behind that of a key which was copied in several steps. */
export function rootOf(error: unknown): unknown {
  if (!(error instanceof PartialFailureError)) return error
  return error.failed.find(part => part.error !== undefined)?.error ?? error
}
