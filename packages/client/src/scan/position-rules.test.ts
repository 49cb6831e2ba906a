import { describe, expect, it } from 'vitest'
import type { OwnLine } from './own-line.js'
import {
  afterPage,
  afterPass,
  afterVainPass,
  beginPass,
  type Crossing,
  narrowed,
  type Pass,
  pendingOf,
  type Position,
} from './position.js'
import { SlotSet } from './slot-set.js'

// Each rule by itself; that none of them loses a key, however slots move, is position.test.ts.

const set = (...slots: number[]): SlotSet => SlotSet.of(slots)
const WANTED = set(0, 1, 2, 3, 4)

const at = (done: SlotSet, ...crossings: Crossing[]): Position => ({
  done: SlotSet.all.without(WANTED).or(done),
  crossings,
  pass: undefined,
})

const crossing = (from: string, to: string, slots: SlotSet, epoch = 1): Crossing => ({ from, epoch, to, slots })

function lineOf(id: string, owned: SlotSet, more: Partial<OwnLine> = {}): OwnLine {
  return { id, epoch: 1, owned, leaving: new Map(), coming: new Map(), ...more }
}

/** A pass over a node with a page for each line. */
const passOver = (position: Position, lines: readonly OwnLine[]): Pass =>
  lines.reduce((pass, line) => afterPage(position, pass, line), beginPass(position, lines[0] as OwnLine, 'run'))

const listed = (crossings: readonly Crossing[]) =>
  crossings.map(({ slots, ...rest }) => ({ ...rest, slots: [...slots] }))
const leavingOf = ({ leaving }: Pass) => [...leaving].map(([to, slots]) => [to, [...slots]])

describe('a pass', () => {
  it('gives keys of no slot that is done, or that nobody asked for', () => {
    const position = at(set(0), crossing('z', 'a', set(0, 3)))
    const pass = beginPass(position, lineOf('a', SlotSet.all), undefined)
    expect([...pass.owned]).toEqual([1, 2, 3, 4])
    expect([...pass.arriving]).toEqual([3])
  })

  it('owns what the node owned at every page', () => {
    const pass = passOver(at(SlotSet.none), [
      lineOf('a', set(0, 1, 2)),
      lineOf('a', set(1, 2, 3)),
      lineOf('a', SlotSet.all),
    ])
    expect([...pass.owned]).toEqual([1, 2])
  })

  it('knows where slots of its own go to, each', () => {
    const leaving = new Map([
      [1, 'b'],
      [2, 'c'],
      [3, 'b'],
      [9, 'b'],
    ])
    const pass = passOver(at(SlotSet.none), [lineOf('a', set(0, 1, 2, 9), { leaving })])
    expect(leavingOf(pass)).toEqual([
      ['b', [1]],
      ['c', [2]],
    ])
    expect([...pass.owned]).toEqual([0, 1, 2])
  })

  it('gives up a slot that leaves no more, or for elsewhere: keys of it may be where it was to go', () => {
    const leaving = (to: string) => ({ leaving: new Map([[0, to]]) })
    const still = lineOf('a', set(0, 1), leaving('b'))
    const called = lineOf('a', set(0, 1))
    const elsewhere = lineOf('a', set(0, 1), leaving('c'))
    expect([...passOver(at(SlotSet.none), [still, still]).owned]).toEqual([0, 1])
    expect([...passOver(at(SlotSet.none), [still, called]).owned]).toEqual([1])
    expect([...passOver(at(SlotSet.none), [still, elsewhere]).owned]).toEqual([1])
  })

  it('gives up a slot that leaves where the epoch has risen since the page before, and that one alone', () => {
    const leaving = new Map([[0, 'b']])
    const pages = [1, 2, 2].map(epoch => lineOf('a', set(0, 1), { leaving, epoch }))
    const pass = passOver(at(SlotSet.none), pages.slice(0, 2))
    expect([[...pass.owned], pass.epoch]).toEqual([[1], 2])
    expect([...passOver(at(SlotSet.none), [lineOf('a', set(0, 1)), ...pages.slice(1)]).owned]).toEqual([0, 1])
  })

  it('over where slots go keeps those that are on the way from where they were left, or here', () => {
    const position = at(SlotSet.none, crossing('a', 'b', set(0, 1, 2, 3)), crossing('c', 'b', set(4)))
    const coming = new Map([
      [0, 'a'],
      [2, 'c'],
      [4, 'c'],
    ])
    const pass = passOver(position, [lineOf('b', set(1), { coming })])
    expect([...pass.arriving]).toEqual([0, 1, 4])
  })

  it('over where slots go gives up one that leaves from there, or was neither here nor on the way at a page', () => {
    const position = at(SlotSet.none, crossing('a', 'b', set(0, 1)))
    const here = lineOf('b', set(0, 1))
    expect([...passOver(position, [here, lineOf('b', set(0, 1), { leaving: new Map([[0, 'c']]) })]).arriving]).toEqual([
      1,
    ])
    expect([...passOver(position, [lineOf('b', set(0)), here]).arriving]).toEqual([0])
  })

  it('takes no slot for one on the way that a pass left for another node', () => {
    const position = at(SlotSet.none, crossing('a', 'b', set(0)), crossing('a', 'c', set(1)))
    const coming = new Map([
      [0, 'a'],
      [1, 'a'],
    ])
    expect([...passOver(position, [lineOf('b', SlotSet.none, { coming })]).arriving]).toEqual([0])
    expect([...beginPass(position, lineOf('b', SlotSet.none), 'run').arriving]).toEqual([0])
    const pass = { ...beginPass(position, lineOf('b', SlotSet.none), 'run'), arriving: set(0, 1) }
    expect([...afterPage(position, pass, lineOf('b', SlotSet.none, { coming })).arriving]).toEqual([0])
  })

  it('may look for one slot alone', () => {
    const pass = beginPass(at(SlotSet.none, crossing('a', 'b', set(0, 1))), lineOf('b', set(2)), undefined)
    expect([...narrowed(pass, set(1)).owned]).toEqual([1])
    expect([...narrowed(pass, set(1)).arriving]).toEqual([1])
  })
})

describe('after a pass', () => {
  const looked = SlotSet.all
  const arrived = SlotSet.none

  it('slots that stayed are done, and those that leave are looked for at their other ends', () => {
    const leaving = new Map([
      [1, 'b'],
      [2, 'c'],
    ])
    const position = at(SlotSet.none)
    const after = afterPass(position, passOver(position, [lineOf('a', set(0, 1, 2), { leaving, epoch: 7 })]), {
      looked,
      arrived,
    })
    expect([...pendingOf(after)]).toEqual([1, 2, 3, 4])
    expect(listed(after.crossings)).toEqual([
      { from: 'a', epoch: 7, to: 'b', slots: [1] },
      { from: 'a', epoch: 7, to: 'c', slots: [2] },
    ])
    expect(after.pass).toBeUndefined()
  })

  it('what was looked for where it goes to, and has not arrived, is looked for where it comes from again', () => {
    const position = at(SlotSet.none, crossing('a', 'b', set(0, 1)), crossing('a', 'c', set(2)))
    const pass = passOver(position, [lineOf('b', set(3), { coming: new Map([[0, 'a']]) })])
    const one = afterPass(position, narrowed(pass, set(0)), { looked: set(0), arrived })
    expect(listed(one.crossings)).toEqual([
      { from: 'a', epoch: 1, to: 'b', slots: [1] },
      { from: 'a', epoch: 1, to: 'c', slots: [2] },
    ])
    const all = afterPass(position, pass, { looked, arrived: set(0) })
    expect(listed(all.crossings)).toEqual([{ from: 'a', epoch: 1, to: 'c', slots: [2] }])
    expect([...pendingOf(all)]).toEqual([1, 2, 4])
  })

  it('nothing crosses any more of what is done, or was found leaving for elsewhere', () => {
    const position = at(SlotSet.none, crossing('z', 'c', set(0, 1, 2)))
    const pass = passOver(position, [lineOf('a', set(0, 1), { leaving: new Map([[1, 'b']]) })])
    expect(listed(afterPass(position, pass, { looked, arrived }).crossings)).toEqual([
      { from: 'z', epoch: 1, to: 'c', slots: [2] },
      { from: 'a', epoch: 1, to: 'b', slots: [1] },
    ])
  })

  it('that brought nothing, slots are looked for where they come from again', () => {
    const kept = crossing('a', 'c', set(2))
    const position = {
      ...at(SlotSet.none, crossing('a', 'b', set(0, 1)), crossing('d', 'b', set(3)), kept),
      pass: {} as Pass,
    }
    const one = afterVainPass(position, 'b', set(0))
    expect(listed(one.crossings)).toEqual([
      { from: 'a', epoch: 1, to: 'b', slots: [1] },
      { from: 'd', epoch: 1, to: 'b', slots: [3] },
      { from: 'a', epoch: 1, to: 'c', slots: [2] },
    ])
    expect(one.pass).toBeUndefined()
    expect(listed(afterVainPass(position, 'b', SlotSet.all).crossings)).toEqual(listed([kept]))
    expect(listed(afterVainPass(position, undefined, SlotSet.all).crossings)).toHaveLength(3)
  })
})
