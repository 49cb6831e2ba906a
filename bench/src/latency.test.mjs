import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Latencies } from './latency.mjs'

const near = (/** @type {number | null} */ actual, /** @type {number} */ expected) =>
  assert.ok(actual !== null && actual >= expected && actual < expected * 1.025, `${actual} is not ${expected} to 2.5 %`)

void test('percentiles are right to the width of a bucket', () => {
  const latencies = new Latencies()
  for (let i = 1; i <= 10_000; i++) latencies.record(i / 100)
  near(latencies.percentile(0.5), 50)
  near(latencies.percentile(0.99), 99)
  near(latencies.percentile(0.999), 99.9)
})

void test('a percentile that fewer than one sample lies beyond is not told', () => {
  const latencies = new Latencies()
  for (let i = 0; i < 500; i++) latencies.record(1)
  near(latencies.percentile(0.99), 1)
  assert.equal(latencies.percentile(0.999), null)
})

void test('counts of several rounds add up to the percentiles of all', () => {
  const fast = new Latencies()
  const slow = new Latencies()
  for (let i = 0; i < 600; i++) fast.record(1)
  for (let i = 0; i < 400; i++) slow.record(100)
  const both = new Latencies()
  both.add(fast.counts)
  both.add(slow.counts)
  near(both.percentile(0.5), 1)
  near(both.percentile(0.61), 100)
})

void test('what is out of range counts at the edge', () => {
  const latencies = new Latencies()
  for (const ms of [0, 1e9]) for (let i = 0; i < 10; i++) latencies.record(ms)
  assert.equal(latencies.percentile(0.4), 0.001)
  assert.ok((latencies.percentile(0.9) ?? 0) > 10_000)
})
