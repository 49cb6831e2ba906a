import { ProtocolError } from '@rc/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  asBytes,
  flat,
  NODES,
  NODES_7_2,
  NODES_AFTER_FAILOVER,
  SHARDS,
  SLOTS,
  SLOTS_BY_HOSTNAME,
} from '../test/replies.js'
import { formatAddress } from './node-address.js'
import { parseClusterNodes } from './parse-nodes.js'
import { parseClusterShards } from './parse-shards.js'
import { parseClusterSlots } from './parse-slots.js'
import { Topology } from './topology.js'

const answeredBy = { host: '10.0.0.9', port: 8301 }
const EVIL = ['__proto__', 'constructor', 'prototype', '', '?', 'a:b', '::', '\0', '16384', '-', 'é'.repeat(300)]

/** Anything that a decoder could give, and some of what it could not. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(...EVIL, null, undefined, Number.NaN, -1, 0, 1, 16383, 16384, 65536, 2n ** 64n, 0.5),
  fc.anything({ withMap: true, withTypedArray: true, withNullPrototype: true, withBigInt: true, maxDepth: 3 }),
  fc.constantFrom(...EVIL).map(name => new Map<unknown, unknown>([[name, { __proto__: null, [name]: [name] }]])),
  fc.constant(JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}')),
)

/** A copy of a reply in which one place, picked by `path`, holds something else. */
function mutate(value: unknown, path: readonly number[], into: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return into
  if (Array.isArray(value) && value.length > 0) {
    const index = step % value.length
    return value.map((item, i) => (i === index ? mutate(item, rest, into) : item))
  }
  if (value instanceof Map && value.size > 0) {
    const index = step % value.size
    return new Map([...value].map(([name, item], i) => [name, i === index ? mutate(item, rest, into) : item]))
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    const entries = Object.entries(value)
    const index = step % Math.max(1, entries.length)
    return Object.fromEntries(entries.map(([name, item], i) => [name, i === index ? mutate(item, rest, into) : item]))
  }
  return into
}

const path = fc.array(fc.nat({ max: 12 }), { maxLength: 6 })

/** Parses, and asks of the outcome what every outcome has to hold. */
function check(parse: () => ReturnType<typeof parseClusterSlots>): void {
  let descriptions: ReturnType<typeof parseClusterSlots>
  try {
    descriptions = parse()
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError)
    return
  } finally {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  }
  // Whatever a parser lets through, a topology takes.
  const topology = Topology.of(descriptions)
  for (const node of topology.nodes.values()) expect(node.name).toBe(formatAddress(node))
  const owned = topology.shards.flatMap(shard => topology.rangesOf(shard))
  expect(owned.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(topology.coveredSlots)
}

describe('a reply in which something is wrong', () => {
  const structured = [
    ['CLUSTER SLOTS', parseClusterSlots, [SLOTS, SLOTS_BY_HOSTNAME, asBytes(SLOTS_BY_HOSTNAME)]],
    ['CLUSTER SHARDS', parseClusterShards, [SHARDS, flat(SHARDS), asBytes(SHARDS)]],
  ] as const

  it.each(structured)('%s gives a whole map or a ProtocolError', (_, parse, replies) => {
    fc.assert(
      fc.property(fc.constantFrom<unknown>(...replies), fc.array(fc.tuple(path, anything)), (reply, changes) => {
        check(() =>
          parse(
            changes.reduce((value, [at, into]) => mutate(value, at, into), reply),
            answeredBy,
          ),
        )
      }),
      { numRuns: 3000 },
    )
  })

  it('CLUSTER NODES gives a whole map or a ProtocolError', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 20 }),
      insert: fc.oneof(
        fc.constantFrom(...EVIL, ' ', ',', '@', '[', '0-', '\n', 'slave', '='),
        fc.string({ maxLength: 6 }),
      ),
    })
    const text = fc.constantFrom(NODES, NODES_AFTER_FAILOVER, NODES_7_2)
    fc.assert(
      fc.property(text, fc.array(edit, { maxLength: 5 }), (reply, edits) => {
        const changed = edits.reduce<string>((whole, { at, remove, insert }) => {
          const start = at % (whole.length + 1)
          return whole.slice(0, start) + insert + whole.slice(start + remove)
        }, reply)
        check(() => parseClusterNodes(changed, answeredBy))
      }),
      { numRuns: 3000 },
    )
    fc.assert(fc.property(anything, reply => check(() => parseClusterNodes(reply, answeredBy))))
  })
})
