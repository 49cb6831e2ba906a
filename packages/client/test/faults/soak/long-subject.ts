import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Connect, Target } from '../client.js'
import { Journal, now, type Operation } from '../journal.js'
import { LOADS } from '../loads/all.js'
import { type LoadName, rest, type Work } from '../loads/load.js'
import { type Sample, takeSample } from './sample.js'

/** What a long run does all the time, side by side. */
export const SOAKED = ['W1', 'W3', 'W7'] as const satisfies readonly LoadName[]
export type Soaked = (typeof SOAKED)[number]

export interface LongOrders {
  readonly target: Target
  readonly keys: readonly string[]
  readonly paceMs: number
}

/** What has come together since the last harvest. */
export interface Harvest {
  readonly sample: Sample
  readonly operations: Readonly<Record<Soaked, readonly Operation[]>>
  readonly wrong: readonly string[]
  readonly unhandled: readonly string[]
  /** The longest that the event loop was late, in milliseconds. */
  readonly lagMs: number
}

/** A client at work for long, which hands over what it saw, so that the suite itself does not grow. */
export interface LongSubject {
  harvest(): Harvest
  /** The keys that were not served within so many milliseconds. */
  unserved(withinMs: number): Promise<string[]>
  /** Ends the loads and closes the client. */
  finish(): Promise<{ harvest: Harvest; closeMs: number; left: Sample }>
}

export async function startLongSubject(connect: Connect, orders: LongOrders): Promise<LongSubject> {
  const unhandled: string[] = []
  process.on('unhandledRejection', error => unhandled.push(String(error)))
  process.on('uncaughtException', error => unhandled.push(String(error)))
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const client = await connect(orders.target)
  let over = false
  const { keys, paceMs } = orders
  const works = SOAKED.map(name => ({
    name,
    work: { client, journal: new Journal(), keys, paceMs, over: () => over } satisfies Work,
  }))
  for (const { name, work } of works) await LOADS[name].prepare?.(work)
  const callers = works.flatMap(({ name, work }) => keys.map(key => LOADS[name].caller(work, key)))
  const harvest = (): Harvest => {
    const lagMs = delay.max / 1e6
    delay.reset()
    return {
      sample: takeSample(),
      operations: Object.fromEntries(works.map(({ name, work }) => [name, work.journal.harvest()])) as Record<
        Soaked,
        Operation[]
      >,
      wrong: works.flatMap(({ work }) => work.journal.wrong.splice(0)),
      unhandled: unhandled.splice(0),
      lagMs,
    }
  }
  return {
    harvest,
    async unserved(withinMs) {
      const since = now()
      const silent = () =>
        works.flatMap(({ name, work: { journal } }) =>
          journal.keys.filter(key => (journal.servedAt.get(key) ?? 0) < since).map(key => `${name} ${key}`),
        )
      while (silent().length > 0 && now() - since < withinMs) await rest(20)
      return silent()
    },
    async finish() {
      over = true
      await Promise.all(callers)
      const began = now()
      await client.close()
      const closeMs = now() - began
      await rest(300)
      return { harvest: harvest(), closeMs, left: takeSample() }
    },
  }
}
