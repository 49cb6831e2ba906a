import { describe, expect, it } from 'vitest'
import { CHUNK, CHUNK_BYTES, nextCount, portions, pour } from './chunks.js'

const lengths = (elements: Buffer[], width: number): number[] => [...portions(elements, width)].map(some => some.length)
const buffers = (count: number, bytes: number): Buffer[] => new Array<Buffer>(count).fill(Buffer.alloc(bytes))

describe('portions', () => {
  it('hold no more elements than a chunk, and pairs stay together', () => {
    expect(lengths(buffers(2500, 1), 1)).toEqual([CHUNK, CHUNK, 500])
    expect(lengths(buffers(2500, 1), 2)).toEqual([2 * CHUNK, 500])
  })

  it('hold no more bytes than a chunk, but for an element that is larger by itself', () => {
    expect(lengths(buffers(5, CHUNK_BYTES / 2), 1)).toEqual([2, 2, 1])
    expect(lengths(buffers(6, CHUNK_BYTES / 2), 2)).toEqual([2, 2, 2])
    expect(lengths(buffers(3, CHUNK_BYTES * 2), 1)).toEqual([1, 1, 1])
  })

  it('of nothing are one empty portion, which keeps temporary keys alive', () => {
    expect(lengths([], 1)).toEqual([0])
  })
})

describe('nextCount', () => {
  it('grows to a chunk where elements are small', () => {
    expect([nextCount(8, 8, 80), nextCount(512, 512, 5000), nextCount(8, 0, 0)]).toEqual([32, CHUNK, 32])
  })

  it('shrinks to what fits into a chunk, at least one', () => {
    expect([nextCount(8, 8, 8 * 300_000), nextCount(8, 8, 8 * CHUNK_BYTES), nextCount(1, 1, CHUNK_BYTES * 5)]).toEqual([
      3, 1, 1,
    ])
  })
})

describe('pour', () => {
  async function* numbers(upTo: number, fail = false): AsyncGenerator<number> {
    for (let i = 0; i < upTo; i++) yield i
    if (fail) throw new Error('reading failed')
  }

  it('writes in order, one at a time', async () => {
    const log: string[] = []
    await pour(numbers(3), async i => {
      log.push(`begin ${i}`)
      await new Promise(setImmediate)
      log.push(`end ${i}`)
    })
    expect(log).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2'])
  })

  it('ends with the write that failed, and writes nothing after it', async () => {
    const written: number[] = []
    const pouring = pour(numbers(9), async i => {
      written.push(i)
      if (i === 1) throw new Error('writing failed')
    })
    await expect(pouring).rejects.toThrow('writing failed')
    expect(written).toEqual([0, 1])
  })

  it('waits for the write under way when reading fails', async () => {
    let done = 0
    const pouring = pour(numbers(2, true), async () => {
      await new Promise(setImmediate)
      done++
    })
    await expect(pouring).rejects.toThrow('reading failed')
    expect(done).toBe(2)
  })
})
