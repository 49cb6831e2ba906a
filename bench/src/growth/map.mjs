// A process that works on the map of a huge cluster, on paper: 1000 nodes, and every slot a range of its own.
import { diffTopology, keySlot, parseClusterNodes, Topology } from '@rc/slots'
import { performance } from 'node:perf_hooks'

const PRIMARIES = 500
const SLOTS = 16_384

/** @param {number} shift by how many primaries the slots are moved round */
function nodesText(shift) {
  const lines = []
  for (let i = 0; i < PRIMARIES; i++) {
    const id = String(i).padStart(40, '0')
    const slots = []
    for (let slot = (i + shift) % PRIMARIES; slot < SLOTS; slot += PRIMARIES) slots.push(slot)
    lines.push(`${id} 10.0.${i >> 8}.${i & 255}:7000@17000 master - 0 0 ${i + 1} connected ${slots.join(' ')}`)
    const replica = String(i + PRIMARIES).padStart(40, '0')
    lines.push(`${replica} 10.1.${i >> 8}.${i & 255}:7000@17000 slave ${id} 0 0 ${i + 1} connected`)
  }
  return `${lines.join('\n')}\n`
}

/**
 * @template T
 * @param {() => T} work
 * @returns {{ ms: number, value: T }} the median of seven
 */
function timed(work) {
  const times = []
  let value = work()
  for (let i = 0; i < 7; i++) {
    const from = performance.now()
    value = work()
    times.push(performance.now() - from)
  }
  return { ms: times.sort((a, b) => a - b)[3] ?? 0, value }
}

const from = { host: '10.0.0.0', port: 7000 }
const [text, moved] = [nodesText(0), nodesText(1)]
const parsed = timed(() => Topology.of(parseClusterNodes(text, from)))
const after = Topology.of(parseClusterNodes(moved, from))
const diffed = timed(() => diffTopology(parsed.value, after))
const patched = timed(() => parsed.value.withSlotAt(7, { host: '10.0.1.1', port: 7000 }))
const keys = Array.from({ length: 10_000 }, (_, i) => `key:${i}`)
const routed = timed(() => {
  let found = 0
  for (const key of keys) if (parsed.value.ownerOf(keySlot(key)) !== undefined) found++
  return found
})
if (parsed.value.coveredSlots !== SLOTS || parsed.value.nodes.size !== 2 * PRIMARIES || routed.value !== keys.length) {
  throw new Error('the map is not whole')
}
process.stdout.write(
  `${JSON.stringify({
    parseMs: parsed.ms,
    diffMs: diffed.ms,
    patchMs: patched.ms,
    routeNanos: (routed.ms * 1e6) / keys.length,
    ranges: SLOTS,
    nodes: parsed.value.nodes.size,
  })}\n`,
)
