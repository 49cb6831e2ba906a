import { describe, expect, it } from 'vitest'
import { Late } from './late.js'

describe('a part that is loaded late', () => {
  it('is loaded once, when it is wanted', async () => {
    let times = 0
    const part = new Late(async () => ++times)
    expect(times).toBe(0)
    expect(part.loaded).toBeUndefined()
    expect(await Promise.all([part.load(), part.load()])).toEqual([1, 1])
    expect(part.loaded).toBe(1)
    expect(await part.load()).toBe(1)
  })

  it('is tried again by the next where it could not be loaded', async () => {
    let times = 0
    const part = new Late(async () => {
      if (++times === 1) throw new Error('no such file')
      return times
    })
    await expect(Promise.all([part.load(), part.load()])).rejects.toThrow('no such file')
    expect(part.loaded).toBeUndefined()
    expect(await part.load()).toBe(2)
  })
})
