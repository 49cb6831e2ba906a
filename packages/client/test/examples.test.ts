import { afterEach, describe, expect, it, vi } from 'vitest'
import { useCluster } from './cluster/setup.js'

describe('the examples', () => {
  const given = useCluster()
  afterEach(() => {
    vi.restoreAllMocks()
  })

  /** What an example prints. */
  async function outputOf(name: string): Promise<unknown[][]> {
    await given.flush()
    process.env.PORT = String(given.cluster.nodes[0]?.port)
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    await import(`../../../examples/${name}.ts`)
    return log.mock.calls
  }

  it('tutorial', async () => {
    const output = await outputOf('tutorial')
    expect(output.slice(0, 4)).toEqual([
      ['Connected'],
      ['Alice'],
      [null],
      ['An error occurred: ERR value is not an integer or out of range'],
    ])
    const shares = output.slice(4).map(([line]) => Number(/: (\d+) %/.exec(String(line))?.[1]))
    expect(shares).toHaveLength(3)
    expect(Math.abs(shares.reduce((a, b) => a + b) - 100)).toBeLessThanOrEqual(2)
  })

  it('basic usage', async () => {
    expect(await outputOf('basic-usage')).toEqual([
      ['value'],
      [['value1', 'value2', 'value3']],
      [['OK', 'pvalue1', 1]],
      ['ok', 6],
    ])
  })

  it('pipeline', async () => {
    expect(await outputOf('pipeline')).toEqual([
      [['OK', 'OK', 'value1', 1]],
      [5, ['OK', 'OK', 2, 'Alice', { age: '30', city: 'New York' }]],
      ['Command 0 result: OK'],
      ['Command 1 result: value'],
      ['Command 2 result: OK'],
      ['Command 3 failed: ERR value is not an integer or out of range'],
      [false, true],
      ['Set 50 keys in chunk 1'],
      ['Set 50 keys in chunk 2'],
      ['Set 100 keys'],
      [
        ['OK', 'OK', 'OK'],
        [1, 1, 1],
      ],
      [[0, 42]],
      [['value1', 'value2', expect.objectContaining({ age: '30' })]],
    ])
  })
})
