import type { FieldValue, ScoredMember } from '@rc/commands'
import type { CallOptions } from '@rc/pipeline'
import { type Key, keySlot } from '@rc/slots'
import type { Core } from '../core.js'
import { LateScan } from './late-scan.js'
import type { PagedScan } from './scan.js'
import { type CheckedParts, checkPartScan, type PartScanOptions } from './scan-options.js'

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
export function scanFields(core: Core, options: CallOptions, parts: PartScan): PagedScan<FieldValue> {
  const checked = check(parts)
  return new LateScan(({ openFields }) => openFields(core, options, checked), '')
}

/**
 * The members of a set; what is promised is that of {@link scanFields}.
 *
 * @throws ConfigError where an option is not known or cannot be, TypeError where the key cannot be one
 * @example
 * for await (const member of scanMembers(core, options, { key: 's', given: { match: 'a*' } })) console.log(member)
 */
export function scanMembers(core: Core, options: CallOptions, parts: PartScan): PagedScan<string> {
  const checked = check(parts)
  return new LateScan(({ openMembers }) => openMembers(core, options, checked), '')
}

/**
 * The members of a sorted set with their scores; what is promised is that of {@link scanFields}.
 *
 * @throws ConfigError where an option is not known or cannot be, TypeError where the key cannot be one
 * @example
 * for await (const { member, score } of scanScored(core, options, { key: 'z' })) console.log(member, score)
 */
export function scanScored(core: Core, options: CallOptions, parts: PartScan): PagedScan<ScoredMember> {
  const checked = check(parts)
  return new LateScan(({ openScored }) => openScored(core, options, checked), '')
}

function check({ key, given = {} }: PartScan): CheckedParts {
  const { match, count = DEFAULT_COUNT } = checkPartScan(given)
  // A key that is none is refused now, not when the loop begins.
  keySlot(key)
  return { key, limits: { count, ...(match !== undefined && { match }) } }
}
