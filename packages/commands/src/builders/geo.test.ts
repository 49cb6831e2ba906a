import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { geoadd, geodist, geohash, geopos } from './geo.js'
import type { Position } from './geo-places.js'

const PALERMO = { longitude: 13.361389, latitude: 38.115556, member: 'Palermo' }
const CATANIA = { longitude: 15.087269, latitude: 37.502669, member: 'Catania' }

const server = useServer()

describe.each(PROTOCOLS)('places under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('geoadd', async () => {
    expect(await run(geoadd('k', [PALERMO, CATANIA]))).toBe(2)
    expect(await run(geoadd('k', PALERMO))).toBe(0)
    const moved = { ...PALERMO, longitude: 13.5 }
    expect(await run(geoadd('k', moved, { nx: true, ch: true }))).toBe(0)
    expect(await run(geoadd('k', moved, { xx: true, ch: true }))).toBe(1)
    expect(await run(geoadd('k', { ...PALERMO, member: 'new' }, { xx: true }))).toBe(0)
    await expect(run(geoadd('k', { ...PALERMO, longitude: 181 }))).rejects.toThrow('invalid longitude')
  })

  it('geodist in each unit', async () => {
    await run(geoadd('k', [PALERMO, CATANIA]))
    expect(await run(geodist('k', 'Palermo', 'Catania'))).toBeCloseTo(166274.1516, 3)
    expect(await run(geodist('k', 'Palermo', 'Catania', 'm'))).toBeCloseTo(166274.1516, 3)
    expect(await run(geodist('k', 'Palermo', 'Catania', 'KM'))).toBeCloseTo(166.2742, 3)
    expect(await run(geodist('k', 'Palermo', 'Catania', 'mi'))).toBeCloseTo(103.3182, 3)
    expect(await run(geodist('k', 'Palermo', 'Catania', 'ft'))).toBeCloseTo(545518.8697, 3)
    expect(await run(geodist('k', 'Palermo', 'none'))).toBeNull()
    expect(await run(geodist('none', 'Palermo', 'Catania'))).toBeNull()
  })

  it('geohash', async () => {
    await run(geoadd('k', [PALERMO, CATANIA]))
    expect(await run(geohash('k', ['Palermo', 'none', 'Catania']))).toEqual(['sqc8b49rny0', null, 'sqdtr74hyu0'])
    expect(await run(geohash('k', 'Palermo'))).toEqual(['sqc8b49rny0'])
  })

  it('geopos gives numbers', async () => {
    await run(geoadd('k', [PALERMO, CATANIA]))
    const [palermo, none] = await run(geopos('k', ['Palermo', 'none']))
    expect((palermo as Position).longitude).toBeCloseTo(PALERMO.longitude, 4)
    expect((palermo as Position).latitude).toBeCloseTo(PALERMO.latitude, 4)
    expect(Object.keys(palermo as Position)).toEqual(['longitude', 'latitude'])
    expect(none).toBeNull()
    expect(await run(geopos('none', 'Palermo'))).toEqual([null])
  })
})

describe('places refuse', () => {
  it('empty lists', () => {
    expectRefused(() => geoadd('k', []), 'GEOADD', 'member')
    expectRefused(() => geohash('k', []), 'GEOHASH', 'members')
    expectRefused(() => geopos('k', []), 'GEOPOS', 'members')
  })

  it('options that exclude each other, that there are not, or of a wrong kind', () => {
    expectRefused(() => geoadd('k', PALERMO, { nx: true, xx: true }), 'GEOADD', 'nx and xx')
    expectRefused(() => geoadd('k', PALERMO, untyped({ gt: true })), 'GEOADD', 'gt')
    expectRefused(() => geoadd('k', PALERMO, untyped({ ch: 1 })), 'GEOADD', 'ch', 'a number')
    expectRefused(() => geoadd('k', PALERMO, untyped('NX')), 'GEOADD', 'options')
  })

  it('members that are no places', () => {
    expectRefused(() => geoadd('k', untyped(SECRET)), 'GEOADD', '{ longitude, latitude, member }', 'a string')
    expectRefused(() => geoadd('k', untyped([13, 38, SECRET])), 'GEOADD', 'a number')
    expectRefused(() => geoadd('k', untyped([PALERMO, { longitude: 1, member: SECRET }])), 'GEOADD', 'latitude')
    expectRefused(() => geoadd('k', untyped({ ...PALERMO, member: undefined })), 'GEOADD', 'undefined')
    expectRefused(() => geoadd('k', untyped(null)), 'GEOADD', 'null')
    expectRefused(() => geohash('k', untyped([[SECRET]])), 'GEOHASH', 'an array')
    expectRefused(() => geopos('k', untyped(null)), 'GEOPOS', 'null')
    expectRefused(() => geodist('k', 'a', untyped(undefined)), 'GEODIST', 'undefined')
    expectRefused(() => geodist('k', 'a', 'b', untyped({ unit: SECRET })), 'GEODIST', 'an object')
  })
})
