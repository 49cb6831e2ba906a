import type { Command } from '@rc/commands'
import { type Key, keySlot } from '@rc/slots'

/** Where keys live, and what the servers call them. A slot is a place: keys of one slot are on one node. */
export interface Keyspace {
  /** The slot of a key: 0 to 16383. */
  readonly slotOf: (key: Key) => number
  /** The command as servers get it, where their keys have other names than its caller's. */
  readonly stored?: (<T>(command: Command<T>) => Command<T>) | undefined
  /** What to say to whoever has keys that live apart. */
  readonly words: {
    /** Of what keys have different ones: `'slots'`. */
    readonly places: string
    /** How to have keys in one place, as a part of a sentence. */
    readonly together: string
  }
}

/** The slots of a Redis Cluster. */
export const CLUSTER_KEYSPACE: Keyspace = {
  slotOf: keySlot,
  words: {
    places: 'slots',
    together: 'Give the keys a common hash tag, such as {user:1}:a and {user:1}:b',
  },
}
