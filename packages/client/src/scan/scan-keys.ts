import { prefixedPattern } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { CallOptions } from '@rc/pipeline'
import type { Core } from '../core.js'
import type { KeyPrefix } from '../key-prefix.js'
import { LateScan } from './late-scan.js'
import type { KeyScan } from './scan.js'
import { bytesOf, checkKeyScan, type KeyScanOptions } from './scan-options.js'
import { type Packed, seal, unseal } from './seal.js'

const DEFAULT_COUNT = 1000

/**
 * A scan over all keys of the cluster, or of one node where the options name one.
 *
 * Over the cluster: every key that is there from the beginning to the end of the scan comes at least once, while slots
 * move, primaries fail over and nodes come and go. It may come twice. One primary is read after another, a page at a
 * time; each page is read together with what its node says of its slots, and slots that were on the move are looked for
 * again where they are then. Replicas are not read.
 *
 * Over one node: that node's keys, by the server's own cursor, and no more is promised than the server does.
 *
 * `timeoutMs` and `signal` of the options hold for each page. After an error, another loop over the same scan goes on
 * where it was.
 *
 * @throws ConfigError where an option is not known or cannot be, or a cursor is no token; of the loop:
 *   SlotNotCoveredError where nobody owns a slot, ScanUnsettledError where one stays on the move for very long, and the
 *   error of the last attempt where a primary stays away
 * @example
 * for await (const key of scanKeys(core, options, { match: 'user:*' })) console.log(key)
 */
export function scanKeys(core: Core, options: CallOptions, given: KeyScanOptions = {}): KeyScan {
  const checked = amongPrefixed(core.prefix, checkKeyScan(given))
  if (options.node !== undefined) {
    const cursor = nodeCursor(checked)
    return new LateScan(({ openNode }) => openNode(core, options, { packed: packed(checked), cursor }), cursor)
  }
  const place = checked.cursor === undefined ? packed(checked) : resume(checked, checked.cursor)
  return new LateScan(
    ({ openKeys }) => openKeys(core, options, place),
    () => seal(place),
  )
}

function nodeCursor({ cursor = '0' }: KeyScanOptions): string {
  if (/^\d{1,20}$/.test(cursor)) return cursor
  throw new ConfigError('The cursor of a scan of one node is a number, as the node gave it: the cursor of such a scan.')
}

function resume({ match, type, count }: KeyScanOptions, token: string): Packed {
  const place = unseal(token)
  if (match !== undefined && textOf(match) !== place.m) throw differs('match')
  if (type !== undefined && type !== place.t) throw differs('type')
  return { ...place, c: count ?? place.c }
}

/** What is looked for, as it stands in a token. */
const packed = ({ match, type, count }: KeyScanOptions): Packed => ({
  v: 1,
  ...(match !== undefined && { m: textOf(match) }),
  ...(type !== undefined && { t: type }),
  c: count ?? DEFAULT_COUNT,
})

const textOf = (match: NonNullable<KeyScanOptions['match']>): string => bytesOf(match).toString('base64url')

const differs = (name: string): ConfigError =>
  new ConfigError(
    `The option ${name} differs from that of the scan whose cursor this is. Leave it out: the cursor holds it.`,
  )

/** The pattern of the keys that have the prefix; a cursor without a pattern holds it already. */
function amongPrefixed({ text }: KeyPrefix, given: KeyScanOptions): KeyScanOptions {
  if (text === '' || (given.match === undefined && given.cursor !== undefined && !/^\d+$/.test(given.cursor)))
    return given
  return { ...given, match: prefixedPattern(given.match ?? '*', text) }
}
