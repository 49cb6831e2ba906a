import { describe, expect, it } from 'vitest'
import { lateIterator } from './late-iterator.js'

describe('an iterator that is made late', () => {
  const log: string[] = []
  async function* numbers(): AsyncGenerator<number, void> {
    log.push('begun')
    try {
      for (let i = 1; i <= 3; i++) yield i
    } finally {
      log.push('ended')
    }
  }
  const open = async (): Promise<AsyncIterator<number, void>> => {
    log.push('opened')
    return numbers()
  }
  const logged = async (use: (iterator: AsyncIterableIterator<number, void>) => Promise<unknown>) => {
    log.length = 0
    return [await use(lateIterator(open)), ...log]
  }

  it('is opened once, by the first item that is asked for', async () => {
    expect(await logged(async () => undefined)).toEqual([undefined])
    const all = async (iterator: AsyncIterable<number>): Promise<number[]> => {
      const found: number[] = []
      for await (const number of iterator) found.push(number)
      return found
    }
    expect(await logged(all)).toEqual([[1, 2, 3], 'opened', 'begun', 'ended'])
  })

  it('gives items in the order in which they were asked for', async () => {
    const values = async (iterator: AsyncIterator<number, void>) =>
      (await Promise.all([iterator.next(), iterator.next(), iterator.next(), iterator.next()])).map(
        ({ value }) => value,
      )
    expect(await logged(values)).toEqual([[1, 2, 3, undefined], 'opened', 'begun', 'ended'])
  })

  it('ends what it opened when it is left, and gives nothing after that', async () => {
    const left = async (iterator: AsyncIterableIterator<number, void>) => {
      for await (const number of iterator) if (number === 2) break
      return iterator.next()
    }
    expect(await logged(left)).toEqual([{ done: true, value: undefined }, 'opened', 'begun', 'ended'])
  })

  it('ends what is being opened for it when it is left', async () => {
    const left = async (iterator: AsyncIterableIterator<number, void>) => {
      const first = iterator.next()
      const [{ value }] = await Promise.all([first, iterator.return?.()])
      return [value, log.at(-1)]
    }
    expect(await logged(left)).toEqual([[1, 'ended'], 'opened', 'begun', 'ended'])
  })

  it('that is left before its first item opens nothing', async () => {
    const unused = async (iterator: AsyncIterableIterator<number, void>) => {
      await iterator.return?.()
      return iterator.next()
    }
    expect(await logged(unused)).toEqual([{ done: true, value: undefined }])
  })

  it('tells whoever asks why it could not be opened', async () => {
    const iterator = lateIterator(() => Promise.reject(new Error('no such file')))
    await expect(iterator.next()).rejects.toThrow('no such file')
  })
})
