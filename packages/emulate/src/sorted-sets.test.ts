import * as specs from '@rc/commands'
import { command } from '@rc/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { contentsOf, plain } from '../test/contents.js'
import { MeasuringExecutor } from '../test/measuring.js'
import { emulate, useCluster } from '../test/use-cluster.js'
import { useServer } from '../test/use-server.js'

const cluster = useCluster()
const server = useServer()

beforeEach(async () => {
  await cluster.flush()
  await server.run(command(specs.FLUSHALL, []))
})

describe('algebra of sorted sets', () => {
  it('adds scores in the order in which the server does: sums of fractions depend on it', async () => {
    for (const one of [
      command(specs.ZADD, ['a', 0.1, 'x', 1, 'y', 1, 'z']),
      command(specs.ZADD, ['b', 0.2, 'x']),
      command(specs.ZADD, ['c', 0.3, 'x', 1, 'y']),
    ]) {
      await Promise.all([server.run(one), cluster.run(one)])
    }
    for (const spec of [specs.ZUNIONSTORE, specs.ZINTERSTORE]) {
      const one = command(spec, ['d', 3, 'a', 'b', 'c'])
      await Promise.all([server.run(one), emulate(cluster, one)])
      expect(await contentsOf(cluster, 'd')).toEqual(await contentsOf(server, 'd'))
      expect(String(await cluster.run(command(specs.ZSCORE, ['d', 'x'])))).toBe('0.6')
    }
  })

  it('reads the smallest alone, and asks the others', async () => {
    const many = Array.from({ length: 5000 }, (_, i) => [i, `m${i}`]).flat()
    await cluster.run(command(specs.ZADD, ['a', ...many]))
    await cluster.run(command(specs.SADD, ['b', 'm7', 'm9', 'other']))
    const steps = new MeasuringExecutor(cluster)
    expect(plain(await emulate(steps, command(specs.ZINTER, [2, 'a', 'b', 'WITHSCORES'])))).toEqual([
      ['m7', 8],
      ['m9', 10],
    ])
    expect(steps.steps).toBeLessThan(6)
  })
})
