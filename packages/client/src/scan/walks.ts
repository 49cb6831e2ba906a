import { type Command, type FieldValue, hscan, type ScoredMember, sscan, zscan } from '@rc/commands'
import type { CallOptions } from '@rc/pipeline'
import type { Core } from '../core.js'
import { KeyWalk } from './key-walk.js'
import { walkNode } from './node-walk.js'
import { type PartPage, PartWalk } from './part-walk.js'
import type { Position } from './position.js'
import { type KeyScan, Scan, type ToItems } from './scan.js'
import type { CheckedParts } from './scan-options.js'
import { type Packed, seal } from './seal.js'
import { pack, unpack } from './token.js'

// What is loaded when the first scan is read.

/** A scan over the keys of the cluster. */
export function openKeys(core: Core, options: CallOptions, place: Packed): KeyScan {
  const { query, position } = unpack(place)
  return new Scan<string, Position>(position, {
    walk: (from, stop) => new KeyWalk({ core, options, query, stop, toItems: toItems(core, options) }, from).pages(),
    cursorOf: at => seal(pack({ query, position: at })),
  })
}

/** A scan over the keys of the node that the options name. */
export function openNode(
  core: Core,
  options: CallOptions,
  { packed, cursor }: { packed: Packed; cursor: string },
): KeyScan {
  const { query } = unpack(packed)
  return new Scan(
    { cursor, over: false },
    {
      walk: (from, stop) => {
        const signal = options.signal === undefined ? stop : AbortSignal.any([options.signal, stop])
        return walkNode(core, { ...options, asBytes: true, signal }, { query, from, toItems: toItems(core, options) })
      },
      cursorOf: at => at.cursor,
    },
  )
}

/** Slots are those of a key's bytes, so that pages come as bytes. Who asked for bytes has a type that says so. */
function toItems({ prefix }: Core, { asBytes }: CallOptions): ToItems {
  const length = Buffer.byteLength(prefix.text)
  const own = (key: Buffer): Buffer => (length === 0 ? key : key.subarray(length))
  return asBytes
    ? keys => keys.map(own) as readonly unknown[] as readonly string[]
    : keys => keys.map(key => own(key).toString())
}

/** A scan over the fields of a hash. */
export const openFields = (core: Core, options: CallOptions, { key, limits }: CheckedParts): KeyScan<FieldValue> =>
  openParts(core, options, {
    key,
    name: 'HSCAN',
    page: (stored, cursor) =>
      paged(hscan(stored, cursor, limits), ({ cursor, entries }) => ({ cursor, items: entries })),
  })

/** A scan over the members of a set. */
export const openMembers = (core: Core, options: CallOptions, { key, limits }: CheckedParts): KeyScan =>
  openParts(core, options, {
    key,
    name: 'SSCAN',
    page: (stored, cursor) =>
      paged(sscan(stored, cursor, limits), ({ cursor, members }) => ({ cursor, items: members })),
  })

/** A scan over the members of a sorted set. */
export const openScored = (core: Core, options: CallOptions, { key, limits }: CheckedParts): KeyScan<ScoredMember> =>
  openParts(core, options, {
    key,
    name: 'ZSCAN',
    page: (stored, cursor) =>
      paged(zscan(stored, cursor, limits), ({ cursor, members }) => ({ cursor, items: members })),
  })

interface Parts<T> {
  readonly key: CheckedParts['key']
  readonly name: string
  readonly page: (stored: CheckedParts['key'], cursor: string) => Command<PartPage<T>>
}

function openParts<T>(core: Core, options: CallOptions, { key, name, page }: Parts<T>): KeyScan<T> {
  const stored = core.prefix.key(key)
  const query = { name, key: stored, page: (cursor: string) => page(stored, cursor) }
  return new Scan<T, undefined>(undefined, {
    walk: (_, stop) => new PartWalk({ core, options, query, stop }).pages(),
    cursorOf: () => '',
  })
}

/** The same command, read as a page. */
const paged = <R, T>({ spec, args, read }: Command<R>, toPage: (reply: R) => PartPage<T>): Command<PartPage<T>> => ({
  spec,
  args,
  read: reply => toPage(read === undefined ? (reply as R) : read(reply)),
})
