import { expect, it } from 'vitest'
import { generate } from './generate.js'
import { play } from './play.js'

it('plays', async () => {
  const from = Number(process.env['FROM'] ?? 0)
  const count = Number(process.env['COUNT'] ?? 20)
  const begin = performance.now()
  let events = 0
  const failures: string[] = []
  for (let seed = from; seed < from + count; seed++) {
    const played = await play(generate(seed), process.env['TRACE'] !== undefined)
    events += played.events
    if (process.env['TRACE'] !== undefined) console.log(played.lines.join('\n'))
    if (played.violations.length > 0)
      failures.push(`${seed}: ${played.violations.slice(0, 3).join(' | ')} (${played.violations.length})`)
  }
  console.log(`${count} in ${performance.now() - begin} ms, ${events} events`)
  console.log(failures.slice(0, 40).join('\n'), failures.length)
  expect(1).toBe(1)
}, 600_000)
