import { scanPage } from '@rc/commands'
import type { CallOptions } from '@rc/pipeline'
import type { Core } from '../core.js'
import type { Page, ToItems } from './scan.js'
import type { KeyQuery } from './token.js'

/** Where a scan of one node is: the server's own cursor, and whether it has come back to `'0'`. */
export interface NodePosition {
  readonly cursor: string
  readonly over: boolean
}

/** Walks over one node by its own cursor, whatever the cluster does meanwhile. */
export async function* walkNode(
  core: Core,
  options: CallOptions,
  { query, from, toItems }: { query: KeyQuery; from: NodePosition; toItems: ToItems },
): AsyncGenerator<Page<string, NodePosition>, NodePosition> {
  const { match, type, count } = query
  const given = { count, ...(match && { match }), ...(type && { type }) }
  let position = from
  while (!position.over) {
    const { cursor, keys } = await core.unprefixed.run(scanPage(position.cursor, given), options)
    position = { cursor, over: cursor === '0' }
    yield { items: toItems(keys as unknown as Buffer[]), after: position }
  }
  return position
}
