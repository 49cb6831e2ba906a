import { BLOCKING, blockMs, type Command, type Executor } from '@rc/commands'
import { type RedisClusterError, ReplyError } from '@rc/errors'
import type { Ticker } from '@rc/pool'
import { asText } from './as-text.js'
import { Call } from './call.js'
import type { CallOptions } from './call-options.js'
import type { Commander, NodeSet } from './commander.js'
import type { Emulate, Emulator } from './emulator.js'
import type { Engine } from './engine.js'
import { CLUSTER_KEYSPACE, type Keyspace } from './keyspace.js'
import type { NodeMerge } from './gather.js'
import { Way } from './operation.js'
import { type Gatherer, type Listener, PartOperation, PartWay } from './part.js'
import { type Plan, plan, type Planning, refuseState } from './plan.js'
import { promised } from './promised.js'
import type { Router } from './router.js'
import { type ScatterWay, type Spread, scatterOverNodes, scatterOverSlots } from './scatter.js'
import type { TransactionResults } from './transaction-operation.js'
import type { Transactions } from './transactions.js'
import { planOwn } from './transaction-slot.js'
import { Turns } from './turns.js'
import { wantsBytes } from './wants-bytes.js'

/** Below this many milliseconds a deadline is counted from the exact time, not from that of the tick. */
const EXACT_BELOW_MS = 1000

const ANY: Plan = { kind: 'any' }

/** What a runner works with. */
export interface RunnerSetup {
  readonly engine: Engine
  readonly router: Router
  readonly ticker: Ticker
  /** Makes operations of what runs together. */
  readonly transactions: Transactions
  /** For `crossSlot: 'emulate'`. */
  readonly emulator?: Emulator | undefined
  /** Where keys live. Default: the slots of a cluster. */
  readonly keyspace?: Keyspace | undefined
}

/** Makes operations of commands: one for most, one for each slot or node of those that are split. */
export class Runner implements Commander {
  readonly #engine: Engine
  readonly #router: Router
  readonly #ticker: Ticker
  readonly #transactions: Transactions
  readonly #planning: Planning & { readonly keyspace: Keyspace }
  // Fields of their own, as every command needs them.
  readonly #slotOf: Keyspace['slotOf']
  readonly #stored: Keyspace['stored']
  #lastWay: Way | undefined
  #lastNow = 0

  constructor({ engine, router, ticker, transactions, emulator, keyspace = CLUSTER_KEYSPACE }: RunnerSetup) {
    this.#engine = engine
    this.#router = router
    this.#ticker = ticker
    this.#transactions = transactions
    this.#planning = { emulator, keyspace }
    this.#slotOf = keyspace.slotOf
    this.#stored = keyspace.stored
  }

  run<T>(command: Command<T>, options: CallOptions): Promise<T> {
    const slot = this.#slotOfOnlyKey(command)
    if (slot >= 0 && options.own === undefined) return this.#call(command, placeOf(options, slot), this.#way(options))
    return this.#runUntil(command, this.#way(options))
  }

  runAll(commands: readonly Command<unknown>[], options: CallOptions, gatherer: Gatherer): void {
    const way = new PartWay(this.#way(options), gatherer, true)
    // Most pipelines have nothing that is run in steps: they go the same short way.
    if (options.crossSlot === 'emulate' && commands.some(command => this.#isEmulated(command, options))) {
      void this.#runInTurns(commands, way)
      return
    }
    for (let index = 0; index < commands.length; index++) {
      const command = commands[index] as Command<unknown>
      const slot = this.#slotOfOnlyKey(command)
      if (slot >= 0 && options.own === undefined) this.#part(command, placeOf(options, slot), { way, index })
      else this.#begin(command, way, index)
    }
  }

  async runOn(
    command: Command<unknown>,
    options: CallOptions,
    { nodes, merge }: { nodes: NodeSet; merge: NodeMerge },
  ): Promise<unknown> {
    refuseState(command.spec)
    const way = this.#way(options)
    await this.#router.ready()
    const spread = { command, merge, ...(typeof nodes === 'string' ? this.#nodes(nodes) : { nodes }) }
    return promised(listener => this.#scatterOverNodes(spread, way, listener))
  }

  #runUntil<T>(command: Command<T>, way: Way): Promise<T> {
    let planned: Plan
    try {
      planned = this.#plan(command, way.options)
    } catch (error) {
      return Promise.reject(error)
    }
    if (planned.kind === 'slot') return this.#call(command, planned.slot, way)
    if (planned.kind === 'any') return this.#call(command, -1, way)
    return promised(listener => this.#scatter(command, planned, { way, listener }))
  }

  /** As `runAll`; a command that is run in steps waits for those before it, and those behind it wait for its end. */
  async #runInTurns(commands: readonly Command<unknown>[], way: PartWay): Promise<void> {
    const turns = new Turns(way.gatherer)
    const inTurns = new PartWay(way, turns, way.reads)
    for (let index = 0; index < commands.length; index++) {
      const command = commands[index] as Command<unknown>
      const inSteps = this.#isEmulated(command, way.options)
      if (inSteps) await turns.idle()
      turns.begun()
      this.#begin(command, inTurns, index)
      if (inSteps) await turns.idle()
    }
  }

  /** Runs commands of one slot together or not at all; resolves with a value or an error for each. */
  transact(commands: readonly Command<unknown>[], options: CallOptions): Promise<TransactionResults> {
    return new Promise((done, failed) => {
      const setup = { way: this.#way(options), listener: { done, failed } }
      this.#engine.start(this.#transactions(commands, this.#planning.keyspace, setup))
    })
  }

  #isEmulated(command: Command<unknown>, options: CallOptions): boolean {
    if (command.spec.onlyKey >= 0) return false
    try {
      return this.#plan(command, options).kind === 'emulate'
    } catch {
      // Told when its turn comes.
      return false
    }
  }

  #begin(command: Command<unknown>, way: PartWay, index: number): void {
    const { gatherer, options } = way
    let planned: Plan
    try {
      planned = this.#plan(command, options)
    } catch (error) {
      gatherer.failed(index, error as RedisClusterError)
      return
    }
    if (planned.kind === 'slot') this.#part(command, planned.slot, { way, index })
    else if (planned.kind === 'any') this.#part(command, -1, { way, index })
    else this.#scatter(command, planned, { way, listener: { gatherer, index } })
  }

  #call<T>(command: Command<T>, slot: number, way: Way): Promise<T> {
    const call = new Call(this.#asStored(command), slot, withWait(command, way))
    this.#engine.start(call)
    return call.promise as Promise<T>
  }

  #part(command: Command<unknown>, slot: number, { way, index }: { way: PartWay; index: number }): void {
    const part = new PartOperation(this.#asStored(command), slot, withWait(command, way))
    part.index = index
    this.#engine.start(part)
  }

  #scatter(
    command: Command<unknown>,
    planned: Exclude<Plan, { kind: 'slot' | 'any' }>,
    { way, listener }: { way: Way; listener: Listener },
  ): void {
    const { gatherer, index } = listener
    if (planned.kind === 'split') {
      const parts =
        this.#stored === undefined
          ? planned.parts
          : planned.parts.map(part => ({ ...part, command: this.#asStored(part.command) }))
      scatterOverSlots(this.#engine, { command, parts }, this.#scatterWay(command, way, listener))
      return
    }
    if (planned.kind === 'emulate') {
      this.#emulate(command, planned.emulate, withWait(command, way)).then(
        value => gatherer.succeeded(index, value),
        (error: RedisClusterError) => gatherer.failed(index, error),
      )
      return
    }
    const scatter = (): void => {
      this.#scatterOverNodes({ command, merge: command.spec.response, ...this.#nodes(planned.which) }, way, listener)
    }
    const waiting = this.#router.ready()
    if (waiting === undefined) scatter()
    else waiting.then(scatter, (error: RedisClusterError) => gatherer.failed(index, error))
  }

  /** Nodes by their role. Where they were meant as primaries, a retry asks whoever has taken a place meanwhile. */
  #nodes(which: 'all' | 'primaries' | 'replicas'): Pick<Spread, 'nodes' | 'slotOf'> {
    const nodes = this.#router.nodes(which)
    return which === 'primaries' ? { nodes, slotOf: node => this.#router.slotOf(node) } : { nodes }
  }

  #scatterOverNodes(spread: Spread, way: Way, listener: Listener): void {
    const command = this.#asStored(spread.command)
    scatterOverNodes(this.#engine, { ...spread, command }, this.#scatterWay(command, way, listener))
  }

  #scatterWay(command: Command<unknown>, way: Way, listener: Listener): ScatterWay {
    const { options, deadline } = withWait(command, way)
    return { options, deadline, listener, newDeadline: () => withWait(command, this.#way(options)).deadline }
  }

  /** All steps share the time of the whole. */
  async #emulate(command: Command<unknown>, emulate: Emulate, { options, deadline }: Way): Promise<unknown> {
    // What a step reads, one before it may have written.
    const stepOptions: CallOptions = { ...options, asBytes: true, crossSlot: 'split', readFrom: 'primary' }
    const steps: Executor = {
      run: step => this.#runUntil(step, new Way(this.#engine, stepOptions, deadline)),
    }
    let reply = await emulate(command, steps).catch((error: unknown) => {
      // What the caller asked for, not the step that could not be done.
      if (error instanceof ReplyError) error.command = command.spec.name
      throw error
    })
    if (!wantsBytes(command, options)) reply = asText(reply)
    return command.read === undefined ? reply : command.read(reply)
  }

  #plan(command: Command<unknown>, options: CallOptions): Plan {
    if (options.own !== undefined) return planOwn(command, options.own, this.#planning.keyspace)
    if (options.node !== undefined || options.slot !== undefined) {
      refuseState(command.spec)
      return options.slot === undefined ? ANY : { kind: 'slot', slot: options.slot }
    }
    return plan(command, options.crossSlot, this.#planning)
  }

  /** The slot of the one key that most commands have at a fixed place; -1 for the others. */
  #slotOfOnlyKey({ spec, args }: Command<unknown>): number {
    const at = spec.onlyKey
    const slotOf = this.#slotOf
    return at >= 0 && at < args.length ? slotOf(args[at] as string) : -1
  }

  #asStored<T>(command: Command<T>): Command<T> {
    const stored = this.#stored
    return stored === undefined ? command : stored(command)
  }

  /** What is issued in one beat shares its way, so that a command costs none. */
  #way(options: CallOptions): Way {
    const { timeoutMs } = options
    const now = timeoutMs < EXACT_BELOW_MS ? this.#ticker.clock.now() : this.#ticker.now()
    const last = this.#lastWay
    if (last?.options === options && this.#lastNow === now) return last
    this.#lastNow = now
    return (this.#lastWay = new Way(this.#engine, options, now + timeoutMs))
  }
}

/** What a command may wait on the server comes on top of its time. */
function withWait<W extends Way>(command: Command<unknown>, way: W): W {
  return (command.spec.flags & BLOCKING) === 0 ? way : way.until(way.deadline + blockMs(command))
}

/** The slot that an operation belongs to: none where the caller named a node, the caller's own where one was named. */
const placeOf = ({ node, slot }: CallOptions, ofKey: number): number => (node === undefined ? (slot ?? ofKey) : -1)
