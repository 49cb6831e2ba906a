import { type Command, command, lookup, type OneOrMany, READ, UNWATCH, WATCH } from '@rc/commands'
import {
  AskError,
  classify,
  ConfigError,
  CrossSlotError,
  MovedError,
  RedisClusterError,
  SlotNotCoveredError,
  WatchError,
} from '@rc/errors'
import type { NamedAddress } from '@rc/pool'
import type { Key } from '@rc/slots'
import type { CallOptions, OwnConnection } from './call-options.js'
import type { QueueVerbs, Results } from './chain.js'
import type { Commander } from './commander.js'
import type { Engine } from './engine.js'
import type { Keyspace } from './keyspace.js'
import type { Router } from './router.js'
import { Transaction } from './transaction.js'

/** How often a block that met a conflict may run. */
export interface WatchOptions {
  /** Runs of the block at most. Default 20. */
  attempts?: number | undefined
}

/** What `watch` resolves with: the results of a transaction that the block returned, or what it returned. */
export type BlockResult<R> = R extends QueueVerbs<infer T> ? Results<T, Record<never, never>> : R

/** What watching needs of its client. */
export interface WatchSetup {
  readonly runner: Commander
  readonly router: Router
  readonly engine: Engine
  /** Of the keys as the user names them. */
  readonly keyspace: Keyspace
}

/** What is watched, and what runs meanwhile. */
export interface Watched<V> {
  readonly keys: OneOrMany<Key>
  /** Gets a view over the connection that watches. */
  readonly block: (view: V) => unknown
  readonly options?: WatchOptions | undefined
  /** Makes such a view. */
  readonly viewOf: (options: CallOptions) => V
}

/** The block runs again after this many milliseconds at most, and longer from time to time. */
const PAUSE_MS = 10

// The state that they leave is this connection's alone.
const WATCHING = { ...WATCH, flags: 0 }
const unwatch: Command<unknown> = { spec: { ...UNWATCH, flags: 0 }, args: [], read: undefined }

/** Where the next run of the block goes. */
interface Target {
  readonly node: NamedAddress
  readonly asking: boolean
}

/**
 * Watches keys while a block runs, on a connection of its own; runs the block again where one of them changed before its
 * transaction ran, or where the slot was found to live elsewhere.
 *
 * @throws WatchError where that happens as often as `attempts` says
 */
export async function watchKeys<V>(setup: WatchSetup, base: CallOptions, watched: Watched<V>): Promise<unknown> {
  const { attempts = 20 } = watched.options ?? {}
  if (!Number.isInteger(attempts) || attempts < 1) {
    throw new ConfigError('The option attempts must be a positive whole number.')
  }
  const keys = Array.isArray(watched.keys) ? (watched.keys as readonly Key[]) : [watched.keys as Key]
  const slot = slotOf(keys, setup.keyspace)
  let asked: Target | undefined
  for (let attempt = 1; ; attempt++) {
    await setup.router.ready()
    const target: Target = asked ?? { node: ownerOf(setup, slot), asking: false }
    try {
      return await watchOnce(setup, watched, { base, slot, target, watch: command(WATCHING, keys) })
    } catch (error) {
      if (attempt >= attempts || base.signal?.aborted === true || !nothingRan(error)) throw error
      asked = follow(setup, error, target)
      await new Promise<void>(resolve => setup.engine.after(Math.random() * PAUSE_MS * Math.min(attempt, 10), resolve))
    }
  }
}

async function watchOnce<V>(
  setup: WatchSetup,
  { block, viewOf }: Watched<V>,
  run: { base: CallOptions; slot: number; target: Target; watch: Command<unknown> },
): Promise<unknown> {
  const { node, asking } = run.target
  const lease = await setup.router.lease(node, false)
  const own: OwnConnection = { connection: lease.connection, slot: run.slot, asking, over: false }
  const options: CallOptions = { ...run.base, own, node: undefined }
  let clean = false
  try {
    await setup.runner.run(run.watch, options)
    const result = await block(viewOf(options))
    return result instanceof Transaction ? await result.execute() : result
  } finally {
    // EXEC has ended the watch; where the block ran none, or broke off, this does.
    clean = await setup.runner.run(unwatch, options).then(
      () => true,
      () => false,
    )
    own.over = true
    lease.end(clean)
  }
}

/** What a failed run says of the way. */
function follow(setup: WatchSetup, error: unknown, { node }: Target): Target | undefined {
  if (error instanceof WatchError) return undefined
  if (!(error instanceof MovedError || error instanceof AskError)) {
    setup.router.refresh('asked-for')
    return undefined
  }
  const to = setup.router.resolve(error, node)
  if (to === undefined) return undefined
  if (error instanceof AskError) return { node: to, asking: true }
  setup.router.moved(error.slot, to)
  return undefined
}

/** Whether a run of the block failed without having changed anything, in a way that another run may not. */
function nothingRan(error: unknown): boolean {
  if (!(error instanceof RedisClusterError)) return false
  if (error instanceof WatchError) return true
  if (classify(error).kind === 'final') return false
  return error.executed === 'no' || isRead(error.command)
}

const isRead = (name: string | undefined): boolean =>
  name !== undefined && ((lookup(name.split(' '))?.flags ?? 0) & READ) !== 0

function ownerOf(setup: WatchSetup, slot: number): NamedAddress {
  const owner = setup.router.pick(slot, 'primary')
  if (owner === undefined) throw new SlotNotCoveredError(slot, { command: 'WATCH', executed: 'no' })
  return owner
}

function slotOf(keys: readonly Key[], { slotOf, words }: Keyspace): number {
  const [first] = keys
  if (first === undefined)
    throw new ConfigError('WATCH needs at least one key; the list is empty.', { command: 'WATCH' })
  const slot = slotOf(first)
  if (keys.every(key => slotOf(key) === slot)) return slot
  throw new CrossSlotError(
    `CROSSSLOT The keys of WATCH live in different ${words.places}; nothing was sent. ${words.together}.`,
    { command: 'WATCH', executed: 'no' },
  )
}
