import type { CallOptions } from '@rc/pipeline'
import type { Connection } from '@rc/pool'
import type { Reply } from '@rc/resp'

/** A key that is being read. */
export interface Wanted {
  readonly key: string
  readonly slot: number
  /** The connection that is to answer, where there is one already. */
  readonly from: Connection | undefined
}

/** A question that is under way to a server. */
export interface Flight {
  readonly id: string
  readonly wanted: readonly Wanted[]
  readonly options: CallOptions
  /** When it began, by the ticker's clock. */
  readonly since: number
  readonly reply: Promise<Reply>
  /** Keys that have changed meanwhile, or may have: what the reply says of them may be old already. */
  readonly doubtful: Set<string>
}

/** Who comes later than this share of the time that a question has would have too little of his own. */
const JOIN_SHARE = 0.1

/** The questions that are under way, so that nobody asks the same at once, and no old answer is kept. */
export class Flights {
  readonly #byKey = new Map<string, Map<string, Flight>>()
  readonly #bySlot = new Map<number, Set<Flight>>()

  /** A question for the same, under the same options, whose answer is as good as one of one's own. */
  find(key: string, id: string, { options, now }: { options: CallOptions; now: number }): Flight | undefined {
    const flight = this.#byKey.get(key)?.get(id)
    if (flight === undefined || flight.options !== options || flight.doubtful.size > 0) return undefined
    return now - flight.since <= options.timeoutMs * JOIN_SHARE ? flight : undefined
  }

  begin(flight: Flight): void {
    for (const { key, slot } of flight.wanted) {
      const ofSlot = this.#bySlot.get(slot)
      if (ofSlot === undefined) this.#bySlot.set(slot, new Set([flight]))
      else ofSlot.add(flight)
      const ofKey = this.#byKey.get(key)
      if (ofKey === undefined) this.#byKey.set(key, new Map([[flight.id, flight]]))
      else {
        const before = ofKey.get(flight.id)
        // It is found no more, so nobody would tell it.
        if (before !== flight) before?.doubtful.add(key)
        ofKey.set(flight.id, flight)
      }
    }
  }

  end(flight: Flight): void {
    for (const { key, slot } of flight.wanted) {
      const ofSlot = this.#bySlot.get(slot)
      ofSlot?.delete(flight)
      if (ofSlot?.size === 0) this.#bySlot.delete(slot)
      const ofKey = this.#byKey.get(key)
      if (ofKey?.get(flight.id) !== flight) continue
      ofKey.delete(flight.id)
      if (ofKey.size === 0) this.#byKey.delete(key)
    }
  }

  /** A key has changed, or may have. */
  doubt(key: string): void {
    for (const flight of this.#byKey.get(key)?.values() ?? []) flight.doubtful.add(key)
  }

  /** The same for all keys of a slot. */
  doubtSlot(slot: number): void {
    for (const { wanted, doubtful } of this.#bySlot.get(slot) ?? []) {
      for (const one of wanted) if (one.slot === slot) doubtful.add(one.key)
    }
  }

  /** Slots of which something is being read. */
  get slots(): Iterable<number> {
    return this.#bySlot.keys()
  }
}
