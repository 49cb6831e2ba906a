import type { Arg, Reply } from '@rc/resp'
import { type Command, command, kindOf, mistyped } from '../command.js'
import { toList, toNumberOrNull, toTextOrNull } from '../replies.js'
import { GEOADD, GEODIST, GEOHASH, GEOPOS } from '../specs.gen.js'
import { after, type Key, many, type OneOrMany, type Value } from './args.js'
import { type GeoUnit, type Position, toPosition } from './geo-places.js'
import { appendOptions, type OptionTable, refuse } from './options.js'

/** A member to be added, with where it is. */
export interface NewPlace extends Position {
  member: Value
}

/** Options of GEOADD. */
export interface GeoaddOptions {
  /** Only add, never move. */
  nx?: boolean
  /** Only move, never add. */
  xx?: boolean
  /** Answer with how many were added or moved. */
  ch?: boolean
}

const GEOADD_OPTIONS: OptionTable<GeoaddOptions> = {
  tokens: { nx: 'flag', xx: 'flag', ch: 'flag' },
  exclusive: [['nx', 'xx']],
}

/**
 * Adds members with where they are to a sorted set. Answers with how many are new.
 *
 * O(log n) for each member. Since 3.2.0, options since 6.2.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where there are no members or options exclude each other
 * @throws TypeError where a member is no `{ longitude, latitude, member }`
 * @example
 * await rc.geoadd('cities', [{ longitude: 13.361389, latitude: 38.115556, member: 'Palermo' }])
 */
export const geoadd = (key: Key, members: OneOrMany<NewPlace>, options?: GeoaddOptions): Command<number> => {
  const args = appendOptions(GEOADD, [key], { given: options, table: GEOADD_OPTIONS })
  const list: readonly NewPlace[] = Array.isArray(members) ? members : [members]
  if (list.length === 0) throw refuse(GEOADD, 'it needs at least one member; the list is empty')
  for (const place of list) pushPlace(args, place)
  return command(GEOADD, args)
}

function pushPlace(args: Arg[], given: unknown): void {
  if (
    typeof given !== 'object' ||
    given === null ||
    !('longitude' in given) ||
    !('latitude' in given) ||
    !('member' in given)
  ) {
    throw mistyped(GEOADD, `each member must be { longitude, latitude, member }, but one is ${kindOf(given)}`)
  }
  args.push(given.longitude as Arg, given.latitude as Arg, given.member as Arg)
}

/**
 * Distance between two members, in metres or in `unit`; null where one of them is not there.
 *
 * O(1). Since 3.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const geodist = (key: Key, member1: Value, member2: Value, unit?: GeoUnit): Command<number | null> =>
  command(GEODIST, unit === undefined ? [key, member1, member2] : [key, member1, member2, unit], toNumberOrNull)

/**
 * Geohashes of members, as text of 11 letters; null for those that are not there.
 *
 * O(1) for each member. Since 3.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where the list of members is empty
 */
export const geohash = (key: Key, members: OneOrMany<Value>): Command<(string | null)[]> =>
  command(GEOHASH, after(key, many(GEOHASH, 'members', members)), toHashes)

/**
 * Where members are, nearly: places are stored with 52 bits. Null for those that are not there.
 *
 * O(1) for each member. Since 3.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where the list of members is empty
 */
export const geopos = (key: Key, members: OneOrMany<Value>): Command<(Position | null)[]> =>
  command(GEOPOS, after(key, many(GEOPOS, 'members', members)), toPositions)

const toHashes = (reply: Reply): (string | null)[] => toList(reply).map(toTextOrNull)

const toPositions = (reply: Reply): (Position | null)[] =>
  toList(reply).map(position => (position === null ? null : toPosition(position)))
