import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { PlainText } from '../plain-text.js'
import { toList, toText } from '../replies.js'
import { SCAN } from '../specs.gen.js'
import { appendOptions, type OptionTable } from './options.js'
import type { ScanPartOptions } from './scan-options.js'

/** Options of SCAN. */
export interface ScanOptions extends ScanPartOptions {
  /** Only keys of this type: `'string'`, `'hash'` … Since 6.0.0. */
  type?: string
}

/** A page of one node's keys. `cursor` asks the same node for the next one; `'0'` says that this was the last. */
export interface ScanPage {
  cursor: PlainText
  keys: string[]
}

const SCAN_OPTIONS: OptionTable<ScanOptions> = { tokens: { match: 'value', count: 'value', type: 'value' } }

/**
 * A page of one node's keys. Not a method: a cursor belongs to the node that gave it, so it is the client's `scan()` that
 * walks all nodes with it.
 *
 * O(1) for each page. Since 2.8.0. Cluster: needs a node.
 *
 * @param cursor `0` for the first page
 */
export const scanPage = (cursor: string | number | bigint, options?: ScanOptions): Command<ScanPage> =>
  command(SCAN, appendOptions(SCAN, [cursor], { given: options, table: SCAN_OPTIONS }), toScanPage)

function toScanPage(reply: Reply): ScanPage {
  const [cursor, keys] = toList(reply)
  return { cursor: toText(cursor), keys: toList(keys ?? null) as string[] }
}
