import { type Command, type FieldValue, hscan, type ScoredMember, sscan, zscan } from '@rc/commands'
import type { CallOptions } from '@rc/pipeline'
import { type Key, keySlot } from '@rc/slots'
import type { Core } from '../core.js'
import { type PartPage, PartWalk } from './part-walk.js'
import { type PagedScan, Scan } from './scan.js'
import { checkPartScan, type PartScanOptions } from './scan-options.js'

const DEFAULT_COUNT = 100

/** Parts of one key: which key, and which of its parts. */
export interface PartScan {
  readonly key: Key
  readonly given?: PartScanOptions | undefined
}

/**
 * The fields of a hash with their values. A field that is there all the while comes at least once, also where the key
 * moves to another node or its primary fails over: then the walk begins anew, and fields come twice.
 *
 * Pages go to one node of the key's slot, by `readFrom`; `timeoutMs` and `signal` of the options hold for each.
 *
 * @throws ConfigError where an option is not known or cannot be, TypeError where the key cannot be one
 * @example
 * for await (const { field, value } of scanFields(core, options, { key: 'h' })) console.log(field, value)
 */
export const scanFields = (core: Core, options: CallOptions, parts: PartScan): PagedScan<FieldValue> =>
  scanParts(core, options, {
    ...parts,
    name: 'HSCAN',
    page: (cursor, limits) =>
      paged(hscan(core.prefix.key(parts.key), cursor, limits), ({ cursor, entries }) => ({ cursor, items: entries })),
  })

/**
 * The members of a set; what is promised is that of {@link scanFields}.
 *
 * @throws ConfigError where an option is not known or cannot be, TypeError where the key cannot be one
 * @example
 * for await (const member of scanMembers(core, options, { key: 's', given: { match: 'a*' } })) console.log(member)
 */
export const scanMembers = (core: Core, options: CallOptions, parts: PartScan): PagedScan<string> =>
  scanParts(core, options, {
    ...parts,
    name: 'SSCAN',
    page: (cursor, limits) =>
      paged(sscan(core.prefix.key(parts.key), cursor, limits), ({ cursor, members }) => ({ cursor, items: members })),
  })

/**
 * The members of a sorted set with their scores; what is promised is that of {@link scanFields}.
 *
 * @throws ConfigError where an option is not known or cannot be, TypeError where the key cannot be one
 * @example
 * for await (const { member, score } of scanScored(core, options, { key: 'z' })) console.log(member, score)
 */
export const scanScored = (core: Core, options: CallOptions, parts: PartScan): PagedScan<ScoredMember> =>
  scanParts(core, options, {
    ...parts,
    name: 'ZSCAN',
    page: (cursor, limits) =>
      paged(zscan(core.prefix.key(parts.key), cursor, limits), ({ cursor, members }) => ({ cursor, items: members })),
  })

interface Parts<T> extends PartScan {
  readonly name: string
  readonly page: (cursor: string, limits: PartScanOptions) => Command<PartPage<T>>
}

function scanParts<T>(core: Core, options: CallOptions, { name, key, given = {}, page }: Parts<T>): PagedScan<T> {
  const limits = { count: DEFAULT_COUNT, ...withoutUndefined(checkPartScan(given)) }
  // A key that is none is refused now, not when the loop begins.
  keySlot(key)
  const query = { name, key: core.prefix.key(key), page: (cursor: string) => page(cursor, limits) }
  return new Scan<T, undefined>(undefined, {
    walk: (_, stop) => new PartWalk({ core, options, query, stop }).pages(),
    cursorOf: () => '',
  })
}

const withoutUndefined = ({ match, count }: PartScanOptions): PartScanOptions => ({
  ...(match !== undefined && { match }),
  ...(count !== undefined && { count }),
})

/** The same command, read as a page. */
const paged = <R, T>({ spec, args, read }: Command<R>, toPage: (reply: R) => PartPage<T>): Command<PartPage<T>> => ({
  spec,
  args,
  read: reply => toPage(read === undefined ? (reply as R) : read(reply)),
})
