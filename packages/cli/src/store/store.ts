import type { Executor, Key } from '@rc/commands'
import type { PlaceKind } from './place.js'

/** A server, or many behind one face, that commands of one key are sent to. */
export interface Part {
  /** Runs commands of one key on the server that has it. Bulk strings in replies are Buffers. */
  readonly executor: Executor
}

/** Keys that were found together, and where they are read. */
export interface KeyPage {
  readonly keys: readonly Buffer[]
  readonly from: Part
}

/** A walk over the keys of a store, page by page, that another process can go on from. */
export interface KeyWalk {
  /** Where the walk is after the last page that was given. */
  readonly cursor: string
  /** Every key that is there from beginning to end comes at least once. */
  pages(): AsyncIterable<KeyPage>
}

/** Which keys to walk over. */
export interface WalkOptions {
  readonly match?: string | undefined
  /** How many keys a server looks at for one page. */
  readonly count: number
  /** The `cursor` of an earlier walk with the same options. */
  readonly cursor?: string | undefined
}

/**
 * Where keys lie, one server or many, behind one face: what copying needs of a place and no more.
 */
export interface Store extends Part {
  readonly kind: PlaceKind
  /** For people and for files; without user and password. */
  readonly name: string
  /** About how many keys there are. */
  size(): Promise<number>
  walk(options: WalkOptions): KeyWalk
  /** Whether there is such a key, wherever. */
  has(key: Key): Promise<boolean>
  /** A new name for a temporary key that lives where `key` lives. */
  beside(key: Key): Key
  close(): Promise<void>
}
