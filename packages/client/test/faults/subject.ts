import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Connect, FaultClient, Target } from './client.js'
import { Journal, now, type Operation } from './journal.js'
import { connectMany } from './crowd.js'
import { LOADS } from './loads/all.js'
import { type LoadName, rest, type Work } from './loads/load.js'

/** What a subject is told to do. */
export interface Orders {
  readonly target: Target
  readonly load: LoadName
  readonly keys: readonly string[]
  readonly paceMs: number
  /** Clients in this process, among which the keys are shared out. Default 1. */
  readonly clients?: number
  /** Busy loops of half a second, every two seconds: a stalled event loop. */
  readonly stalls?: boolean
}

/** What a subject saw. */
export interface Testimony {
  readonly operations: readonly Operation[]
  readonly wrong: readonly string[]
  readonly unhandled: readonly string[]
  /** Keys that nobody was served after the world was well again. */
  readonly unserved: readonly string[]
  /** Sockets and timers that are left after `close`, beyond those of before. */
  readonly left: readonly string[]
  /** How long `close` took; Infinity where it did not end. */
  readonly closeMs: number
  /** The longest that the event loop was late, in milliseconds. */
  readonly lagMs: number
  readonly peakRssMb: number
}

/** A client at work. */
export interface Subject {
  /** Ends the load once every key was served again, or `healMs` have passed, and closes the client. */
  finish(healMs: number): Promise<Testimony>
  /** Sets one key so many times, and waits for none of it; resolves when all are on their way. */
  flood(key: string, times: number): Promise<void>
  /** Closes the client while the fault lasts. */
  close(): Promise<void>
}

const CLOSE_MS = 10_000
const GRACE_MS = 2000

/** Opens a client and puts it to work, in this process. */
export async function startSubject(connect: Connect, orders: Orders): Promise<Subject> {
  const unhandled: string[] = []
  const hear = (error: unknown) => unhandled.push(String(error))
  process.on('unhandledRejection', hear)
  process.on('uncaughtException', hear)
  const before = resources()
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const { target, load: name, keys, paceMs, clients } = orders
  const client = await (clients === undefined ? connect(target) : connectMany(connect, target, clients))
  const load = LOADS[name]
  const journal = new Journal()
  let over = false
  const work: Work = { client, journal, keys, paceMs, over: () => over }
  await load.prepare?.(work)
  const callers = keys.map(key => load.caller(work, key))
  const stalls = orders.stalls ? setInterval(stall, 2000) : undefined
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 100)
  watch.unref()
  let closing: Promise<number> | undefined
  const close = () => (closing ??= closeWithin(client))
  let flooding: Promise<unknown> = Promise.resolve()
  return {
    flood: (key, times) =>
      new Promise(issued => {
        flooding = floodWith(client, key, times, issued)
      }),
    async close() {
      over = true
      await close()
    },
    async finish(healMs) {
      const since = now()
      const unserved = () => journal.keys.filter(key => (journal.servedAt.get(key) ?? 0) < since)
      while (!over && unserved().length > 0 && now() - since < healMs) await rest(20)
      const silent = over ? [] : unserved()
      over = true
      clearInterval(stalls)
      await within(Promise.all(callers), target.timeoutMs + GRACE_MS)
      if (!(await within(flooding, target.timeoutMs + GRACE_MS))) journal.wrong.push('some of the flood never settled')
      if (closing === undefined && silent.length === 0) await load.conclude?.(work).catch(() => {})
      const closeMs = await close()
      await rest(300)
      clearInterval(watch)
      delay.disable()
      process.off('unhandledRejection', hear)
      process.off('uncaughtException', hear)
      return {
        operations: journal.operations,
        wrong: journal.wrong,
        unhandled,
        unserved: silent,
        left: beyond(before, resources()),
        closeMs,
        lagMs: delay.max / 1e6,
        peakRssMb: Math.round(peak / 2 ** 20),
      }
    },
  }
}

/** So many at a time, lest it is the flood itself that holds the event loop. */
const FLOOD_AT_ONCE = 10_000

/** Issues them as fast as the event loop goes round; resolves when all have settled. Their outcomes are counted, not kept. */
async function floodWith(client: FaultClient, key: string, times: number, issued: () => void): Promise<void> {
  let left = times
  await new Promise<void>(resolve => {
    const settled = () => {
      if (--left === 0) resolve()
    }
    const issue = (from: number): void => {
      const to = Math.min(times, from + FLOOD_AT_ONCE)
      for (let i = from; i < to; i++) client.set(`flood:{${key}}`, String(i)).then(settled, settled)
      if (to < times) setImmediate(issue, to)
      else issued()
    }
    issue(0)
  })
}

async function closeWithin(client: FaultClient): Promise<number> {
  const began = now()
  const closed = client.close().catch(() => {})
  return (await within(closed, CLOSE_MS)) ? now() - began : Number.POSITIVE_INFINITY
}

/** Whether something ended in time. */
async function within(ended: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), ms)
  })
  const inTime = await Promise.race([ended.then(() => true), late])
  clearTimeout(timer)
  return inTime
}

/** What keeps a process alive, such as sockets and timers, by kind. */
const resources = (): string[] => process.getActiveResourcesInfo().filter(kind => /TCP|TLS|Timeout|Pipe/.test(kind))

function beyond(before: readonly string[], after: readonly string[]): string[] {
  const left = [...after]
  for (const kind of before) {
    const at = left.indexOf(kind)
    if (at !== -1) left.splice(at, 1)
  }
  return left
}

function stall(): void {
  const until = performance.now() + 500
  while (performance.now() < until);
}

/** Puts a client to work; in this process, or in one of its own. */
export type Start = (orders: Orders) => Promise<Subject>
