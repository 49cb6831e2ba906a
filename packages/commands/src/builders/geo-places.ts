import type { Arg, Reply } from '@rc/resp'
import { kindOf, mistyped } from '../command.js'
import { toList, toNumber } from '../replies.js'
import type { CommandSpec } from '../spec.js'
import type { Value } from './args.js'
import type { OptionTable } from './options.js'

/** A unit of distance: metres, kilometres, feet, miles. */
export type GeoUnit = 'M' | 'KM' | 'FT' | 'MI' | 'm' | 'km' | 'ft' | 'mi'

/** A place on earth, in degrees. */
export interface Position {
  longitude: number
  latitude: number
}

/** A member that a search has found, with what was asked for. */
export interface FoundPlace {
  member: string
  /** With `withdist`: its distance from the centre, in the unit of the search. */
  distance?: number
  /** With `withhash`: its geohash as an integer of 52 bits. */
  hash?: number
  /** With `withcoord`: where it is. */
  position?: Position
}

/** The members that a search has found; with what was asked for where that is more than their names. */
export type FoundPlaces = string[] | FoundPlace[]

/** Which of the members that are in the area. */
export interface GeoOrderOptions {
  /** Nearest first. */
  asc?: boolean
  /** Farthest first. */
  desc?: boolean
  /** Up to so many: the nearest ones, or the farthest with `desc`. */
  count?: number
  /** With `count`: any so many, which costs less. */
  any?: boolean
}

/** Which of the members that are in the area, and what to tell of them. */
export interface GeoFindOptions extends GeoOrderOptions {
  /** Tell how far each is from the centre. */
  withdist?: boolean
  /** Tell where each is. */
  withcoord?: boolean
  /** Tell the geohash of each, as an integer. */
  withhash?: boolean
}

export const FIND_OPTIONS: OptionTable<GeoFindOptions> = {
  tokens: {
    asc: 'flag',
    desc: 'flag',
    count: 'value',
    any: 'flag',
    withcoord: 'flag',
    withdist: 'flag',
    withhash: 'flag',
  },
  exclusive: [['asc', 'desc']],
  needs: { any: 'count' },
}

/** A member's name, or a place. */
export type Centre = Value | Position

/**
 * Longitude and latitude.
 *
 * @throws TypeError where it is no `{ longitude, latitude }`
 */
export function coordinates(spec: CommandSpec, position: Position): Arg[] {
  const given: unknown = position
  if (typeof given !== 'object' || given === null || !('longitude' in given) || !('latitude' in given)) {
    throw mistyped(spec, `a place must be { longitude, latitude }, but is ${kindOf(given)}`)
  }
  return [given.longitude as Arg, given.latitude as Arg]
}

/** What reads found members: nothing to do where only names were asked for. */
export const foundReader = (options: GeoFindOptions | undefined): ((reply: Reply) => FoundPlaces) | undefined =>
  options?.withdist === true || options?.withhash === true || options?.withcoord === true ? toFound : undefined

const toFound = (reply: Reply): FoundPlace[] => toList(reply).map(toFoundPlace)

/** A server tells what it was asked for in a row; each part is of a kind of its own. */
function toFoundPlace(reply: Reply): FoundPlace {
  const [member, ...parts] = toList(reply)
  const found: FoundPlace = { member: member as string }
  for (const part of parts) {
    if (typeof part === 'number' || typeof part === 'bigint') found.hash = Number(part)
    else if (Array.isArray(part)) found.position = toPosition(part)
    else found.distance = toNumber(part)
  }
  return found
}

/** Longitude and latitude, which RESP2 writes as text. */
export function toPosition(reply: Reply): Position {
  const [longitude, latitude] = toList(reply)
  return { longitude: toNumber(longitude ?? null), latitude: toNumber(latitude ?? null) }
}
