import { BITOP, command, GET, SET } from '@rc/commands'
import { beforeEach, describe, expect, it } from 'vitest'
import { emulate, useCluster } from '../test/use-cluster.js'

const cluster = useCluster()

// One bit for each combination of being in a, in b and in c; c is shorter by a byte.
const A = [0b11110000, 0b11110000]
const B = [0b11001100, 0b11001100]
const C = [0b10101010]

beforeEach(async () => {
  await cluster.flush()
  for (const [key, bytes] of Object.entries({ a: A, b: B, c: C })) {
    await cluster.run(command(SET, [key, Uint8Array.from(bytes)]))
  }
})

describe('BITOP of Redis 8.2, which older servers do not have', () => {
  it.each([
    ['DIFF', 0b00010000, 0b00110000],
    ['DIFF1', 0b00001110, 0b00001100],
    ['andor', 0b11100000, 0b11000000],
    ['ONE', 0b00010110, 0b00111100],
  ])('%s', async (operation, first, second) => {
    expect(await emulate(cluster, command(BITOP, [operation, 'd', 'a', 'b', 'c']))).toBe(2)
    expect(await cluster.run(command(GET, ['d']))).toEqual(Buffer.from([first, second]))
  })

  it.each(['DIFF', 'DIFF1', 'ANDOR'])('%s of a single key is refused by the server', async operation => {
    await expect(emulate(cluster, command(BITOP, [operation, 'd', 'a']))).rejects.toThrow('ERR')
    expect(await cluster.keys()).toEqual(['a', 'b', 'c'])
  })
})
