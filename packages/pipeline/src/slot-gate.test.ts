import { describe, expect, it } from 'vitest'
import type { Operation } from './operation.js'
import { nextSending } from './sendings.js'
import { type GateKeeper, SlotGate } from './slot-gate.js'

const SLOT = 7

const operation = (place: number, lane = SLOT) => ({ lane, place, sending: place, settled: false }) as Operation

/** Time that a test moves on, and a list of what was sent again. */
class Keeper implements GateKeeper {
  lastSending = 0
  readonly sent: Operation[] = []
  #now = 0
  #timers: { at: number; run: () => void }[] = []

  release(operation: Operation): void {
    this.sent.push(operation)
  }

  resend(operation: Operation): void {
    this.sent.push(operation)
  }

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): void {
    this.#timers.push({ at: this.#now + ms, run })
  }

  pass(ms: number): void {
    this.#now += ms
    const due = this.#timers.filter(({ at }) => at <= this.#now)
    this.#timers = this.#timers.filter(({ at }) => at > this.#now)
    for (const { run } of due) run()
  }
}

/** One that came back with an error, and waits 100 ms to be tried again. */
function waiting(): { keeper: Keeper; gate: SlotGate; first: Operation } {
  const keeper = new Keeper()
  const gate = new SlotGate(keeper)
  const first = operation(1)
  keeper.lastSending = 1
  gate.close(SLOT)
  gate.retryAfter(first, 100)
  return { keeper, gate, first }
}

describe('SlotGate', () => {
  it('tries again after the wait, and lets those behind it go then', () => {
    const { keeper, gate, first } = waiting()
    const second = operation(0)
    expect(gate.isClosed(SLOT)).toBe(true)
    gate.hold(second)
    keeper.pass(99)
    expect(keeper.sent).toEqual([])
    keeper.pass(1)
    expect(keeper.sent).toEqual([first, second])
    expect(gate.size).toBe(0)
  })

  it('does not wait any longer where the slot has another owner, and tries no second time when the wait is over', () => {
    const { keeper, gate, first } = waiting()
    gate.moved({ from: 0, to: SLOT })
    keeper.pass(0)
    expect(keeper.sent).toEqual([first])
    keeper.pass(1000)
    expect(keeper.sent).toEqual([first])
  })

  it('goes on waiting where other slots have moved', () => {
    const { keeper, gate } = waiting()
    gate.moved({ from: SLOT + 1, to: 16_383 })
    gate.moved({ from: 0, to: SLOT - 1 })
    keeper.pass(99)
    expect(keeper.sent).toEqual([])
  })

  it('holds back what is issued while operations are under way to the former owner', () => {
    const keeper = new Keeper()
    const gate = new SlotGate(keeper)
    const first = operation(0)
    gate.left(first)
    gate.moved({ from: SLOT, to: SLOT })
    gate.moved({ from: SLOT + 1, to: SLOT + 1 })
    expect([gate.isClosed(SLOT), gate.isClosed(SLOT + 1)]).toEqual([true, false])
    gate.hold(operation(0))
    gate.back(first)
    gate.openIfClear(SLOT)
    expect(keeper.sent).toHaveLength(1)
  })
})

describe('commands of a slot that are all redirected the same way', () => {
  it('do not each look at all the others', () => {
    let looks = 0
    const sentTo = (place: number, name: string) =>
      ({
        ...operation(place),
        get connection() {
          looks++
          return { name }
        },
      }) as Operation
    const keeper = new Keeper()
    const gate = new SlotGate(keeper)
    gate.close(SLOT)
    for (let place = 1; place <= 1000; place++) {
      expect(gate.queues(sentTo(place, 'b:1'), 'b:1')).toBe(false)
      gate.left(sentTo(place, 'b:1'))
    }
    expect(looks).toBeLessThanOrEqual(2000)
    // One that goes elsewhere keeps back what was sent behind it, and nothing else.
    gate.left(sentTo(1001, 'c:1'))
    expect([gate.queues(sentTo(1000, 'b:1'), 'b:1'), gate.queues(sentTo(1002, 'b:1'), 'b:1')]).toEqual([false, true])
  })
})

describe('the order of those that are sent again', () => {
  // Where the numbers of sendings begin anew, too.
  it.each([0, 2 ** 30 - 3])('is that in which they were first sent, with numbers behind %d', before => {
    const numbers = [before]
    for (let i = 0; i < 6; i++) numbers.push(nextSending(numbers.at(-1) as number))
    const [, ...places] = numbers
    const operations = places.map(place => operation(place))
    const keeper = new Keeper()
    const gate = new SlotGate(keeper)
    for (const _ of operations) gate.left(operation(0))
    keeper.lastSending = places[5] as number
    gate.close(SLOT)
    for (const i of [3, 0, 5, 1, 4, 2]) {
      gate.back(operations[i] as Operation)
      gate.retryAfter(operations[i] as Operation, 100)
    }
    gate.hold(operation(0))
    keeper.pass(100)
    expect(keeper.sent.map(({ place }) => place)).toEqual([...places, 0])
  })

  it.each([0, 2 ** 30 - 3])('is kept by one that is redirected, with numbers behind %d', before => {
    const first = nextSending(before)
    const second = nextSending(nextSending(nextSending(first)))
    const third = nextSending(second)
    const keeper = new Keeper()
    const gate = new SlotGate(keeper)
    keeper.lastSending = third
    gate.close(SLOT)
    gate.retryAfter(operation(second), 100)
    expect([gate.queues(operation(first), 'b:1'), gate.queues(operation(third), 'b:1')]).toEqual([false, true])
    keeper.pass(100)
    expect(keeper.sent.map(({ place }) => place)).toEqual([second, third])
  })
})

describe('what waits behind what', () => {
  /** Sends as the engine does: numbered, and noted by the gate. */
  class Engine extends Keeper {
    readonly gate = new SlotGate(this)
    /** Is told of each that is sent again. */
    resent: (operation: Operation) => void = () => {}

    override resend(operation: Operation): void {
      super.resend(operation)
      this.leave(operation)
      this.resent(operation)
    }

    leave(operation: Operation, name = 'a:1'): void {
      Object.assign(operation, { sending: ++this.lastSending, connection: { name } })
      this.gate.left(operation)
    }

    comeBack(operation: Operation): void {
      this.gate.back(operation)
      this.gate.openIfClear(SLOT)
    }

    /** The places of those that were sent again or let go. */
    get places(): number[] {
      return this.sent.map(({ place }) => place)
    }
  }

  it('is held until all that were under way have come back, whatever is sent again meanwhile', () => {
    const engine = new Engine()
    const [one, two, again] = [operation(0), operation(0), operation(1)]
    engine.leave(one)
    engine.leave(two)
    engine.gate.close(SLOT)
    engine.gate.hold(operation(0))
    engine.leave(again)
    engine.comeBack(again)
    engine.comeBack(one)
    expect([engine.gate.size, engine.sent.length]).toEqual([1, 0])
    engine.comeBack(two)
    expect([engine.gate.size, engine.sent.length]).toEqual([0, 1])
  })

  it('is held until what was tried again has come back', () => {
    const engine = new Engine()
    const first = operation(1)
    engine.gate.close(SLOT)
    engine.gate.retryAfter(first, 100)
    engine.gate.hold(operation(0))
    engine.gate.openIfClear(SLOT)
    expect(engine.places).toEqual([])
    engine.pass(100)
    expect(engine.places).toEqual([1])
    engine.comeBack(first)
    expect(engine.places).toEqual([1, 0])
  })

  it('is held though the first of many that are tried again ends before the others have left', () => {
    const engine = new Engine()
    engine.resent = sent => {
      if (sent.place === 1) engine.comeBack(sent)
    }
    engine.gate.close(SLOT)
    for (const place of [1, 2]) engine.gate.retryAfter(operation(place), 100)
    engine.gate.hold(operation(0))
    engine.pass(100)
    expect(engine.places).toEqual([1, 2])
  })

  it('is held until all that were tried again have come back, though one before them was redirected meanwhile', () => {
    const engine = new Engine()
    const [redirected, two, three] = [operation(1), operation(0), operation(0)]
    for (const one of [redirected, two, three]) engine.leave(one)
    engine.gate.back(redirected)
    engine.gate.close(SLOT)
    engine.leave(redirected, 'b:1')
    for (const [i, one] of [two, three].entries()) {
      engine.gate.back(one)
      Object.assign(one, { place: 2 + i })
      engine.gate.retryAfter(one, 5)
    }
    engine.gate.hold(operation(0))
    engine.pass(5)
    expect(engine.places).toEqual([])
    engine.comeBack(redirected)
    engine.pass(0)
    expect(engine.places).toEqual([2, 3])
    engine.comeBack(two)
    expect(engine.places).toEqual([2, 3])
    engine.comeBack(three)
    expect(engine.places).toEqual([2, 3, 0])
  })

  it('is tried again once what was tried again before it has come back', () => {
    const engine = new Engine()
    const first = operation(1)
    engine.gate.close(SLOT)
    engine.leave(first)
    engine.gate.retryAfter(operation(2), 100)
    engine.pass(100)
    expect(engine.places).toEqual([])
    engine.comeBack(first)
    engine.pass(0)
    expect(engine.places).toEqual([2])
  })

  it.each([
    [100, 10],
    [10, 100],
  ])('is tried again when the shortest of the waits is over: of %d and %d ms', (one, other) => {
    const engine = new Engine()
    engine.gate.close(SLOT)
    engine.gate.retryAfter(operation(1), one)
    engine.gate.retryAfter(operation(2), other)
    engine.pass(10)
    expect(engine.places).toEqual([1, 2])
    // The wait that was given up is nobody's any more.
    for (const sent of engine.sent) engine.comeBack(sent)
    engine.pass(40)
    engine.gate.close(SLOT)
    engine.gate.retryAfter(operation(3), 100)
    engine.pass(99)
    expect(engine.places).toEqual([1, 2])
  })

  it('is held until one before it has a place for its connection, or waits for none any more', () => {
    for (const end of ['leaves', 'settles']) {
      const engine = new Engine()
      const first = operation(0)
      engine.gate.waitForPlace(first)
      engine.gate.hold(operation(0))
      engine.gate.openIfClear(SLOT)
      expect(engine.sent).toEqual([])
      if (end === 'leaves') engine.gate.leavePlace(first)
      else first.settled = true
      engine.gate.openIfClear(SLOT)
      expect(engine.sent).toHaveLength(1)
    }
  })

  it('goes with what is on its way to another node, and not with what has come back from there', () => {
    const engine = new Engine()
    const [one, two] = [operation(1), operation(2)]
    // Keeps the gate closed.
    engine.leave(operation(0))
    engine.gate.close(SLOT)
    engine.leave(one, 'b:1')
    engine.comeBack(one)
    expect(engine.gate.queues(operation(3), 'c:1')).toBe(false)
    engine.leave(two, 'c:1')
    expect([engine.gate.queues(operation(3), 'c:1'), engine.gate.queues(operation(4), 'b:1')]).toEqual([false, true])
  })
})
