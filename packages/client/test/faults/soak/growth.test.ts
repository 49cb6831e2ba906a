import { describe, expect, it } from 'vitest'
import { growth } from './growth.js'
import { type Sample, takeSample } from './sample.js'

const sample = (over: Partial<Sample>): Sample => ({
  rssMb: 100,
  heapMb: 20,
  sockets: 9,
  timers: 60,
  handles: 80,
  listeners: 90,
  ...over,
})

describe('growth', () => {
  it('is none where a process stays as it is, whatever its warm-up and its peaks', () => {
    const samples = Array.from({ length: 30 }, (_, i) =>
      sample({ rssMb: i < 10 ? 60 + i * 4 : 100 + (i % 3), timers: i === 25 ? 500 : 60 }),
    )
    expect(growth(samples).filter(({ flat }) => !flat)).toEqual([])
  })

  it.each([
    ['rssMb', 3],
    ['heapMb', 1],
    ['sockets', 0.5],
    ['timers', 2],
    ['handles', 3],
    ['listeners', 3],
  ] as const)('is seen in %s', (measure, step) => {
    const samples = Array.from({ length: 30 }, (_, i) => sample({ [measure]: 20 + i * step }))
    expect(growth(samples).filter(({ flat }) => !flat)).toMatchObject([{ measure }])
  })
})

it('a sample counts timers and listeners', () => {
  const before = takeSample()
  const timer = setTimeout(() => {}, 10_000)
  const hear = () => {}
  process.on('beforeExit', hear)
  const after = takeSample()
  clearTimeout(timer)
  process.off('beforeExit', hear)
  expect(after.timers - before.timers).toBe(1)
  expect(after.listeners - before.listeners).toBe(1)
})
