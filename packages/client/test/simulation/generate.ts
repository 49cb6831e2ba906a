import { KEYS } from './layout.js'
import type { Op } from './ledger.js'
import { Random } from './random.js'
import type { AskOptions, PlannedCommand, Schedule, Settings, Step } from './schedule.js'

/** Milliseconds that a schedule's steps spread over, at most. */
const LONGEST_MS = 3000

/** The schedule of a seed. */
export function generate(seed: number): Schedule {
  const random = new Random(Math.imul(seed + 1, 0x9e3779b1))
  const settings = settingsOf(seed, random)
  const lastsMs = random.between(200, LONGEST_MS)
  const stepsAt = (count: number, make: () => Step): Step[] => Array.from({ length: count }, make)
  // Few keys at a time are used much, so that commands meet.
  const keys = Array.from({ length: random.between(2, 10) }, () => random.below(KEYS.length))
  const asks = stepsAt(random.between(5, 30), () => ask(random.below(lastsMs), keys, random))
  const faults = stepsAt(random.between(0, 9), () => fault(random.below(lastsMs), { settings, keys }, random))
  const ends: Step[] = random.chance(0.25)
    ? [{ at: random.below(lastsMs), do: random.chance(0.5) ? 'close' : 'destroy' }]
    : []
  const start: Step[] = random.chance(0.5) ? [{ at: 0, do: 'connect' }] : []
  // Those of one time stay in the order in which they were made.
  return { settings, steps: [...start, ...asks, ...faults, ...ends].sort((a, b) => a.at - b.at) }
}

function settingsOf(seed: number, random: Random): Settings {
  const primaries = random.between(2, 3)
  const latencyMs = random.pick([0.2, 0.2, 0.2, 0.2, 0, 2, 20])
  const jitterMs = random.pick([0.5, 0.5, 0.5, 0.5, 0, 5, 60])
  const often = <T>(usual: T, others: readonly T[]): T => (random.chance(0.7) ? usual : random.pick(others))
  return {
    seed,
    primaries,
    replicas: random.chance(0.2) ? 0 : primaries === 2 && random.chance(0.2) ? 2 : 1,
    latencyMs,
    jitterMs,
    pieces: often(0, [0.3, 1]),
    gossipMs: often(100, [2, 800]),
    replicationMs: often(2, [0, 100]),
    protocol: often<2 | 3>(3, [2]),
    timeoutMs: often(1000, [200, 3000]),
    // Enough for a connection, its handshake and a question: a slow way is no fault.
    connectTimeoutMs: Math.max(often(1000, [100, 2000]), 6 * (latencyMs + jitterMs)),
    retry: random.weighted({ safe: 5, idempotent: 1, all: 2, none: 1 }),
    readFrom: often<Settings['readFrom']>('primary', ['replica', 'any']),
    connectionsPerNode: often(1, [2, 3]),
    maxConnections: often<number | undefined>(undefined, [undefined, 12]),
    maxQueuedCommands: often<number | undefined>(undefined, [undefined, 12]),
    topologyRefreshMs: often(30_000, [0, 300, 1000]),
    requireFullCoverage: random.chance(0.1),
  }
}

function ask(at: number, keys: readonly number[], random: Random): Step {
  const count = random.chance(0.6) ? random.between(1, 3) : random.between(4, 20)
  return {
    at,
    do: 'ask',
    as: random.chance(0.7) ? 'calls' : 'pipeline',
    commands: Array.from({ length: count }, () => command(keys, random)),
    options: random.chance(0.7) ? undefined : options(random),
  }
}

function options(random: Random): AskOptions {
  return {
    ...(random.chance(0.5) && { timeoutMs: random.pick([5, 30, 150, 600]) }),
    ...(random.chance(0.3) && { retry: random.pick(['safe', 'idempotent', 'all', 'none'] as const) }),
    ...(random.chance(0.3) && { readFrom: random.pick(['primary', 'replica', 'any'] as const) }),
    ...(random.chance(0.4) && { abortAfterMs: random.pick([0, 1, 5, 40, 300]) }),
  }
}

function command(keys: readonly number[], random: Random): PlannedCommand {
  const op = random.weighted<Op>({ GET: 4, SET: 3, INCR: 4, APPEND: 2, RPUSH: 2, MGET: 1.5, DEL: 1 })
  const size = op === 'SET' && random.chance(0.02) ? 70_000 : random.between(0, 20)
  const fits = (type: 'text' | 'counter' | 'list', key: number): boolean => KEYS[key]?.type === type
  switch (op) {
    case 'SET':
    case 'APPEND':
      return { op, keys: [like(keys, random, key => fits('text', key))], size }
    case 'INCR':
      return { op, keys: [like(keys, random, key => fits('counter', key))], size }
    case 'RPUSH':
      return { op, keys: [like(keys, random, key => fits('list', key))], size }
    case 'GET':
      return { op, keys: [random.pick(keys)], size }
    case 'MGET':
    case 'DEL': {
      const count = random.between(2, 5)
      // Often of one slot, as only those can be asked to try again.
      const first = random.pick(keys)
      const near = KEYS.map((_, i) => i).filter(i => KEYS[i]?.hot === KEYS[first]?.hot)
      const from = random.chance(0.5) ? near : [...keys, first]
      return { op, keys: [...new Set(Array.from({ length: count }, () => random.pick(from)))], size }
    }
  }
}

/** A key of the slots in use that fits. */
function like(keys: readonly number[], random: Random, fits: (key: number) => boolean): number {
  const hot = KEYS[random.pick(keys)]?.hot
  return random.pick(KEYS.map((_, i) => i).filter(i => KEYS[i]?.hot === hot && fits(i)))
}

function fault(
  at: number,
  { settings: { primaries, replicas }, keys }: { settings: Settings; keys: readonly number[] },
  random: Random,
): Step {
  const hot = KEYS[random.pick(keys)]?.hot ?? 0
  const size = primaries * (1 + replicas)
  const node = random.chance(0.7) ? random.below(primaries) : random.below(size)
  const wire = random.below(1000)
  const ms = random.pick([20, 100, 400, 1500])
  const kind = random.weighted({
    wire: 4,
    slow: 2,
    trap: 4,
    node: 4,
    crash: 2,
    door: 1,
    failover: 3,
    migrate: 6,
    disown: 1,
    stall: 1,
  })
  switch (kind) {
    case 'wire':
      return { at, do: random.pick(['cut', 'cut', 'finish', 'silence', 'garble', 'push'] as const), wire }
    case 'slow':
      return { at, do: 'slow', wire, ms, byMs: random.pick([10, 100, 700]) }
    case 'trap':
      return { at, do: 'trap', node, left: random.below(6), when: random.pick(['before', 'middle', 'after']) }
    case 'node':
      return {
        at,
        do: random.pick(['freeze', 'freeze', 'isolate', 'down', 'load', 'orphan', 'empty', 'garbage'] as const),
        node: random.below(size),
        ms,
      }
    case 'crash':
      return { at, do: 'crash', node, ms, silently: random.chance(0.4), loadMs: random.pick([0, 50, 300]) }
    case 'door':
      return { at, do: 'door', node, ms, door: random.pick(['refuses', 'hangs'] as const) }
    case 'failover':
      return { at, do: 'failover', node: random.below(size), graceful: random.chance(0.5) }
    case 'migrate':
      return {
        at,
        do: 'migrate',
        hot,
        to: random.below(primaries),
        pauseMs: random.pick([0, 2, 20, 150]),
        back: random.chance(0.2),
      }
    case 'disown':
      return { at, do: 'disown', hot, ms }
    case 'stall':
      return { at, do: 'stall', ms: random.pick([30, 300, 1200]) }
  }
}
