import { describe, expect, it } from 'vitest'
import { fixtures } from './fixtures.js'
import { generate } from './generate.js'
import { play } from './play.js'

describe('the simulation', () => {
  it.each(fixtures)('finds nothing where it once found: $why', async ({ schedule }) => {
    expect((await play(schedule)).violations).toEqual([])
  })

  it('goes the same way each time', async () => {
    for (let seed = 0; seed < 25; seed++) {
      const [once, again] = [await play(generate(seed)), await play(generate(seed))]
      expect(again.hash).toBe(once.hash)
      expect(again.events).toBe(once.events)
    }
  })

  it('goes other ways with other seeds', async () => {
    const hashes = new Set<number>()
    for (let seed = 0; seed < 10; seed++) hashes.add((await play(generate(seed))).hash)
    expect(hashes.size).toBe(10)
  })
})
