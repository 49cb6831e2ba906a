import fc from 'fast-check'
import {
  aBitmap,
  aGeo,
  aSketch,
  count,
  flag,
  maybe,
  oneOf,
  options,
  optionsFirst,
  own,
  several,
} from '../arbitraries.js'
import { TwoForms } from '../own-name.js'
import { row, type RowOptions, when } from '../row.js'
import { found, number, positions, same } from '../shapes.js'

const unit = oneOf('m', 'km', 'mi', 'ft')
const city = oneOf('Palermo', 'Catania', 'Rome', 'Nowhere')
const longitude = oneOf(13.361389, 15.087269, 12.5, -0.1276)
const latitude = oneOf(38.115556, 37.502669, 41.9, 51.5072)
const radius = oneOf(1, 200, 1000)
const newPlaces = fc
  .uniqueArray(fc.record({ longitude, latitude, member: city }), {
    minLength: 1,
    maxLength: 3,
    selector: p => p.member,
  })
  .map(
    list =>
      new TwoForms(
        list,
        list.flatMap(p => [p.longitude, p.latitude, p.member]),
      ),
  )

const findOptions = options(
  { asc: flag, desc: flag },
  { count },
  { withcoord: flag },
  { withdist: flag },
  { withhash: flag },
)
const storeOptions = fc
  .tuple(options({ asc: flag, desc: flag }), oneOf('store', 'storedist'), own('geostored1'))
  .map(
    ([order, word, to]) =>
      new TwoForms({ ...(order?.ours as object), [word]: to }, [...(order?.words ?? []), word, to]),
  )
const centre = fc.oneof(
  city.map(member => new TwoForms(member, ['FROMMEMBER', member])),
  fc.record({ longitude, latitude }).map(p => new TwoForms(p, ['FROMLONLAT', p.longitude, p.latitude])),
)
const area = fc.oneof(
  fc.record({ radius, unit }).map(a => new TwoForms(a, ['BYRADIUS', a.radius, a.unit])),
  fc.record({ width: radius, height: radius, unit }).map(a => new TwoForms(a, ['BYBOX', a.width, a.height, a.unit])),
)
/** What was asked for decides what is in the reply; where it is stored, that is a number. */
const places: RowOptions = {
  shape: when(args => {
    const last = args.at(-1)
    const given = last instanceof TwoForms ? (last.ours as Record<string, unknown>) : {}
    return 'store' in given || 'storedist' in given ? same : found(given)
  }),
}

const type = oneOf('u8', 'i8', 'u4', 'i16')
const offset = oneOf<string | number>(0, 3, 16, '#1', '#2')
const operation = fc.oneof(
  fc.record({ get: type, offset }).map(o => new TwoForms(o, ['GET', o.get, o.offset])),
  fc
    .record({ set: type, offset, value: oneOf(0, 5, 300, -1) })
    .map(o => new TwoForms(o, ['SET', o.set, o.offset, o.value])),
  fc
    .record({ incrby: type, offset, increment: oneOf(1, -3, 200) })
    .map(o => new TwoForms(o, ['INCRBY', o.incrby, o.offset, o.increment])),
  oneOf('WRAP', 'SAT', 'FAIL').map(overflow => new TwoForms({ overflow }, ['OVERFLOW', overflow])),
)
const reads = fc.record({ get: type, offset }).map(o => new TwoForms(o, ['GET', o.get, o.offset]))
const listed = (of: fc.Arbitrary<TwoForms>) => fc.array(of, { minLength: 1, maxLength: 4 })
const bitRange = fc
  .tuple(oneOf(0, 1, -2), maybe(oneOf(-1, 2, 9)), maybe(oneOf('byte', 'bit')))
  .map(([start, end, what]) =>
    end === undefined
      ? undefined
      : new TwoForms(
          { start, end, ...(what !== undefined && { [what as string]: true }) },
          [start, end, what === undefined ? [] : String(what).toUpperCase()].flat(),
        ),
  )
const bitSources = fc.oneof(
  fc.tuple(oneOf('AND', 'OR', 'XOR'), own('bitsout1'), fc.array(aBitmap, { minLength: 1, maxLength: 3 })),
  fc.tuple(oneOf('NOT'), own('bitsout1'), aBitmap),
)

export const PLACES = [
  row('GEOADD', fc.tuple(aGeo, options({ nx: flag, xx: flag }, { ch: flag }), newPlaces).map(optionsFirst)),
  row('GEODIST', [aGeo, city, city, maybe(unit)], { shape: number }),
  row('GEOHASH', [aGeo, several(city)]),
  row('GEOPOS', [aGeo, several(city)], { shape: positions }),
  row('GEORADIUS', [aGeo, longitude, latitude, radius, unit, fc.oneof(findOptions, storeOptions)], places),
  row('GEORADIUS_RO', [aGeo, longitude, latitude, radius, unit, findOptions], places),
  row('GEORADIUSBYMEMBER', [aGeo, city, radius, unit, fc.oneof(findOptions, storeOptions)], places),
  row('GEORADIUSBYMEMBER_RO', [aGeo, city, radius, unit, findOptions], places),
  row('GEOSEARCH', [aGeo, centre, area, findOptions], places),
  row('GEOSEARCHSTORE', [
    own('geostored1'),
    aGeo,
    centre,
    area,
    options({ asc: flag, desc: flag }, { count }, { storedist: flag }),
  ]),
]

export const BITS = [
  row('BITCOUNT', [aBitmap, bitRange]),
  row('BITFIELD', [aBitmap, listed(operation)]),
  row('BITFIELD_RO', [aBitmap, listed(reads)]),
  row('BITOP', bitSources),
  row('BITPOS', [aBitmap, oneOf(0, 1), bitRange]),
  row('GETBIT', [aBitmap, oneOf(0, 1, 7, 100)]),
  row('SETBIT', [aBitmap, oneOf(0, 5, 30), oneOf(0, 1)]),
  row('PFADD', [aSketch, maybe(several(oneOf('a', 'b', 'c', 'd')))]),
  row('PFCOUNT', [several(aSketch)]),
  row('PFMERGE', [aSketch, several(aSketch)]),
]
