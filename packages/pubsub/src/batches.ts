import type { Wish } from './order.js'
import type { Kind } from './topic.js'

/** Names in one command at most: its answer comes in as many parts, and a refusal concerns them all. */
const MOST = 1000
/** Bytes of names in one command, about. */
const MOST_BYTES = 64 * 1024

/** What one command can be about. */
export interface Batch<T extends Wish> {
  readonly kind: Kind
  readonly wishes: T[]
}

/** Divides topics into commands: of one kind each, sharded channels of one slot each, none too long. */
export function* batches<T extends Wish>(wishes: Iterable<T>): Iterable<Batch<T>> {
  const open = new Map<string, Batch<T> & { bytes: number }>()
  for (const wish of wishes) {
    const { kind, slot, wire } = wish.topic
    const key = `${kind}${slot}`
    let batch = open.get(key)
    if (batch !== undefined && (batch.wishes.length >= MOST || batch.bytes >= MOST_BYTES)) {
      yield batch
      batch = undefined
    }
    if (batch === undefined) {
      batch = { kind, wishes: [], bytes: 0 }
      open.set(key, batch)
    }
    batch.wishes.push(wish)
    batch.bytes += wire.length
  }
  yield* open.values()
}
