import type { Arg } from '@rc/resp'
import { type Command, command, kindOf } from '../command.js'
import type { CommandSpec } from '../spec.js'
import { GEOSEARCH, GEOSEARCHSTORE } from '../specs.gen.js'
import type { Key } from './args.js'
import {
  type Centre,
  coordinates,
  FIND_OPTIONS,
  type FoundPlaces,
  foundReader,
  type GeoFindOptions,
  type GeoOrderOptions,
  type GeoUnit,
  type Position,
} from './geo-places.js'
import { appendOptions, checkNames, type OptionTable, refuse } from './options.js'

/** All places within a distance of the centre. */
export interface Circle {
  radius: number
  unit: GeoUnit
}

/** All places in a rectangle around the centre, along the circles of latitude. */
export interface Box {
  width: number
  height: number
  unit: GeoUnit
}

/** All places within a polygon; it has no centre, so the place that is searched around is null. Valkey alone, since 9.0. */
export interface Polygon {
  /** Its corners, at least three. */
  vertices: readonly Position[]
}

/** Options of GEOSEARCHSTORE. */
export interface GeosearchstoreOptions extends GeoOrderOptions {
  /** Store distances as scores, in the unit of the search, instead of places. */
  storedist?: boolean
}

const STORE_OPTIONS: OptionTable<GeosearchstoreOptions> = {
  tokens: { asc: 'flag', desc: 'flag', count: 'value', any: 'flag', storedist: 'flag' },
  exclusive: [['asc', 'desc']],
  needs: { any: 'count' },
}

/**
 * Members within an area around a member or a place: their names, or `{ member, distance, hash, position }` with what
 * `withdist`, `withhash` and `withcoord` ask for.
 *
 * O(n + log m) in the number of members around the area and within it. Since 6.2.0. Cluster: runs on a node of the key's
 * slot, by `readFrom`.
 *
 * @param from a member's name, or a place; null for a polygon
 * @throws ConfigError where the area is no circle, box or polygon, a polygon has a centre, or options exclude each other
 * @throws TypeError where the place is no `{ longitude, latitude }`
 * @example
 * await rc.geosearch('cities', { longitude: 15, latitude: 37 }, { radius: 200, unit: 'km' }, { asc: true, withdist: true })
 * // [{ member: 'Catania', distance: 56.4413 }, { member: 'Palermo', distance: 190.4424 }]
 */
export const geosearch = (
  key: Key,
  from: Centre | null,
  by: Circle | Box | Polygon,
  options?: GeoFindOptions,
): Command<FoundPlaces> => {
  const args = [key, ...centre(GEOSEARCH, from, by), ...area(GEOSEARCH, by)]
  return command(
    GEOSEARCH,
    appendOptions(GEOSEARCH, args, { given: options, table: FIND_OPTIONS }),
    foundReader(options),
  )
}

/**
 * Stores the members that `geosearch` finds, with where they are or, with `storedist`, how far. Answers with how many
 * they are.
 *
 * O(n + log m) in the number of members around the area and within it. Since 6.2.0. Cluster: both keys must be in one
 * slot.
 *
 * @param from a member's name, or a place; null for a polygon
 * @throws ConfigError where the area is no circle, box or polygon, a polygon has a centre, or options exclude each other
 * @throws TypeError where the place is no `{ longitude, latitude }`
 */
export const geosearchstore = (
  destination: Key,
  source: Key,
  from: Centre | null,
  by: Circle | Box | Polygon,
  options?: GeosearchstoreOptions,
): Command<number> => {
  const args = [destination, source, ...centre(GEOSEARCHSTORE, from, by), ...area(GEOSEARCHSTORE, by)]
  return command(GEOSEARCHSTORE, appendOptions(GEOSEARCHSTORE, args, { given: options, table: STORE_OPTIONS }))
}

function centre(spec: CommandSpec, from: Centre | null, by: Circle | Box | Polygon): Arg[] {
  if (isPolygon(by)) {
    if (from === null) return []
    throw refuse(spec, 'a polygon has no centre: give null for it')
  }
  if (from === null) throw refuse(spec, 'a circle and a box need a centre, but it is null')
  return typeof from === 'object' && !(from instanceof Uint8Array)
    ? ['FROMLONLAT', ...coordinates(spec, from)]
    : ['FROMMEMBER', from]
}

const isPolygon = (by: unknown): by is Polygon => typeof by === 'object' && by !== null && 'vertices' in by

const POLYGON_NAMES = ['vertices'] satisfies (keyof Polygon)[]
const CIRCLE_NAMES = ['radius', 'unit'] satisfies (keyof Circle)[]
const BOX_NAMES = ['width', 'height', 'unit'] satisfies (keyof Box)[]

function area(spec: CommandSpec, by: Circle | Box | Polygon): Arg[] {
  const given: unknown = by
  if (isPolygon(by)) {
    checkNames(spec, by, POLYGON_NAMES)
    if (!Array.isArray(by.vertices)) throw refuse(spec, `vertices must be a list, but are ${kindOf(by.vertices)}`)
    return ['BYPOLYGON', by.vertices.length, ...by.vertices.flatMap(corner => coordinates(spec, corner))]
  }
  if (typeof given === 'object' && given !== null) {
    if ('radius' in by) {
      checkNames(spec, by, CIRCLE_NAMES)
      return ['BYRADIUS', by.radius, by.unit]
    }
    if ('width' in by) {
      checkNames(spec, by, BOX_NAMES)
      return ['BYBOX', by.width, by.height, by.unit]
    }
  }
  throw refuse(
    spec,
    `the area must be { radius, unit }, { width, height, unit } or { vertices }, but is ${kindOf(given)}`,
  )
}
