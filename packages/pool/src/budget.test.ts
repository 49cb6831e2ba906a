import { describe, expect, it } from 'vitest'
import { type BudgetOptions, ConnectionBudget } from './budget.js'
import type { Clock } from './ticker.js'

/** A clock whose time goes on when it is told to. */
function manualClock() {
  let now = 0
  const timers = new Set<{ at: number; run: () => void }>()
  const clock: Clock = {
    now: () => now,
    soon: run => queueMicrotask(run),
    after: (ms, run) => {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    random: () => 0,
  }
  return {
    clock,
    timers,
    pass(ms: number): void {
      now += ms
      for (const timer of timers) {
        if (timer.at > now) continue
        timers.delete(timer)
        timer.run()
      }
    },
  }
}

function make(options: BudgetOptions) {
  const time = manualClock()
  const looks: [node: string, own: boolean][] = []
  const budget = new ConnectionBudget({ whenExhausted: 'wait', ...options }, time.clock, (node, own) =>
    looks.push([node, own]),
  )
  return { budget, looks, ...time }
}

/** The order in which waits end. */
function watch(waits: readonly Promise<void>[]): string[] {
  const ended: string[] = []
  waits.forEach(
    (wait, i) =>
      void wait.then(
        () => ended.push(String(i)),
        (error: Error) => ended.push(`${i} ${error.name}`),
      ),
  )
  return ended
}

const settle = () => new Promise(resolve => setImmediate(resolve))

describe('places for connections', () => {
  it('go to those who wait, in their order, whoever asks in between', async () => {
    const { budget } = make({ maxConnections: 1 })
    expect(budget.take('a')).toBe(true)
    const ended = watch([budget.wait('a'), budget.wait('b'), budget.wait('a')])
    budget.release('a')
    // The first has it, though he has not heard of it yet.
    expect(budget.take('c')).toBe(false)
    await settle()
    expect(ended).toEqual(['0'])
    expect(budget.total).toBe(1)
    budget.release('a')
    budget.release('b')
    await settle()
    expect(ended).toEqual(['0', '1', '2'])
    budget.release('a')
    expect(budget.total).toBe(0)
    expect(budget.take('c')).toBe(true)
  })

  it('pass over those whose node is full, who keep their turn', async () => {
    const { budget } = make({ maxConnections: 2, maxConnectionsPerNode: 1 })
    budget.take('a')
    budget.take('b')
    const ended = watch([budget.wait('a'), budget.wait('c')])
    budget.release('b')
    await settle()
    expect(ended).toEqual(['1'])
    budget.release('a')
    await settle()
    expect(ended).toEqual(['1', '0'])
  })

  it('are looked for among idle connections: of any node, or of the one that is full', () => {
    const total = make({ maxConnections: 1 })
    total.budget.take('a')
    void total.budget.wait('b').catch(() => {})
    total.pass(10)
    expect(total.looks).toEqual([
      ['b', false],
      ['b', false],
    ])
    const perNode = make({ maxConnections: 9, maxConnectionsPerNode: 1 })
    perNode.budget.take('a')
    void perNode.budget.wait('a').catch(() => {})
    perNode.pass(10)
    expect(perNode.looks).toEqual([
      ['a', true],
      ['a', true],
    ])
  })

  it('are waited for as long as was said, and leave no timer behind', async () => {
    const { budget, pass, timers, looks } = make({ maxConnections: 1, waitMs: 100 })
    budget.take('a')
    const ended = watch([budget.wait('a')])
    for (let i = 0; i < 10; i++) pass(10)
    await settle()
    expect(ended).toEqual(['0 PoolExhaustedError'])
    expect(looks.length).toBeGreaterThan(5)
    expect(timers.size).toBe(0)
  })

  it('are refused to all who wait when there will be none', async () => {
    const { budget, timers } = make({ maxConnections: 1 })
    budget.take('a')
    const ended = watch([budget.wait('a'), budget.wait('b')])
    budget.refuseAll(new TypeError('closed'))
    await settle()
    expect(ended).toEqual(['0 TypeError', '1 TypeError'])
    expect(timers.size).toBe(0)
    expect(budget.contended).toBe(false)
  })
})
