import { builders } from '@rc/commands'
import { type Cluster, startCluster } from '@rc/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ioredis, ours, type Runner } from './clients.js'
import { FAMILIES, FIRST } from './families.js'
import { LEFT_OUT } from './left-out.js'
import { agree, normalise, type Outcome } from './normalise.js'
import type { Place } from './own-name.js'
import type { Call } from './row.js'
import { begin, dataOf } from './world.js'

/** Another seed with every run, printed, so that it can be given again: `RC_SEED=1234`. */
const SEED = Number(process.env['RC_SEED'] ?? Date.now() % 2 ** 31)
/** Sequences of each family, and calls of each sequence for each row. */
const SEQUENCES = Number(process.env['RC_SEQUENCES'] ?? 10)

/** What a server can only refuse that has no ACL file, no LFU policy, nothing slow, and no such node; by hand otherwise. */
const ALWAYS_ERRORS: readonly string[] = [
  'aclLoad',
  'aclSave',
  'clusterCountFailureReports',
  'clusterReplicas',
  'clusterSlaves',
  'latencyGraph',
  'objectFreq',
]

let cluster: Cluster
let clients: readonly Runner[]
let worlds = 0
let calls = 0
/** What became of the calls of each method. */
const seen = new Map<string, { replies: number; errors: number; unknown: number }>()

/** Three clients beside each other: the same slot, names of the same length. */
function newPlaces(): Place[] {
  const tag = `{${++worlds}}`
  return clients.map(({ letter }) => ({ keys: `${tag}${letter}~:`, words: `${letter}z${worlds}z` }))
}

async function compare(call: Call, places: readonly Place[]): Promise<void> {
  const outcomes = await Promise.all(
    clients.map(async (client, i) => {
      const place = places[i] as Place
      return normalise(await client.run(call, place), place)
    }),
  )
  const theirs = outcomes.at(-1) as Outcome
  for (const [i, outcome] of outcomes.slice(0, -1).entries()) {
    calls++
    if (agree(outcome, theirs, call.alike)) continue
    // With the words of the call: what differs is of no use without them.
    expect({ client: clients[i]?.name, call: String(call), outcome }).toEqual({
      client: clients[i]?.name,
      call: String(call),
      outcome: theirs,
    })
    throw new Error(`${clients[i]?.name}, ${String(call)}: the outcomes differ in a way that toEqual does not see.`)
  }
  count(call.row.method, theirs)
}

/** The server is older than the command. */
const isUnknown = (text: string): boolean => /^ERR unknown (sub)?command/.test(text)

function count(method: string, outcome: Outcome): void {
  const counted = seen.get(method) ?? { replies: 0, errors: 0, unknown: 0 }
  counted['error' in outcome ? (isUnknown(outcome.error.text) ? 'unknown' : 'errors') : 'replies']++
  seen.set(method, counted)
}

beforeAll(async () => {
  cluster = await startCluster({ primaries: 3, replicas: 0 })
  clients = [ours(cluster.seeds, 3), ours(cluster.seeds, 2), ioredis(cluster.seeds)]
})
afterAll(async () => {
  for (const client of clients ?? []) client.close()
  await cluster?.stop()
  process.stdout.write(`${seen.size} commands, ${calls} replies compared with ioredis' (seed ${SEED})\n`)
})

describe('replies are those of ioredis, and so is the data', () => {
  it.each(Object.entries(FAMILIES))('%s', async (family, rows) => {
    const first = fc.tuple(...(FIRST[family] ?? []).map(row => row.calls))
    const others = fc.array(fc.oneof(...rows.map(row => row.calls)), {
      minLength: rows.length * 2,
      maxLength: rows.length * 3,
      size: 'max',
    })
    await fc.assert(
      fc.asyncProperty(first, others, async (...lists) => {
        const places = newPlaces()
        await begin(cluster, places)
        for (const call of lists.flat()) await compare(call, places)
        const [data, ...same] = await Promise.all(places.map(place => dataOf(cluster, place)))
        for (const other of same) expect(other).toEqual(data)
      }),
      { seed: SEED, numRuns: SEQUENCES },
    )
    const methods = [...new Set(rows.map(({ method }) => method))]
    expect(methods.filter(method => seen.get(method) === undefined)).toEqual([])
    const onlyErrors = methods.filter(method => {
      const { replies = 0, unknown = 0 } = seen.get(method) ?? {}
      return replies === 0 && unknown === 0
    })
    expect(onlyErrors.filter(method => !ALWAYS_ERRORS.includes(method))).toEqual([])
  })
})

it('every method is compared, or left out for a reason', () => {
  const compared = new Set(Object.values(FAMILIES).flatMap(rows => rows.map(({ method }) => method)))
  const known = Object.keys(builders)
  expect(known.filter(name => !compared.has(name) && LEFT_OUT[name] === undefined)).toEqual([])
  expect(Object.keys(LEFT_OUT).filter(name => compared.has(name) || !known.includes(name))).toEqual([])
})
