import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { bitfield, bitfield_ro } from './bitfields.js'

const server = useServer()

describe.each(PROTOCOLS)('bitfields under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('runs operations in their order', async () => {
    expect(await run(bitfield('k', { set: 'u8', offset: 0, value: 200 }))).toEqual([0])
    expect(
      await run(
        bitfield('k', [
          { set: 'i8', offset: '#1', value: -5 },
          { incrby: 'u8', offset: 0, increment: 10n },
          { get: 'u8', offset: 0 },
          { get: 'i8', offset: 8 },
        ]),
      ),
    ).toEqual([0, 210, 210, -5])
  })

  it('wraps, stays at the end or fails as overflow says', async () => {
    await run(bitfield('k', { set: 'u8', offset: 0, value: 255 }))
    expect(
      await run(
        bitfield('k', [
          { overflow: 'SAT' },
          { incrby: 'u8', offset: 0, increment: 1 },
          { overflow: 'FAIL' },
          { incrby: 'u8', offset: 0, increment: 1 },
          { overflow: 'WRAP' },
          { incrby: 'u8', offset: 0, increment: 1 },
        ]),
      ),
    ).toEqual([255, null, 0])
  })

  it('bitfield_ro reads', async () => {
    await run(bitfield('k', { set: 'u8', offset: '#1', value: 7 }))
    expect(await run(bitfield_ro('k', { get: 'u8', offset: '#1' }))).toEqual([7])
    expect(
      await run(
        bitfield_ro('k', [
          { get: 'u8', offset: 8 },
          { get: 'i4', offset: 100 },
        ]),
      ),
    ).toEqual([7, 0])
  })
})

describe('bitfields refuse', () => {
  it('empty lists', () => {
    expectRefused(() => bitfield('k', []), 'BITFIELD', 'operations')
    expectRefused(() => bitfield_ro('k', []), 'BITFIELD_RO', 'operations')
  })

  it('operations that there are not', () => {
    expectRefused(() => bitfield('k', untyped({ read: 'u8', offset: 0 })), 'BITFIELD', 'get, set, incrby and overflow')
    expectRefused(() => bitfield('k', untyped({ get: 'u8', offset: 0, value: SECRET })), 'BITFIELD', 'value')
    expectRefused(() => bitfield('k', untyped({ set: 'u8', offset: 0, increment: SECRET })), 'BITFIELD', 'increment')
    expectRefused(() => bitfield('k', untyped({ incrby: 'u8', offset: 0, by: SECRET })), 'BITFIELD', 'by')
    expectRefused(() => bitfield('k', untyped({ overflow: 'SAT', offset: 0 })), 'BITFIELD', 'offset')
    expectRefused(() => bitfield('k', untyped(SECRET)), 'BITFIELD', 'a string')
    expectRefused(() => bitfield('k', untyped([null])), 'BITFIELD', 'null')
  })

  it('operations that write where only reads are taken', () => {
    expectRefused(() => bitfield_ro('k', untyped({ set: 'u8', offset: 0, value: SECRET })), 'BITFIELD_RO', 'get')
    expectRefused(() => bitfield_ro('k', untyped({ overflow: 'SAT' })), 'BITFIELD_RO', 'get')
  })

  it('operations that lack a part', () => {
    expectRefused(() => bitfield('k', untyped({ get: 'u8' })), 'BITFIELD', 'undefined')
    expectRefused(() => bitfield('k', untyped({ set: 'u8', offset: 0 })), 'BITFIELD', 'undefined')
  })
})
