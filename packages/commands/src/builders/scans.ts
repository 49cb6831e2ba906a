import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { PlainText } from '../plain-text.js'
import { type ScoredMember, toList, toPairs, toScored, toText } from '../replies.js'
import { HSCAN, SSCAN, ZSCAN } from '../specs.gen.js'
import type { FieldValue } from './hashes.js'
import type { Key } from './args.js'
import { appendOptions } from './options.js'
import {
  HSCAN_OPTIONS,
  type HscanOptions,
  SCAN_PART_OPTIONS,
  type ScanPartOptions,
  ZSCAN_OPTIONS,
  type ZscanOptions,
} from './scan-options.js'

/** A page of HSCAN. `cursor` asks for the next one; `'0'` says that this was the last. */
export interface HscanPage {
  cursor: PlainText
  /** Empty with `novalues`. */
  entries: FieldValue[]
  /** With `novalues`: names of fields. */
  fields?: string[]
}

/** A page of SSCAN. */
export interface SscanPage {
  cursor: PlainText
  members: string[]
}

/** A page of ZSCAN. */
export interface ZscanPage {
  cursor: PlainText
  /** Empty with `noscores`. */
  members: ScoredMember[]
  /** With `noscores`: the members without their scores. */
  names?: string[]
}

/**
 * A page of a hash's fields. A field that is there all the while comes at least once; it may come twice.
 *
 * O(1) for each page. Since 2.8.0. Cluster: runs on a node of the key's slot, by `readFrom`; a cursor belongs to the node
 * that gave it.
 *
 * @param cursor `0` for the first page
 */
export const hscan = (key: Key, cursor: Cursor, options?: HscanOptions): Command<HscanPage> =>
  command(
    HSCAN,
    appendOptions(HSCAN, [key, cursor], { given: options, table: HSCAN_OPTIONS }),
    options?.novalues === true ? toFieldsPage : toHscanPage,
  )

/**
 * A page of a set's members. A member that is there all the while comes at least once; it may come twice.
 *
 * O(1) for each page. Since 2.8.0. Cluster: runs on a node of the key's slot, by `readFrom`; a cursor belongs to the node
 * that gave it.
 *
 * @param cursor `0` for the first page
 */
export const sscan = (key: Key, cursor: Cursor, options?: ScanPartOptions): Command<SscanPage> =>
  command(SSCAN, appendOptions(SSCAN, [key, cursor], { given: options, table: SCAN_PART_OPTIONS }), toSscanPage)

/**
 * A page of a sorted set's members. A member that is there all the while comes at least once; it may come twice.
 *
 * O(1) for each page. Since 2.8.0. Cluster: runs on a node of the key's slot, by `readFrom`; a cursor belongs to the node
 * that gave it.
 *
 * @param cursor `0` for the first page
 */
export const zscan = (key: Key, cursor: Cursor, options?: ZscanOptions): Command<ZscanPage> =>
  command(
    ZSCAN,
    appendOptions(ZSCAN, [key, cursor], { given: options, table: ZSCAN_OPTIONS }),
    options?.noscores === true ? toNamesPage : toZscanPage,
  )

type Cursor = string | number | bigint

const cursorOf = (page: readonly Reply[]): string => toText(page[0])

function toHscanPage(reply: Reply): HscanPage {
  const page = toList(reply)
  const entries = toPairs(page[1] ?? null).map(([field, value]) => ({ field, value }) as FieldValue)
  return { cursor: cursorOf(page), entries }
}

function toFieldsPage(reply: Reply): HscanPage {
  const page = toList(reply)
  return { cursor: cursorOf(page), entries: [], fields: toList(page[1] ?? null) as string[] }
}

function toSscanPage(reply: Reply): SscanPage {
  const page = toList(reply)
  return { cursor: cursorOf(page), members: toList(page[1] ?? null) as string[] }
}

function toZscanPage(reply: Reply): ZscanPage {
  const page = toList(reply)
  return { cursor: cursorOf(page), members: toScored(page[1] ?? null) }
}

function toNamesPage(reply: Reply): ZscanPage {
  const page = toList(reply)
  return { cursor: cursorOf(page), members: [], names: toList(page[1] ?? null) as string[] }
}
