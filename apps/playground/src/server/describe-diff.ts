import type { TopologyDiff } from '@rc/client'

/** What changed in the map of the cluster, a line for each thing. */
export function describeDiff(diff: TopologyDiff): string[] {
  return [
    ...diff.nodesAdded.map(({ name, role }) => `${name} joined as ${role}`),
    ...diff.roleChanged.map(({ node, to }) =>
      to === 'primary' ? `${node.name} was promoted to primary` : `${node.name} is a replica now`,
    ),
    ...diff.idChanged.map(({ node }) => `${node.name} is another node now, with a new id`),
    ...diff.replicasMoved.map(({ node, to }) => `${node.name} follows ${to.name} now`),
    ...describeSlots(diff.slotsMoved),
    ...diff.nodesRemoved.map(({ name }) => `${name} is no longer on the map`),
  ]
}

/** Ranges between the same two nodes are one line: after many moves there may be hundreds. */
function describeSlots(moved: TopologyDiff['slotsMoved']): string[] {
  const counts = new Map<string, number>()
  for (const { range, from, to } of moved) {
    const way = `${from?.name ?? 'nobody'} to ${to?.name ?? 'nobody'}`
    counts.set(way, (counts.get(way) ?? 0) + range.to - range.from + 1)
  }
  return [...counts].map(([way, count]) => `${count} ${count === 1 ? 'slot' : 'slots'} went from ${way}`)
}
