import { beforeEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { serverOf } from '../../test/flavour.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { geoadd } from './geo.js'
import type { FoundPlace } from './geo-places.js'
import { geosearch, geosearchstore } from './geo-search.js'
import { georadius, georadius_ro, georadiusbymember, georadiusbymember_ro } from './georadius.js'
import { zrange } from './sorted-set-ranges.js'
import { zscore } from './sorted-sets.js'

const CENTRE = { longitude: 15, latitude: 37 }
const PALERMO = { longitude: 13.361389, latitude: 38.115556, member: 'Palermo' }
const CATANIA = { longitude: 15.087269, latitude: 37.502669, member: 'Catania' }

const server = useServer()

describe.each(PROTOCOLS)('searches of places under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  beforeEach(() => run(geoadd('cities', [PALERMO, CATANIA])))

  it('geosearch around a place or a member, in a circle or a box', async () => {
    expect(await run(geosearch('cities', CENTRE, { radius: 100, unit: 'km' }))).toEqual(['Catania'])
    expect(await run(geosearch('cities', CENTRE, { radius: 200, unit: 'KM' }, { asc: true }))).toEqual([
      'Catania',
      'Palermo',
    ])
    expect(await run(geosearch('cities', 'Palermo', { radius: 200_000, unit: 'm' }, { desc: true }))).toEqual([
      'Catania',
      'Palermo',
    ])
    expect(await run(geosearch('cities', CENTRE, { width: 400, height: 120, unit: 'km' }))).toEqual(['Catania'])
    expect(await run(geosearch('cities', Buffer.from('Palermo'), { radius: 1, unit: 'ft' }))).toEqual(['Palermo'])
    expect(await run(geosearch('none', CENTRE, { radius: 1, unit: 'mi' }))).toEqual([])
  })

  it('geosearch with count, of the nearest or of any', async () => {
    const area = { radius: 300, unit: 'km' } as const
    expect(await run(geosearch('cities', CENTRE, area, { count: 1 }))).toEqual(['Catania'])
    expect(await run(geosearch('cities', CENTRE, area, { count: 1, desc: true }))).toEqual(['Palermo'])
    expect(await run(geosearch('cities', CENTRE, area, { count: 1, any: true }))).toHaveLength(1)
  })

  it('geosearch tells what it is asked for', async () => {
    const area = { radius: 200, unit: 'km' } as const
    const all = { asc: true, withdist: true, withhash: true, withcoord: true }
    const [catania, palermo] = (await run(geosearch('cities', CENTRE, area, all))) as FoundPlace[]
    expect(palermo?.member).toBe('Palermo')
    expect(palermo?.distance).toBeCloseTo(190.4424, 3)
    expect(palermo?.hash).toBe(3479099956230698)
    expect(palermo?.position?.longitude).toBeCloseTo(PALERMO.longitude, 4)
    expect(palermo?.position?.latitude).toBeCloseTo(PALERMO.latitude, 4)
    expect(catania?.distance).toBeCloseTo(56.4413, 3)
    expect(await run(geosearch('cities', CENTRE, area, { asc: true, withhash: true }))).toEqual([
      { member: 'Catania', hash: 3479447370796909 },
      { member: 'Palermo', hash: 3479099956230698 },
    ])
    expect(await run(geosearch('cities', CENTRE, area, { asc: true, count: 1, withdist: true }))).toEqual([
      { member: 'Catania', distance: 56.4413 },
    ])
    expect(await run(geosearch('cities', 'Palermo', { radius: 1, unit: 'm' }, { withcoord: true }))).toEqual([
      { member: 'Palermo', position: palermo?.position },
    ])
    expect(await run(geosearch('none', CENTRE, area, all))).toEqual([])
  })

  it('geosearchstore stores places or distances', async () => {
    const area = { radius: 200, unit: 'km' } as const
    expect(await run(geosearchstore('to', 'cities', CENTRE, area))).toBe(2)
    expect(await run(zscore('to', 'Palermo'))).toBe(3479099956230698)
    expect(await run(geosearchstore('to', 'cities', 'Palermo', area, { count: 1, asc: true, storedist: true }))).toBe(1)
    expect(await run(zrange('to', 0, -1, { withscores: true }))).toEqual([{ member: 'Palermo', score: 0 }])
    expect(await run(geosearchstore('to', 'none', CENTRE, area))).toBe(0)
  })

  it('georadius and georadius_ro', async () => {
    const { longitude, latitude } = CENTRE
    expect(await run(georadius('cities', longitude, latitude, 100, 'km'))).toEqual(['Catania'])
    expect(await run(georadius_ro('cities', longitude, latitude, 200, 'km', { asc: true, withdist: true }))).toEqual([
      { member: 'Catania', distance: 56.4413 },
      { member: 'Palermo', distance: 190.4424 },
    ])
    expect(await run(georadius('cities', longitude, latitude, 200, 'km', { store: 'to' }))).toBe(2)
    expect(await run(georadius('cities', longitude, latitude, 100, 'km', { storedist: 'to' }))).toBe(1)
    expect(await run(zscore('to', 'Catania'))).toBeCloseTo(56.4413, 3)
  })

  it('georadiusbymember and georadiusbymember_ro', async () => {
    expect(await run(georadiusbymember('cities', 'Palermo', 200, 'km', { asc: true }))).toEqual(['Palermo', 'Catania'])
    expect(await run(georadiusbymember_ro('cities', 'Palermo', 1, 'km', { withdist: true, withhash: true }))).toEqual([
      { member: 'Palermo', distance: 0, hash: 3479099956230698 },
    ])
    expect(await run(georadiusbymember('cities', 'Palermo', 1, 'km', { store: 'to' }))).toBe(1)
    expect(await run(zrange('to', 0, -1))).toEqual(['Palermo'])
  })
})

describe('searches of places refuse', () => {
  const area = { radius: 1, unit: 'km' } as const

  it('centres that are neither a member nor a place', () => {
    expectRefused(() => geosearch('k', untyped({ member: SECRET }), area), 'GEOSEARCH', '{ longitude, latitude }')
    expectRefused(() => geosearch('k', untyped({ longitude: SECRET }), area), 'GEOSEARCH', 'latitude')
    expectRefused(() => geosearch('k', untyped([1, 2]), area), 'GEOSEARCH', 'an array')
    expectRefused(() => geosearch('k', untyped(null), area), 'GEOSEARCH', 'null')
    expectRefused(() => geosearch('k', untyped(undefined), area), 'GEOSEARCH', 'undefined')
    expectRefused(() => geosearchstore('to', 'k', untyped({}), area), 'GEOSEARCHSTORE', '{ longitude, latitude }')
  })

  it('areas that are neither a circle nor a box', () => {
    expectRefused(() => geosearch('k', SECRET, untyped({ unit: 'km' })), 'GEOSEARCH', 'area', 'radius', 'width')
    expectRefused(() => geosearch('k', SECRET, untyped({ radius: 1, width: 1, unit: 'km' })), 'GEOSEARCH', 'width')
    expectRefused(() => geosearch('k', SECRET, untyped({ width: 1, height: 1, radius: 1 })), 'GEOSEARCH')
    expectRefused(() => geosearch('k', SECRET, untyped({ width: 1, size: 1, unit: 'km' })), 'GEOSEARCH', 'size')
    expectRefused(() => geosearch('k', SECRET, untyped({ radius: 1 })), 'GEOSEARCH', 'undefined')
    expectRefused(() => geosearch('k', SECRET, untyped(5)), 'GEOSEARCH', 'area', 'a number')
    expectRefused(() => geosearchstore('to', 'k', SECRET, untyped(null)), 'GEOSEARCHSTORE', 'area', 'null')
  })

  it('options that exclude or need each other', () => {
    expectRefused(() => geosearch('k', SECRET, area, { asc: true, desc: true }), 'GEOSEARCH', 'asc and desc')
    expectRefused(() => geosearch('k', SECRET, area, { any: true }), 'GEOSEARCH', 'any needs count')
    expectRefused(() => geosearchstore('to', 'k', SECRET, area, { any: true }), 'GEOSEARCHSTORE', 'any needs count')
    expectRefused(
      () => georadius('k', 1, 2, 3, 'm', { store: SECRET, storedist: SECRET }),
      'GEORADIUS',
      'store and storedist',
    )
    expectRefused(
      () => georadius('k', 1, 2, 3, 'm', { store: SECRET, withdist: true }),
      'GEORADIUS',
      'withdist and store',
    )
    expectRefused(
      () => georadiusbymember('k', SECRET, 3, 'm', { asc: true, desc: true }),
      'GEORADIUSBYMEMBER',
      'asc and desc',
    )
  })

  it('options that there are not', () => {
    expectRefused(() => geosearch('k', SECRET, area, untyped({ storedist: true })), 'GEOSEARCH', 'storedist')
    expectRefused(() => geosearch('k', SECRET, area, untyped('ASC')), 'GEOSEARCH', 'options')
    expectRefused(() => geosearch('k', SECRET, area, untyped(null)), 'GEOSEARCH', 'options', 'null')
    expectRefused(
      () => geosearchstore('to', 'k', SECRET, area, untyped({ withdist: true })),
      'GEOSEARCHSTORE',
      'withdist',
    )
    expectRefused(() => georadius_ro('k', 1, 2, 3, 'm', untyped({ store: SECRET })), 'GEORADIUS_RO', 'store')
    expectRefused(
      () => georadiusbymember_ro('k', 'a', 3, 'm', untyped({ store: SECRET })),
      'GEORADIUSBYMEMBER_RO',
      'store',
    )
  })
})

const valkey = await serverOf('valkey-9.1')

describe.skipIf(valkey === undefined).each(PROTOCOLS)('searches in a polygon under RESP%i', protocol => {
  const { run } = useServer({ server: valkey ?? {} }).connection(protocol)

  it('geosearch and geosearchstore', async () => {
    await run(geoadd('cities', [PALERMO, CATANIA]))
    const west = { vertices: [10, 14, 14, 10].map((longitude, i) => ({ longitude, latitude: i < 2 ? 36 : 40 })) }
    expect(await run(geosearch('cities', null, west))).toEqual(['Palermo'])
    expect(await run(geosearch('cities', null, west, { withcoord: true }))).toMatchObject([{ member: 'Palermo' }])
    expect(await run(geosearchstore('to', 'cities', null, west, { storedist: true }))).toBe(1)
    expect(await run(zrange('to', 0, -1))).toEqual(['Palermo'])
  })
})

describe('a polygon', () => {
  it('has no centre, and everything else has one', () => {
    const vertices = [CENTRE, PALERMO, CATANIA]
    expectRefused(() => geosearch('k', SECRET, { vertices }), 'GEOSEARCH', 'centre', 'null')
    expectRefused(() => geosearch('k', null, { radius: 1, unit: 'm' }), 'GEOSEARCH', 'centre')
    expectRefused(() => geosearchstore('d', 'k', null, untyped({ vertices: SECRET })), 'GEOSEARCHSTORE', 'vertices')
    expectRefused(() => geosearch('k', null, untyped({ vertices: [SECRET] })), 'GEOSEARCH', 'longitude')
    expectRefused(() => geosearch('k', null, untyped({ vertices, unit: 'm' })), 'GEOSEARCH', 'unit')
  })
})
