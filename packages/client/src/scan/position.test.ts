import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OwnLine } from './own-line.js'
import {
  afterPage,
  afterPass,
  beginPass,
  crossingTo,
  givenBy,
  narrowed,
  type Pass,
  pendingOf,
  type Position,
  startOf,
} from './position.js'
import { SlotSet } from './slot-set.js'

const SLOTS = [0, 1, 2, 3]
const NODES = ['a', 'b', 'c']
const KEYS_A_SLOT = 4
/** Keys of one node come in so many pages, in the order of a hash. */
const PAGES = 3

type Rule = typeof afterPage

/** A cluster of three nodes whose slots move one step at a time, as operators move them. */
class World {
  readonly owner = new Map(SLOTS.map(slot => [slot, NODES[slot % 3] as string]))
  readonly to = new Map<number, string>()
  readonly epoch = new Map(NODES.map((node, i) => [node, i + 1]))
  readonly at = new Map<string, string>()

  constructor() {
    for (const slot of SLOTS) {
      for (let i = 0; i < KEYS_A_SLOT; i++) this.at.set(`${slot}:${i}`, this.owner.get(slot) as string)
    }
  }

  open(slot: number, to: string): void {
    if (!this.to.has(slot) && this.owner.get(slot) !== to) this.to.set(slot, to)
  }

  cross(slot: number, key: number): void {
    const to = this.to.get(slot)
    if (to !== undefined) this.at.set(`${slot}:${key}`, to)
  }

  finish(slot: number): void {
    const to = this.to.get(slot)
    if (to === undefined) return
    for (let i = 0; i < KEYS_A_SLOT; i++) this.cross(slot, i)
    this.to.delete(slot)
    this.owner.set(slot, to)
    // Whoever gets a slot raises its epoch above all others, unless it is above them.
    const others = NODES.filter(node => node !== to).map(node => this.epoch.get(node) as number)
    const highest = Math.max(...others)
    if ((this.epoch.get(to) as number) <= highest) this.epoch.set(to, highest + 1)
  }

  line(node: string): OwnLine {
    const moves = [...this.to].map(([slot, to]) => ({ slot, from: this.owner.get(slot) as string, to }))
    return {
      id: node,
      epoch: this.epoch.get(node) as number,
      owned: SlotSet.of(SLOTS.filter(slot => this.owner.get(slot) === node)),
      leaving: new Map(moves.filter(({ from }) => from === node).map(({ slot, to }) => [slot, to])),
      coming: new Map(moves.filter(({ to }) => to === node).map(({ slot, from }) => [slot, from])),
    }
  }

  page(node: string, page: number): string[] {
    return [...this.at].filter(([key, at]) => at === node && hashOf(key) % PAGES === page).map(([key]) => key)
  }
}

const hashOf = (key: string): number => [...key].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7)

const slot = fc.constantFrom(...SLOTS)
const node = fc.constantFrom(...NODES)
const event = fc.oneof(
  fc.record({ do: fc.constant('open' as const), slot, to: node }),
  fc.record({ do: fc.constant('cross' as const), slot, key: fc.nat(KEYS_A_SLOT - 1) }),
  fc.record({ do: fc.constant('finish' as const), slot }),
)
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never
/** A pass over a node, or over one slot of it, with what happens before each of its pages. */
const walk = fc.record({
  node,
  one: fc.option(slot, { nil: undefined }),
  events: fc.array(fc.array(event, { maxLength: 6 }), { minLength: PAGES, maxLength: PAGES }),
})

function happen(world: World, events: readonly Event[]): void {
  for (const one of events) {
    if (one.do === 'open') world.open(one.slot, one.to)
    else if (one.do === 'cross') world.cross(one.slot, one.key)
    else world.finish(one.slot)
  }
}

/** Walks; returns the keys of done slots that were not given. */
function lost(walks: readonly { node: string; one: number | undefined; events: Event[][] }[], rule: Rule): string[] {
  const world = new World()
  const given = new Set<string>()
  let position: Position = startOf(SlotSet.of(SLOTS))
  for (const { node, one, events } of walks) {
    let pass: Pass | undefined
    for (const [page, before] of events.entries()) {
      happen(world, before)
      const line = world.line(node)
      pass ??=
        one === undefined
          ? beginPass(position, line, 'run')
          : narrowed(beginPass(position, line, 'run'), SlotSet.of([one]))
      pass = rule(position, pass, line)
      const wanted = givenBy(pass)
      for (const key of world.page(node, page)) if (wanted.has(Number(key.split(':')[0]))) given.add(key)
    }
    if (pass === undefined) continue
    const { arriving } = pass
    const kept = position.crossings.filter(({ from, to, epoch }) => to === node && world.epoch.get(from) === epoch)
    const arrived = kept.reduce((all, { slots }) => all.or(slots.and(arriving)), SlotSet.none)
    position = afterPass(position, pass, { looked: one === undefined ? SlotSet.all : SlotSet.of([one]), arrived })
  }
  const { done } = position
  return [...world.at.keys()].filter(key => done.has(Number(key.split(':')[0])) && !given.has(key))
}

const walks = fc.array(walk, { minLength: 1, maxLength: 8 })

describe('the position of a scan', () => {
  it('calls no slot done of which a key was not given, however slots move', () => {
    fc.assert(
      fc.property(walks, list => lost(list, afterPage).length === 0),
      { numRuns: 1500 },
    )
  }, 60_000)

  it.each<[string, Rule]>([
    [
      'looked at the last page alone',
      (position, pass, line) => ({ ...afterPage(position, { ...pass, owned: SlotSet.all }, line) }),
    ],
    [
      'took a slot that leaves for one that stays',
      (position, pass, line) => afterPage(position, pass, { ...line, leaving: new Map() }),
    ],
  ])(
    'would lose keys if it %s',
    (_, rule) => {
      const found = fc.check(
        fc.property(walks, list => lost(list, rule).length === 0),
        { numRuns: 1500 },
      )
      expect(found.failed).toBe(true)
    },
    60_000,
  )

  it('does not trust a slot that left, came back and leaves again within a pass', () => {
    const world = new World()
    const key = world.page('a', 0).find(one => one.startsWith('0:')) as string
    const nth = Number(key.split(':')[1])
    const away: Event[] = [
      { do: 'open', slot: 0, to: 'b' },
      { do: 'cross', slot: 0, key: nth },
    ]
    const thereAndBack: Event[] = [
      { do: 'finish', slot: 0 },
      { do: 'open', slot: 0, to: 'a' },
      { do: 'finish', slot: 0 },
      { do: 'open', slot: 0, to: 'b' },
    ]
    const list = [
      { node: 'a', one: undefined, events: [away, thereAndBack, []] },
      { node: 'b', one: undefined, events: [[], [], []] },
    ]
    expect(lost(list, afterPage)).toEqual([])
    expect(lost(list, (at, pass, line) => afterPage(at, { ...pass, epoch: line.epoch }, line))).toContain(key)
  })

  it('is done after one pass over each node where nothing moves', () => {
    const world = new World()
    let position = startOf(SlotSet.of(SLOTS))
    for (const id of NODES) {
      const line = world.line(id)
      position = afterPass(position, afterPage(position, beginPass(position, line, 'run'), line), {
        looked: SlotSet.all,
        arrived: SlotSet.none,
      })
    }
    expect(pendingOf(position).size).toBe(0)
  })

  it('finds a slot that stays half moved at both of its ends', () => {
    const world = new World()
    world.open(0, 'b')
    let position = startOf(SlotSet.of([0]))
    const over = (id: string, arrived: SlotSet): void => {
      const line = world.line(id)
      position = afterPass(position, afterPage(position, beginPass(position, line, 'run'), line), {
        looked: SlotSet.all,
        arrived,
      })
    }
    over('a', SlotSet.none)
    expect([...crossingTo(position, 'b')]).toEqual([0])
    expect(position.done.has(0)).toBe(false)
    over('b', SlotSet.of([0]))
    expect(pendingOf(position).size).toBe(0)
  })
})
