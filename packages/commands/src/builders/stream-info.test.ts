import { beforeEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { xgroupCreate, xreadgroup } from './stream-groups.js'
import { xinfoConsumers, xinfoGroups, xinfoStream } from './stream-info.js'
import { xadd, xdel } from './streams.js'

const server = useServer()

const ONE = { id: '1-0', message: { n: 'one' } }
const TWO = { id: '2-0', message: { n: 'two' } }

describe.each(PROTOCOLS)('state of streams under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  beforeEach(async () => {
    for (const { id, message } of [ONE, TWO]) await run(xadd('k', id, message))
    await run(xgroupCreate('k', 'group', 0))
    await run(xreadgroup('group', 'alice', { k: '>' }, { count: 1 }))
  })

  it('xinfoStream', async () => {
    expect(await run(xinfoStream('k'))).toMatchObject({
      length: 2,
      groups: 1,
      'last-generated-id': '2-0',
      'first-entry': ONE,
      'last-entry': TWO,
    })
    await expect(run(xinfoStream('none'))).rejects.toThrow('no such key')
  })

  it('xinfoStream of an empty stream', async () => {
    await run(xdel('k', ['1-0', '2-0']))
    expect(await run(xinfoStream('k'))).toMatchObject({ length: 0, 'first-entry': null, 'last-entry': null })
  })

  it('xinfoStream in full', async () => {
    const info = await run(xinfoStream('k', { full: true }))
    expect(info).toMatchObject({
      length: 2,
      'last-generated-id': '2-0',
      entries: [ONE, TWO],
      groups: [
        {
          name: 'group',
          'last-delivered-id': '1-0',
          pending: [['1-0', 'alice', expect.any(Number), 1]],
          consumers: [{ name: 'alice', 'pel-count': 1, pending: [['1-0', expect.any(Number), 1]] }],
        },
      ],
    })
    expect(info).not.toHaveProperty('first-entry')
    expect((await run(xinfoStream('k', { full: true, count: 1 }))).entries).toEqual([ONE])
  })

  it('xinfoGroups, xinfoConsumers', async () => {
    expect(await run(xinfoGroups('k'))).toMatchObject([
      { name: 'group', consumers: 1, pending: 1, 'last-delivered-id': '1-0' },
    ])
    const [alice] = await run(xinfoConsumers('k', 'group'))
    expect(alice).toMatchObject({ name: 'alice', pending: 1 })
    expect(alice?.idle).toBeTypeOf('number')
    await run(xgroupCreate('k', 'idle', '$'))
    expect(await run(xinfoConsumers('k', 'idle'))).toEqual([])
  })
})

describe('state of streams refuses', () => {
  it('options that there are not, or that need another', () => {
    expectRefused(() => xinfoStream('k', { count: 1 }), 'XINFO STREAM', 'count needs full')
    expectRefused(() => xinfoStream('k', untyped({ FULL: true })), 'XINFO STREAM', 'FULL')
    expectRefused(() => xinfoStream('k', untyped({ full: 'yes' })), 'XINFO STREAM', 'full', 'a string')
  })

  it('arguments of a wrong kind', () => {
    expectRefused(() => xinfoConsumers('k', untyped([SECRET])), 'XINFO CONSUMERS', 'an array')
    expectRefused(() => xinfoGroups(untyped(null)), 'XINFO GROUPS', 'null')
  })
})
