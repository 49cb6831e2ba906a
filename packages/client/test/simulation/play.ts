import { act } from './act.js'
import { checkClosed, checkEnd, checkLimits } from './checks.js'
import { KEYS, slotOfHot } from './layout.js'
import type { PlannedCommand, Schedule } from './schedule.js'
import { Trace } from './trace.js'
import { World } from './world.js'

/** What a run of a schedule came to. */
export interface Played {
  /** What was found wrong, in order; empty where all is well. */
  readonly violations: readonly string[]
  /** The same for two runs that went the same way. */
  readonly hash: number
  readonly events: number
  /** What happened, where it was kept. */
  readonly lines: readonly string[]
}

/** Milliseconds after the last step in which its effects unfold, before all is made well again. */
const AFTERMATH_MS = 300
/** Within so many milliseconds a client serves every slot again, once the cluster does. */
const RECOVERY_MS = 15_000
/** Within so many milliseconds a client that nobody uses is closed. */
const CLOSING_MS = 5000

/**
 * Plays a schedule: its steps, then the healing of all that they hurt, a look whether the client serves every slot
 * again, and its end.
 */
export async function play({ settings, steps }: Schedule, keepTrace = false): Promise<Played> {
  const trace = new Trace(keepTrace)
  const world = new World(settings, trace)
  const { loop, ledger, cluster } = world
  const rejected = (reason: unknown): void => ledger.violated(`nobody handled a rejection: ${String(reason)}`)
  process.on('unhandledRejection', rejected)
  const { stackTraceLimit } = Error
  // Thousands of errors are made, and nobody reads where.
  Error.stackTraceLimit = 0
  const begin = loop.now()
  for (const step of steps) {
    loop.arrive(step.at, () => {
      act(world, step)
      checkLimits(world)
    })
  }
  await loop.run(begin + (steps.at(-1)?.at ?? 0) + AFTERMATH_MS)
  trace.note(loop.now(), 'all is well')
  cluster.heal()
  await untilAllEnded(world)
  if (world.client.status !== 'closed' && world.client.status !== 'closing') await untilServed(world)
  await close(world)
  await loop.run(loop.now() + RECOVERY_MS)
  checkEnd(world)
  process.off('unhandledRejection', rejected)
  Error.stackTraceLimit = stackTraceLimit
  return { violations: ledger.violations, hash: trace.hash, events: loop.events, lines: trace.lines }
}

async function untilAllEnded({ ledger, loop }: World): Promise<void> {
  const last = Math.max(loop.now(), ...ledger.all.map(({ issuedAt, timeoutMs }) => issuedAt + timeoutMs)) + 1000
  await loop.run(last, () => ledger.all.every(({ end }) => end !== undefined))
}

/** Asks for a key of each slot until each was answered. */
async function untilServed({ user, loop, ledger, settings, client }: World): Promise<void> {
  const limit = loop.now() + RECOVERY_MS + settings.connectTimeoutMs
  let left = [...new Set(KEYS.map(({ hot }) => hot))]
  while (left.length > 0) {
    if (loop.now() >= limit) {
      ledger.violated(
        `slots ${left.map(slotOfHot).join(', ')} are not served again by a client that is ${client.status}`,
      )
      return
    }
    const from = ledger.all.length
    const commands = left.map(
      (hot): PlannedCommand => ({
        op: 'INCR',
        keys: [KEYS.findIndex(key => key.hot === hot && key.type === 'counter')],
        size: 0,
      }),
    )
    user.ask(commands, 'calls', { timeoutMs: 1000, retry: 'safe', readFrom: 'primary' })
    const asked = ledger.all.slice(from)
    await loop.run(loop.now() + 2000, () => asked.every(({ end }) => end !== undefined))
    await loop.run(loop.now() + 100)
    left = left.filter((_, i) => asked[i]?.end === undefined || asked[i].end.error !== undefined)
  }
}

async function close(world: World): Promise<void> {
  const { loop, client } = world
  const closing = world.awaits('close() at the end', client.close())
  await loop.run(loop.now() + CLOSING_MS, () => closing.done)
  checkClosed(world)
}
