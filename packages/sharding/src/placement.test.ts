import { describe, expect, it } from 'vitest'
import { chooserOf, crc32Modulo, rendezvous } from './placement.js'
import { movesOf, planMoves } from './plan-moves.js'

const keys = Array.from({ length: 10_000 }, (_, i) => `user:${i}`)
const aliases = ['a', 'b', 'c', 'd']

describe('rendezvous', () => {
  it('gives every node its share', () => {
    const counts = [0, 0, 0, 0]
    const choose = rendezvous(aliases)
    for (const key of keys) counts[choose(key)] = (counts[choose(key)] ?? 0) + 1
    for (const count of counts) expect(Math.abs(count - 2500)).toBeLessThan(250)
  })

  it('goes by the aliases, not by their order', () => {
    const one = rendezvous(aliases)
    const reversed = [...aliases].reverse()
    const other = rendezvous(reversed)
    for (const key of keys) expect(reversed[other(key)]).toBe(aliases[one(key)])
  })

  it('moves only what the new node gets', () => {
    const change = {
      from: { nodes: aliases, placement: 'rendezvous' },
      to: { nodes: [...aliases, 'e'], placement: 'rendezvous' },
    } as const
    const moves = [...movesOf(keys, change)]
    expect(new Set(moves.map(({ to }) => to))).toEqual(new Set(['e']))
    expect(Math.abs(moves.length - 2000)).toBeLessThan(250)
  })
})

describe('a placement of one’s own', () => {
  it('is watched', () => {
    expect(chooserOf(() => () => 1, aliases)('k')).toBe(1)
    for (const wrong of [-1, 4, 0.5, Number.NaN]) {
      expect(() => chooserOf(() => () => wrong, aliases)('k')).toThrow('a whole number from 0 to 3')
    }
    expect(() => chooserOf((() => 1) as never, aliases)).toThrow('placement must be a function')
  })
})

describe('a plan of what moves', () => {
  it('counts what goes from where to where', () => {
    const plan = planMoves(keys, { from: { nodes: ['a', 'b'] }, to: { nodes: ['a', 'b', 'c'] } })
    const [before, after] = [crc32Modulo(['a', 'b']), crc32Modulo(['a', 'b', 'c'])]
    expect(plan.keys).toBe(10_000)
    expect(plan.moved).toBe(keys.filter(key => before(key) !== after(key)).length)
    expect(plan.routes.reduce((sum, route) => sum + route.keys, 0)).toBe(plan.moved)
    for (const { before: had, after: has, leave, arrive } of plan.nodes) expect(had - leave + arrive).toBe(has)
    expect(plan.nodes.map(({ node }) => node)).toEqual(['a', 'b', 'c'])
  })

  it('goes by the tag', () => {
    const change = { from: { nodes: ['a', 'b'] }, to: { nodes: ['a', 'b', 'c'] } }
    const [moved, stays] = [planMoves(['foo'], change).moved, planMoves(['x{foo}'], change).moved]
    expect(moved).toBe(stays)
    expect(planMoves(['x{foo}', 'foo'], { ...change, tags: 'keep' }).moved).toBe(2 * moved)
  })

  it('needs aliases', () => {
    expect(() => planMoves([], { from: { nodes: [] }, to: { nodes: ['a'] } })).toThrow('from.nodes must be a list')
    expect(() => planMoves([], { from: { nodes: ['a'] }, to: { nodes: ['a', 'a'] } })).toThrow('to.nodes must be')
  })
})
