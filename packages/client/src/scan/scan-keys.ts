import { prefixedPattern } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { CallOptions } from '@rc/pipeline'
import type { Core } from '../core.js'
import type { KeyPrefix } from '../prefixing.js'
import { KeyWalk } from './key-walk.js'
import { walkNode } from './node-walk.js'
import { type Position, startOf } from './position.js'
import { type KeyScan, Scan, type ToItems } from './scan.js'
import { bytesOf, checkKeyScan, type KeyScanOptions, slotsOf } from './scan-options.js'
import { fromToken, type KeyQuery, type Resumed, toToken } from './token.js'

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
  if (options.node !== undefined) return nodeScan(core, options, checked)
  const { query, position } = checked.cursor === undefined ? begin(checked) : resume(checked, checked.cursor)
  return new Scan<string, Position>(position, {
    walk: (from, stop) => new KeyWalk({ core, options, query, stop, toItems: toItems(core, options) }, from).pages(),
    cursorOf: at => toToken({ query, position: at }),
  })
}

function nodeScan(core: Core, options: CallOptions, given: KeyScanOptions): KeyScan {
  const { cursor = '0' } = given
  if (!/^\d{1,20}$/.test(cursor)) {
    throw new ConfigError(
      'The cursor of a scan of one node is a number, as the node gave it: the cursor of such a scan.',
    )
  }
  const query = queryOf(given)
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

function begin(given: KeyScanOptions): Resumed {
  const query = queryOf(given)
  return { query, position: startOf(slotsOf(query.match)) }
}

function resume({ match, type, count }: KeyScanOptions, token: string): Resumed {
  const { query, position } = fromToken(token)
  if (match !== undefined && query.match?.equals(bytesOf(match)) !== true) throw differs('match')
  if (type !== undefined && type !== query.type) throw differs('type')
  return { query: { ...query, count: count ?? query.count }, position }
}

const queryOf = ({ match, type, count }: KeyScanOptions): KeyQuery => ({
  match: match === undefined ? undefined : bytesOf(match),
  type,
  count: count ?? DEFAULT_COUNT,
})

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

/** Slots are those of a key's bytes, so that pages come as bytes. Who asked for bytes has a type that says so. */
function toItems({ prefix }: Core, { asBytes }: CallOptions): ToItems {
  const length = Buffer.byteLength(prefix.text)
  const own = (key: Buffer): Buffer => (length === 0 ? key : key.subarray(length))
  return asBytes
    ? keys => keys.map(own) as readonly unknown[] as readonly string[]
    : keys => keys.map(key => own(key).toString())
}
