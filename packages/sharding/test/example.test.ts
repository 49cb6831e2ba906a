import { afterEach, describe, expect, it, vi } from 'vitest'
import { useServers } from './setup.js'

const run = (name: string): Promise<unknown> => import(`../../../examples/${name}.ts`)

describe('the example', () => {
  const used = useServers(2)
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('prints what it says', async () => {
    process.env.PORTS = used.servers.nodes.map(({ port }) => port).join(',')
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    await run('sharding')
    expect(log.mock.calls).toEqual([
      ['bar'],
      ['foo', 'node_2'],
      ['bar', 'node_1'],
      ['foobar', 'node_2'],
      [['bar', 'foo']],
      [2],
      [['a1', 'a3']],
      [{ node_1: 'PONG', node_2: 'PONG' }],
      [[3, 3, 2]],
      [expect.stringMatching(/^crc32: 6\d % of the keys move$/)],
      [expect.stringMatching(/^rendezvous: 3\d % of the keys move$/)],
    ])
  })
})
