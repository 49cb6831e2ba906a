import { REGIONS } from './layout.js'

/** What the cluster is at one moment, or what a node believes that it is. Never changed: each change makes another. */
export interface ClusterState {
  readonly version: number
  /** The node that owns each region, -1 for nobody. */
  readonly owners: readonly number[]
  /** For each node the one that it is a replica of, -1 for a primary. */
  readonly primaryOf: readonly number[]
  /** Config epoch of each node. */
  readonly epochs: readonly number[]
  /** Nodes that the others call failed. */
  readonly failed: readonly boolean[]
}

/** What of a state becomes otherwise. */
export type StateChange = Partial<Omit<ClusterState, 'version'>>

export const changed = (state: ClusterState, change: StateChange): ClusterState => ({
  ...state,
  ...change,
  version: state.version + 1,
})

/** A list with one place changed. */
export const withAt = <T>(list: readonly T[], at: number, value: T): readonly T[] =>
  list.map((old, i) => (i === at ? value : old))

export const hostOf = (node: number): string => `10.0.0.${node + 1}`
export const PORT = 7000
export const addressOf = (node: number): string => `${hostOf(node)}:${PORT}`

const idOf = (node: number): string => `${node + 1}`.padStart(40, 'a')

/** Ranges of slots of a node, both ends included. */
function rangesOf({ owners }: ClusterState, node: number): [from: number, to: number][] {
  const ranges: [number, number][] = []
  REGIONS.forEach(({ from, to }, region) => {
    if (owners[region] !== node) return
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === from - 1) last[1] = to
    else ranges.push([from, to])
  })
  return ranges
}

/** The answer to CLUSTER NODES. */
export function nodesText(state: ClusterState, asked: number): string {
  return state.primaryOf
    .map((primary, node) => {
      const flags = `${node === asked ? 'myself,' : ''}${primary === -1 ? 'master' : 'slave'}${state.failed[node] ? ',fail' : ''}`
      const epoch = state.epochs[primary === -1 ? node : primary]
      const ranges = rangesOf(state, node).map(([from, to]) => (from === to ? ` ${from}` : ` ${from}-${to}`))
      const of = primary === -1 ? '-' : idOf(primary)
      return `${idOf(node)} ${addressOf(node)}@17000 ${flags} ${of} 0 0 ${epoch} connected${ranges.join('')}\n`
    })
    .join('')
}

/** The answer to CLUSTER SLOTS, as it goes over the wire. */
export function slotsReply(state: ClusterState): string {
  const entries = state.primaryOf.flatMap((_, node) =>
    rangesOf(state, node).map(([from, to]) => {
      const replicas = state.primaryOf.flatMap((of, i) => (of === node && !state.failed[i] ? [i] : []))
      const nodes = [node, ...replicas].map(i => `*4\r\n${bulk(hostOf(i))}:${PORT}\r\n${bulk(idOf(i))}*0\r\n`)
      return `*${2 + nodes.length}\r\n:${from}\r\n:${to}\r\n${nodes.join('')}`
    }),
  )
  return `*${entries.length}\r\n${entries.join('')}`
}

/** A string as it goes over the wire. Characters stand for bytes. */
export const bulk = (text: string): string => `$${text.length}\r\n${text}\r\n`
