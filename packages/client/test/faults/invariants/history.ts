import type { Operation } from '../journal.js'
import { type Invariant, offences } from './evidence.js'

/** An acknowledgement may be on its way while somebody else is told already that there are no more. */
const LATE_NEWS_MS = 50

/** I2: nothing ran twice, and nothing ran that was said not to have run. */
export const once: Invariant = ({ testimony, logs }) => {
  const times = new Map<string, number>()
  for (const { id } of [...logs.values()].flat()) times.set(id, (times.get(id) ?? 0) + 1)
  const twice = [...times].flatMap(([id, count]) => (count > 1 ? [`${id} ran ${count} times`] : []))
  const denied = testimony.operations.flatMap(({ id, error }) =>
    error?.executed === 'no' && times.has(id) ? [`${id} ran, and ${error.name} said that it had not`] : [],
  )
  return offences('I2', 'run twice', [...twice, ...denied])
}

/**
 * I3: what was acknowledged is there. Where replication may lose it, the figure says how much, and is no offence; but it
 * is one where no server can have acknowledged it.
 */
export const kept: Invariant = ({ testimony, logs, lossy, refusedAt = Number.POSITIVE_INFINITY }) => {
  const present = new Set([...logs.values()].flat().map(({ id }) => id))
  const acknowledged = testimony.operations.filter(one => one.reply !== undefined && logs.has(one.key))
  const lost = acknowledged.filter(({ id }) => !present.has(id))
  const told = ({ id }: Operation) => `${id} was acknowledged and is not there`
  if (!lossy) return offences('I3', 'acknowledged and lost', lost.map(told))
  const known = refusedAt + testimony.lagMs + LATE_NEWS_MS
  const late = lost.filter(({ settledAt = 0 }) => settledAt > known)
  if (late.length > 0) return offences('I3', 'lost, and acknowledged when no server did so', late.map(told))
  return { ...offences('I3', 'lost by replication', lost.map(told)), ok: true }
}

/** I4: per key, in the order in which it was asked for. */
export const ordered: Invariant = ({ logs }) => {
  const strays: string[] = []
  for (const entries of logs.values()) {
    let last = -1
    for (const { id } of entries) {
      const n = Number(id.slice(id.lastIndexOf('#') + 1))
      if (n < last) strays.push(`${id} ran behind number ${last}`)
      last = Math.max(last, n)
    }
  }
  return offences('I4', 'out of order', strays)
}

/** I6: nobody gets the reply of another: the oracle answers with an operation's place in the log. */
export const ownReply: Invariant = ({ testimony, logs }) => {
  const places = new Map<string, number>()
  for (const entries of logs.values()) for (const [i, { id }] of entries.entries()) places.set(id, i + 1)
  const strays = testimony.operations.flatMap(({ id, reply }) => {
    const place = places.get(id)
    return reply !== undefined && place !== undefined && place !== reply ? [`${id} is at ${place}, got ${reply}`] : []
  })
  return offences('I6', 'wrong replies', [...testimony.wrong, ...strays])
}
