import type { Cluster, ServerNode } from '@rc/testing'
import { rest } from '../loads/load.js'
import { ROWS } from '../rows/all.js'
import type { World } from '../rows/row.js'

/** A fault that a long run may meet at any time, any number of times. */
export interface SoakFault {
  readonly title: string
  readonly times: number
  inject(world: World): Promise<void>
}

/** Rows that leave the cluster fit for the next, once servers run again and lines are well. */
const OF_THE_MATRIX = [1, 3, 4, 6, 7, 9, 11, 13, 15, 16, 17, 20, 21, 26, 31]
const TIMES = 20
const SLOTS = 300

/** A row moves 2000 slots at once, of a primary whose slots are in one piece; here they are not, after a while. */
const reshard: SoakFault = {
  title: `reshard of up to ${SLOTS} slots`,
  times: 1,
  async inject({ cluster, victim }) {
    const to = cluster.primaries.find(node => node.name !== victim.name)
    const [range] = await rangesOf(cluster, victim)
    if (to === undefined || range === undefined) return
    await cluster.migrate({ from: range.from, to: Math.min(range.to, range.from + SLOTS - 1) }, victim, to)
  },
}

/** A row takes the line away, in a network of its own; here the proxies do what they can. */
const halfOpen: SoakFault = {
  title: 'connections reset ten times, then half-open',
  times: 1,
  async inject({ proxies }) {
    for (let i = 0; i < 10; i++) {
      for (const proxy of proxies.all) proxy.reset()
      await rest(100)
    }
    for (const proxy of proxies.all) proxy.halfOpen()
    await rest(6000)
  },
}

/** Nothing at all: what a calm client holds is a measure too. */
const calm: SoakFault = { title: 'nothing', times: 1, inject: () => rest(3000) }

export const SOAK_FAULTS: readonly SoakFault[] = [
  ...ROWS.filter(({ number }) => OF_THE_MATRIX.includes(number)).map(row => ({
    title: row.title,
    times: row.times === undefined ? 1 : TIMES,
    inject: (world: World) => row.inject(world),
  })),
  reshard,
  halfOpen,
  calm,
]

/** The slots that a primary says it owns. */
export async function rangesOf(cluster: Cluster, node: ServerNode): Promise<{ from: number; to: number }[]> {
  const text = await cluster.text(node, 'CLUSTER', 'NODES')
  const owned = /myself.*connected ([^\n]*)/.exec(text)?.[1] ?? ''
  return owned
    .split(' ')
    .filter(range => /^\d/.test(range))
    .map(range => {
      const [from = -1, to = from] = range.split('-').map(Number)
      return { from, to }
    })
}
