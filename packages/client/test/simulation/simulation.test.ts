import { expect, it } from 'vitest'
import { generate } from './generate.js'
import { play } from './play.js'

/** Seeds that are played: `RC_SIMULATION_SEEDS`, from `RC_SIMULATION_FROM` on. A schedule takes about 20 ms. */
const count = Number(process.env['RC_SIMULATION_SEEDS'] ?? 200)
const from = Number(process.env['RC_SIMULATION_FROM'] ?? 0)

it(`the promises hold in ${count} schedules of chance`, async () => {
  const broken: string[] = []
  let events = 0
  for (let seed = from; seed < from + count; seed++) {
    const played = await play(generate(seed), false)
    events += played.events
    if (played.violations.length > 0) broken.push(`seed ${seed}: ${played.violations.slice(0, 3).join(' | ')}`)
  }
  // A schedule in which nothing happens proves nothing.
  expect(events).toBeGreaterThan(count * 50)
  expect(broken, `Play one again with RC_SIMULATION_FROM=<seed> RC_SIMULATION_SEEDS=1`).toEqual([])
}, 900_000)
