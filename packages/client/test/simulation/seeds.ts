import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { generate } from './generate.js'
import { play } from './play.js'
import type { Schedule } from './schedule.js'
import { shrink } from './shrink.js'

/** Seeds that are played where nothing else is said: some 20 s of one core. */
const USUAL_SEEDS = 1200

/** Short enough to say soon where a failure is, long enough that a test's start costs nothing. */
const PER_TEST = 200

const { RC_SIMULATION_SEED, RC_SIMULATION_SEEDS, RC_SIMULATION_FROM } = process.env
const single = RC_SIMULATION_SEED === undefined ? undefined : Number(RC_SIMULATION_SEED)
const first = single ?? Number(RC_SIMULATION_FROM ?? 0)
const count = single === undefined ? Number(RC_SIMULATION_SEEDS ?? USUAL_SEEDS) : 1
const seeds = Array.from({ length: count }, (_, i) => first + i)

/**
 * Plays every second seed: two files of tests share them, as files run beside each other.
 *
 * @param which 0 for even seeds, 1 for odd ones
 */
export function playSeeds(which: 0 | 1): void {
  const own = seeds.filter(seed => seed % 2 === which)
  describe.skipIf(own.length === 0)('the whole client, simulated', () => {
    for (let at = 0; at < own.length; at += PER_TEST) {
      const some = own.slice(at, at + PER_TEST)
      it(`keeps its promises with seeds ${some[0]} to ${some.at(-1)}`, { timeout: 300_000 }, async () => {
        for (const seed of some) {
          const schedule = generate(seed)
          const { violations } = await play(schedule)
          if (violations.length > 0) throw new Error(await story(seed, schedule, violations))
        }
      })
    }
    // A file without any test is an error, and a single seed has one file alone.
    it.skipIf(own.length > 0)('has nothing to play here', () => {})
  })
}

/** What failed, how to see it again, and where the smallest schedule and its trace are that fail so. */
async function story(seed: number, schedule: Schedule, violations: readonly string[]): Promise<string> {
  const small = await shrink(schedule)
  const played = await play(small, true)
  const file = join(tmpdir(), `rc-simulation-${seed}`)
  writeFileSync(`${file}.json`, `${JSON.stringify({ why: played.violations[0], schedule: small }, undefined, 2)}\n`)
  writeFileSync(`${file}.txt`, `${played.lines.join('\n')}\n`)
  return [
    `Seed ${seed} broke promises:`,
    ...violations.slice(0, 10).map(violation => `  ${violation}`),
    `Again: RC_SIMULATION_SEED=${seed} pnpm exec vitest run packages/client/test/simulation`,
    `Of its ${schedule.steps.length} steps ${small.steps.length} are enough: ${file}.json, a file for fixtures/.`,
    `What happened with those: ${file}.txt`,
  ].join('\n')
}
