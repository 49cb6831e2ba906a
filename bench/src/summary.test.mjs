import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientById } from './clients/registry.mjs'
import { Latencies } from './latency.mjs'
import { loads } from './loads.mjs'
import { spread, summarise } from './summary.mjs'

const load = loads.find(({ id }) => id === 'gets-at-once') ?? assert.fail('no such load')

/** @param {number} operations */
const round = operations => ({
  operations,
  seconds: 2,
  cpuMicros: operations * load.size * 3,
  latencies: new Latencies().counts,
  heapUsed: operations,
  rss: 7,
})

/** @param {Record<string, number[] | string>} byClient operations of each round, or why it failed */
function summaryOf(byClient) {
  const measured = Object.entries(byClient).map(([id, rounds]) => {
    assert.equal(clientById(id).id, id)
    return /** @type {const} */ ([
      id,
      typeof rounds === 'string' ? { rounds: [], failure: rounds } : { rounds: rounds.map(round), failure: null },
    ])
  })
  const machine = { cpu: '', cores: 1, memoryGb: 1, system: '', node: '', server: '', loadBefore: 0 }
  const results = [{ load, byClient: new Map(measured) }]
  const [row] = summarise({ startedAt: new Date(0), machine, contenders: [], leftOut: [], results })
  return row ?? assert.fail('no row')
}

void test('a spread has the median of even and odd counts', () => {
  assert.deepEqual(spread([3, 1, 2]), { min: 1, median: 2, max: 3 })
  assert.deepEqual(spread([4, 1, 2, 3]), { min: 1, median: 2.5, max: 4 })
})

void test('throughput and CPU time are those of a command, not of a group', () => {
  const cell = summaryOf({ glide: [10, 30, 20] }).cells.get('glide')
  assert.deepEqual(cell?.rate, { min: 5000, median: 10_000, max: 15_000 })
  assert.equal(cell?.cpuMicros, 3)
  assert.equal(cell?.heapBytes, 30)
})

void test('ratios are taken within a round, so that noise which meets both cancels', () => {
  const { ours } = summaryOf({
    ours: [80, 8, 40],
    bare: [100, 10, 50],
    'bare-tuned': [160, 16, 80],
    glide: [40, 4, 20],
  })
  assert.deepEqual(ours?.toBare, { min: 0.8, median: 0.8, max: 0.8 })
  assert.deepEqual(ours?.toTuned, { min: 0.5, median: 0.5, max: 0.5 })
  assert.deepEqual(ours?.toBest, { min: 2, median: 2, max: 2 })
})

void test('the best other is neither ours nor a bare socket', () => {
  const { ours } = summaryOf({ ours: [9], ioredis: [3], 'node-redis': [4], glide: [2], bare: [10], 'bare-tuned': [11] })
  assert.equal(ours?.best, 'node-redis')
})

void test('a client that failed has no numbers, and nothing is compared with it', () => {
  const row = summaryOf({ ours: [9], bare: 'its process is gone' })
  assert.equal(row.failures.get('bare'), 'its process is gone')
  assert.equal(row.cells.has('bare'), false)
  assert.equal(row.ours?.toBare, null)
  assert.equal(row.ours?.toBest, null)
})

void test('without ours nothing is compared', () => {
  assert.equal(summaryOf({ bare: [1] }).ours, null)
})
