import { SLOT_COUNT } from '@rc/slots'
import type { Paint } from '../text/paint.js'
import { table } from '../text/table.js'
import { many, size, whole } from '../text/units.js'
import type { ClusterFacts, NodeFacts } from './look.js'

const COLUMNS = [
  { title: 'node' },
  { title: 'role' },
  { title: 'slots', align: 'right' },
  { title: 'keys', align: 'right' },
  { title: 'memory', align: 'right' },
  { title: 'ops/s', align: 'right' },
  { title: 'clients', align: 'right' },
  { title: 'lag' },
  { title: 'version' },
] as const

/** Facts as a table, a line a node, replicas under their primary. */
export function printFacts(facts: ClusterFacts, paint: Paint): string {
  const primaries = facts.nodes.filter(({ role }) => role === 'primary').length
  const replicas = facts.nodes.length - primaries
  const missing = SLOT_COUNT - facts.coveredSlots
  const coverage =
    missing === 0 ? paint('green', 'all slots covered') : paint('red', `${many(missing, 'slot')} without an owner`)
  const head = `${many(primaries, 'shard')}, ${many(replicas, 'replica')}, ${many(facts.keys, 'key')}; ${coverage}`
  return `${head}\n\n${table(
    COLUMNS,
    facts.nodes.map(node => row(node, paint)),
  )}`
}

function row(node: NodeFacts, paint: Paint): string[] {
  const isPrimary = node.role === 'primary'
  const name = isPrimary ? paint('bold', node.name) : `  ${node.name}`
  if (node.state === 'unreachable') return [name, node.role, '', '', '', '', '', '', paint('red', 'unreachable')]
  const limit = node.maxBytes === 0 ? '' : ` of ${size(node.maxBytes)}`
  return [
    name,
    node.role,
    isPrimary ? whole(node.slotCount) : '',
    whole(node.keys),
    size(node.usedBytes) + limit,
    whole(node.opsPerSecond),
    whole(node.clients),
    lagText(node, paint),
    node.version,
  ]
}

function lagText({ role, linked, lagBytes }: NodeFacts, paint: Paint): string {
  if (role === 'primary') return ''
  if (linked === false) return paint('red', 'not connected')
  return lagBytes === undefined ? '?' : lagBytes === 0 ? 'none' : paint('yellow', size(lagBytes))
}
