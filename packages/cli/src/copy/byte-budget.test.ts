import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteBudget } from './byte-budget.js'

describe('a budget of bytes', () => {
  it('runs everything once, and never has more under way than it may', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 200 }), { maxLength: 60 }), async sizes => {
        const budget = new ByteBudget(100)
        let used = 0
        let ran = 0
        await Promise.all(
          sizes.map((bytes, i) =>
            budget.run(bytes, async () => {
              used += Math.min(bytes, 100)
              expect(used).toBeLessThanOrEqual(100)
              for (let turn = i % 3; turn >= 0; turn--) await Promise.resolve()
              used -= Math.min(bytes, 100)
              ran++
            }),
          ),
        )
        expect(ran).toBe(sizes.length)
      }),
    )
  })

  it('gives back what failed work had taken', async () => {
    const budget = new ByteBudget(1)
    await expect(budget.run(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await budget.run(1, () => Promise.resolve('yes'))).toBe('yes')
  })
})
