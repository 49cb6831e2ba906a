import type { Arg } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { CommandSpec } from '../spec.js'
import { GEORADIUS, GEORADIUS_RO, GEORADIUSBYMEMBER, GEORADIUSBYMEMBER_RO } from '../specs.gen.js'
import type { Key, Value } from './args.js'
import { FIND_OPTIONS, type FoundPlaces, foundReader, type GeoFindOptions, type GeoUnit } from './geo-places.js'
import { appendOptions, type OptionTable } from './options.js'

// The old way to write `geosearch` and `geosearchstore`.

/** Options of GEORADIUS and GEORADIUSBYMEMBER. */
export interface GeoradiusOptions extends GeoFindOptions {
  /** Store what is found at this key, with where it is; the answer is how many members that are. */
  store?: Key
  /** The same with distances as scores. */
  storedist?: Key
}

const RADIUS_OPTIONS: OptionTable<GeoradiusOptions> = {
  tokens: {
    asc: 'flag',
    desc: 'flag',
    count: 'value',
    any: 'flag',
    withcoord: 'flag',
    withdist: 'flag',
    withhash: 'flag',
    store: 'value',
    storedist: 'value',
  },
  exclusive: [
    ['asc', 'desc'],
    ['withcoord', 'store', 'storedist'],
    ['withdist', 'store', 'storedist'],
    ['withhash', 'store', 'storedist'],
  ],
  needs: { any: 'count' },
}

/**
 * Members within a distance of a place. The old way to write `geosearch` and `geosearchstore`.
 *
 * O(n + log m) in the number of members around the circle and within it. Since 3.2.0. Cluster: runs on the primary of the
 * key's slot, which the key of `store` must be in too; `georadius_ro` and `geosearch` can read from replicas.
 *
 * @throws ConfigError where options exclude each other
 */
export const georadius = (
  key: Key,
  longitude: number,
  latitude: number,
  radius: number,
  unit: GeoUnit,
  options?: GeoradiusOptions,
): Command<FoundPlaces | number> => find(GEORADIUS, [key, longitude, latitude, radius, unit], options)

/**
 * Members within a distance of a place. The old way to write `geosearch`.
 *
 * O(n + log m) in the number of members around the circle and within it. Since 3.2.10. Cluster: runs on a node of the
 * key's slot, by `readFrom`.
 *
 * @throws ConfigError where options exclude each other
 */
export const georadius_ro = (
  key: Key,
  longitude: number,
  latitude: number,
  radius: number,
  unit: GeoUnit,
  options?: GeoFindOptions,
): Command<FoundPlaces> => findOnly(GEORADIUS_RO, [key, longitude, latitude, radius, unit], options)

/**
 * Members within a distance of a member. The old way to write `geosearch` and `geosearchstore`.
 *
 * O(n + log m) in the number of members around the circle and within it. Since 3.2.0. Cluster: runs on the primary of the
 * key's slot, which the key of `store` must be in too; `georadiusbymember_ro` and `geosearch` can read from replicas.
 *
 * @throws ConfigError where options exclude each other
 */
export const georadiusbymember = (
  key: Key,
  member: Value,
  radius: number,
  unit: GeoUnit,
  options?: GeoradiusOptions,
): Command<FoundPlaces | number> => find(GEORADIUSBYMEMBER, [key, member, radius, unit], options)

/**
 * Members within a distance of a member. The old way to write `geosearch`.
 *
 * O(n + log m) in the number of members around the circle and within it. Since 3.2.10. Cluster: runs on a node of the
 * key's slot, by `readFrom`.
 *
 * @throws ConfigError where options exclude each other
 */
export const georadiusbymember_ro = (
  key: Key,
  member: Value,
  radius: number,
  unit: GeoUnit,
  options?: GeoFindOptions,
): Command<FoundPlaces> => findOnly(GEORADIUSBYMEMBER_RO, [key, member, radius, unit], options)

const find = (spec: CommandSpec, args: Arg[], options: GeoradiusOptions | undefined): Command<FoundPlaces | number> =>
  command(spec, appendOptions(spec, args, { given: options, table: RADIUS_OPTIONS }), foundReader(options))

const findOnly = (spec: CommandSpec, args: Arg[], options: GeoFindOptions | undefined): Command<FoundPlaces> =>
  command(spec, appendOptions(spec, args, { given: options, table: FIND_OPTIONS }), foundReader(options))
