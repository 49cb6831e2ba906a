import { type Command, keyPositions, SCRIPT, WRITE } from '@rc/commands'
import type { CallOptions, Commander, Gatherer, ReadSession } from '@rc/pipeline'
import type { Clock, NamedAddress } from '@rc/pool'
import { type Key, keySlot, type Shard } from '@rc/slots'
import type { Core } from './core.js'
import { lacking } from './parts.js'
import type { Freshness } from './read-freshness.js'

/** What is known of a session's writes, to one slot or anywhere. */
interface Mark {
  underWay: number
  /** When the last of them ended, by the clock. */
  endedAt: number
}

/** Stands for every slot: what a write without keys may have changed. */
const ANYWHERE = -1

/** Milliseconds between two questions about a shard. */
const PERIOD_MS = 50

/** What a session works with. */
export interface SessionSetup {
  readonly clock: Clock
  readonly freshness: Freshness
  /** The server's name of a key. */
  readonly key: (key: Key) => Key
}

/** The writes of a session: a replica may serve its reads of a slot once it has them. */
export class Session implements ReadSession {
  readonly #setup: SessionSetup
  readonly #marks = new Map<number, Mark>()

  constructor(setup: SessionSetup) {
    this.#setup = setup
  }

  has({ name }: NamedAddress, shard: Shard, slot: number): boolean {
    const { freshness } = this.#setup
    const freshAt = freshness.of(name)
    if (isBehind(this.#marks.get(slot), freshAt) || isBehind(this.#marks.get(ANYWHERE), freshAt)) {
      freshness.look(shard, PERIOD_MS)
      return false
    }
    return true
  }

  /** Notes commands that are about to be issued; returns what is to be called when they have ended, if anything. */
  begin(commands: readonly Command<unknown>[], { slot }: CallOptions): (() => void) | undefined {
    const slots = new Set(commands.filter(mayWrite).flatMap(command => this.#slotsOf(command)))
    if (slots.size === 0) return undefined
    if (slot !== undefined) slots.add(slot)
    const marks = [...slots].map(touched => this.#markOf(touched))
    for (const mark of marks) mark.underWay++
    return () => {
      const now = this.#setup.clock.now()
      for (const mark of marks) {
        mark.underWay--
        mark.endedAt = now
      }
    }
  }

  #markOf(slot: number): Mark {
    const known = this.#marks.get(slot)
    if (known !== undefined) return known
    const mark = { underWay: 0, endedAt: -Infinity }
    this.#marks.set(slot, mark)
    return mark
  }

  #slotsOf({ spec, args }: Command<unknown>): number[] {
    const positions = keyPositions(spec.keys, args)
    return positions.length === 0 ? [ANYWHERE] : positions.map(at => keySlot(this.#setup.key(args[at] as Key)))
  }
}

// A question of the same moment may have been asked before the write ran.
const isBehind = (mark: Mark | undefined, freshAt: number): boolean =>
  mark !== undefined && (mark.underWay > 0 || freshAt <= mark.endedAt)

const mayWrite = ({ spec }: Command<unknown>): boolean => (spec.flags & (WRITE | SCRIPT)) !== 0

/** Runs commands, and has the session that they belong to, if any, note what they write. */
class SessionCommander implements Commander {
  readonly #inner: Commander

  constructor(inner: Commander) {
    this.#inner = inner
  }

  run<T>(command: Command<T>, options: CallOptions): Promise<T> {
    if (options.session === undefined) return this.#inner.run(command, options)
    return around([command], options, () => this.#inner.run(command, options))
  }

  runAll(commands: readonly Command<unknown>[], options: CallOptions, gatherer: Gatherer): void {
    const ended = beginIn(commands, options)
    if (ended === undefined) {
      this.#inner.runAll(commands, options, gatherer)
      return
    }
    let left = commands.length
    const one = (): void => {
      if (--left === 0) ended()
    }
    this.#inner.runAll(commands, options, {
      succeeded(index, value) {
        one()
        gatherer.succeeded(index, value)
      },
      failed(index, error) {
        one()
        gatherer.failed(index, error)
      },
    })
  }

  transact(commands: readonly Command<unknown>[], options: CallOptions): Promise<unknown[]> {
    return around(commands, options, () => this.#inner.transact(commands, options))
  }

  runOn(command: Command<unknown>, options: CallOptions, on: Parameters<Commander['runOn']>[2]): Promise<unknown> {
    return around([command], options, () => this.#inner.runOn(command, options, on))
  }
}

function beginIn(commands: readonly Command<unknown>[], options: CallOptions): (() => void) | undefined {
  const { session } = options
  return session instanceof Session ? session.begin(commands, options) : undefined
}

function around<T>(commands: readonly Command<unknown>[], options: CallOptions, run: () => Promise<T>): Promise<T> {
  const ended = beginIn(commands, options)
  const result = run()
  // Before its caller, who is told by the same promise, hears of it.
  if (ended !== undefined) result.then(ended, ended)
  return result
}

/** Begins a session of a client. */
export function newSession(core: Core): Session {
  const { reads, ticker, prefix } = core
  if (reads === undefined) throw lacking('replicaReads', 'session()')
  if (!(core.runner instanceof SessionCommander)) core.runner = new SessionCommander(core.runner)
  return new Session({ clock: ticker.clock, freshness: reads.freshness, key: prefix.key })
}
