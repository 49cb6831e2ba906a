import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { lrange, rpush } from './lists.js'
import { sort, sort_ro } from './sort.js'
import { mset } from './strings.js'

const server = useServer()

describe.each(PROTOCOLS)('sorting under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  describe.each([
    { name: 'sort', build: sort },
    { name: 'sort_ro', build: sort_ro },
  ])('$name', ({ build }) => {
    it('numbers, either way round', async () => {
      await run(rpush('list', ['3', '1', '20']))
      expect(await run(build('list'))).toEqual(['1', '3', '20'])
      expect(await run(build('list', { asc: true }))).toEqual(['1', '3', '20'])
      expect(await run(build('list', { desc: true }))).toEqual(['20', '3', '1'])
      expect(await run(build('none'))).toEqual([])
    })

    it('text, and a part of the result', async () => {
      await run(rpush('list', ['b', 'c', 'a']))
      await expect(run(build('list'))).rejects.toThrow("can't be converted")
      expect(await run(build('list', { alpha: true, limit: { offset: 1, count: 2 } }))).toEqual(['b', 'c'])
      expect(await run(build('list', { alpha: true, desc: true, limit: [0, 1] }))).toEqual(['c'])
    })

    it('by other keys, with values of other keys', async () => {
      await run(rpush('list', ['1', '2', '3']))
      await run(mset({ weight_1: '9', weight_2: '1', weight_3: '5', name_1: 'one', name_2: 'two' }))
      const by = 'weight_*'
      expect(await run(build('list', { by }))).toEqual(['2', '3', '1'])
      expect(await run(build('list', { by: 'nosort', get: 'name_*' }))).toEqual(['one', 'two', null])
      expect(await run(build('list', { by, get: ['#', 'name_*'] }))).toEqual(['2', 'two', '3', null, '1', 'one'])
    })
  })

  it('sort stores the result', async () => {
    await run(rpush('list', ['3', '1', '20']))
    expect(await run(sort('list', { desc: true, store: 'sorted' }))).toBe(3)
    expect(await run(lrange('sorted', 0, -1))).toEqual(['20', '3', '1'])
  })
})

describe('sorting refuses', () => {
  it('options that are not known, or exclude each other', () => {
    expectRefused(() => sort(SECRET, { asc: true, desc: true }), 'SORT', 'asc and desc')
    expectRefused(() => sort_ro(SECRET, { asc: true, desc: true }), 'SORT_RO', 'asc and desc')
    expectRefused(() => sort(SECRET, untyped({ order: 'desc' })), 'SORT', 'order')
    expectRefused(() => sort_ro(SECRET, untyped({ store: SECRET })), 'SORT_RO', 'store')
  })

  it('options of the wrong kind', () => {
    expectRefused(() => sort(SECRET, { get: [] }), 'SORT', 'get')
    expectRefused(() => sort(SECRET, untyped({ limit: 5 })), 'SORT', 'limit', 'a number')
    expectRefused(() => sort(SECRET, untyped({ alpha: 1 })), 'SORT', 'alpha')
    expectRefused(() => sort(SECRET, untyped({ by: { key: SECRET } })), 'SORT', 'an object')
  })
})
