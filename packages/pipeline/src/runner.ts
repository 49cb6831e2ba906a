import { BLOCKING, blockMs, type Command, type Executor } from '@rc/commands'
import { type RedisClusterError, ReplyError } from '@rc/errors'
import type { Ticker } from '@rc/pool'
import { keySlot } from '@rc/slots'
import { asText } from './as-text.js'
import { Call } from './call.js'
import type { CallOptions } from './call-options.js'
import type { Commander, NodeSet } from './commander.js'
import type { Emulate, Emulator } from './emulator.js'
import type { Engine } from './engine.js'
import type { NodeMerge } from './gather.js'
import { type Gatherer, type Listener, PartOperation } from './part.js'
import { type Plan, plan, refuseState } from './plan.js'
import { promised } from './promised.js'
import type { Router } from './router.js'
import { type ScatterWay, type Spread, scatterOverNodes, scatterOverSlots } from './scatter.js'
import { TransactionOperation, type TransactionResults } from './transaction-operation.js'
import { planOwn, transactionSlot } from './transaction-slot.js'
import { Turns } from './turns.js'

/** Below this many milliseconds a deadline is counted from the exact time, not from that of the tick. */
const EXACT_BELOW_MS = 1000

const ANY: Plan = { kind: 'any' }

/** What a runner works with. */
export interface RunnerSetup {
  readonly engine: Engine
  readonly router: Router
  readonly ticker: Ticker
  /** For `crossSlot: 'emulate'`. */
  readonly emulator?: Emulator | undefined
}

/** How one command is to be run, and until when. */
interface Way {
  readonly options: CallOptions
  readonly deadline: number
}

/** Makes operations of commands: one for most, one for each slot or node of those that are split. */
export class Runner implements Commander {
  readonly #engine: Engine
  readonly #router: Router
  readonly #ticker: Ticker
  readonly #emulator: Emulator | undefined

  constructor({ engine, router, ticker, emulator }: RunnerSetup) {
    this.#engine = engine
    this.#router = router
    this.#ticker = ticker
    this.#emulator = emulator
  }

  run<T>(command: Command<T>, options: CallOptions): Promise<T> {
    const slot = slotOfOnlyKey(command)
    const deadline = this.#deadline(options)
    if (slot >= 0 && options.own === undefined)
      return this.#call(command, placeOf(options, slot), { options, deadline })
    return this.#runUntil(command, { options, deadline })
  }

  runAll(commands: readonly Command<unknown>[], options: CallOptions, gatherer: Gatherer): void {
    const deadline = this.#deadline(options)
    if (options.crossSlot === 'emulate') {
      void this.#runInTurns(commands, { options, deadline }, gatherer)
      return
    }
    for (let index = 0; index < commands.length; index++) {
      const command = commands[index] as Command<unknown>
      const slot = slotOfOnlyKey(command)
      if (slot >= 0 && options.own === undefined) {
        this.#part(command, placeOf(options, slot), { options, deadline, listener: { gatherer, index } })
      } else this.#begin(command, { options, deadline, listener: { gatherer, index } })
    }
  }

  async runOn(
    command: Command<unknown>,
    options: CallOptions,
    { nodes, merge }: { nodes: NodeSet; merge: NodeMerge },
  ): Promise<unknown> {
    refuseState(command.spec)
    const deadline = this.#deadline(options)
    await this.#router.ready()
    const spread = { command, nodes: typeof nodes === 'string' ? this.#router.nodes(nodes) : nodes, merge }
    return promised(listener => this.#scatterOverNodes(spread, { options, deadline, listener }))
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
    return promised(listener => this.#scatter(command, planned, { ...way, listener }))
  }

  /** As `runAll`; a command that is run in steps waits for those before it, and those behind it wait for its end. */
  async #runInTurns(commands: readonly Command<unknown>[], way: Way, gatherer: Gatherer): Promise<void> {
    const turns = new Turns(gatherer)
    for (let index = 0; index < commands.length; index++) {
      const command = commands[index] as Command<unknown>
      const inSteps = this.#isEmulated(command, way.options)
      if (inSteps) await turns.idle()
      turns.begun()
      this.#begin(command, { ...way, listener: { gatherer: turns, index } })
      if (inSteps) await turns.idle()
    }
  }

  /** Runs commands of one slot together or not at all; resolves with a value or an error for each. */
  transact(commands: readonly Command<unknown>[], options: CallOptions): Promise<TransactionResults> {
    return new Promise((done, failed) => {
      const slot = transactionSlot(commands, options)
      const deadline = this.#deadline(options)
      const listener = { done, failed }
      this.#engine.start(new TransactionOperation(this.#engine, commands, { options, slot, deadline, listener }))
    })
  }

  #isEmulated(command: Command<unknown>, options: CallOptions): boolean {
    try {
      return this.#plan(command, options).kind === 'emulate'
    } catch {
      // Told when its turn comes.
      return false
    }
  }

  #begin(command: Command<unknown>, way: Way & { listener: Listener }): void {
    const { gatherer, index } = way.listener
    let planned: Plan
    try {
      planned = this.#plan(command, way.options)
    } catch (error) {
      gatherer.failed(index, error as RedisClusterError)
      return
    }
    if (planned.kind === 'slot') this.#part(command, planned.slot, way)
    else if (planned.kind === 'any') this.#part(command, -1, way)
    else this.#scatter(command, planned, way)
  }

  #call<T>(command: Command<T>, slot: number, { options, deadline }: Way): Promise<T> {
    const call = new Call(this.#engine, command, { options, slot, deadline: deadline + waitOf(command) })
    this.#engine.start(call)
    return call.promise as Promise<T>
  }

  #part(command: Command<unknown>, slot: number, way: Way & { listener: Listener }): void {
    const { options, listener } = way
    const place = { gatherer: listener.gatherer, index: listener.index, reads: true }
    const deadline = way.deadline + waitOf(command)
    this.#engine.start(new PartOperation(this.#engine, command, { options, slot, deadline, place }))
  }

  #scatter(
    command: Command<unknown>,
    planned: Exclude<Plan, { kind: 'slot' | 'any' }>,
    way: Way & { listener: Listener },
  ): void {
    const { gatherer, index } = way.listener
    if (planned.kind === 'split') {
      scatterOverSlots(this.#engine, { command, parts: planned.parts }, this.#scatterWay(command, way))
      return
    }
    if (planned.kind === 'emulate') {
      this.#emulate(command, planned.emulate, way).then(
        value => gatherer.succeeded(index, value),
        (error: RedisClusterError) => gatherer.failed(index, error),
      )
      return
    }
    const scatter = (): void => {
      const nodes = this.#router.nodes(planned.which)
      this.#scatterOverNodes({ command, nodes, merge: command.spec.response }, way)
    }
    const waiting = this.#router.ready()
    if (waiting === undefined) scatter()
    else waiting.then(scatter, (error: RedisClusterError) => gatherer.failed(index, error))
  }

  #scatterOverNodes(spread: Spread, way: Way & { listener: Listener }): void {
    scatterOverNodes(this.#engine, spread, this.#scatterWay(spread.command, way))
  }

  #scatterWay(command: Command<unknown>, way: Way & { listener: Listener }): ScatterWay {
    const wait = waitOf(command)
    return { ...way, deadline: way.deadline + wait, newDeadline: () => this.#deadline(way.options) + wait }
  }

  /** All steps share the time of the whole. */
  async #emulate(command: Command<unknown>, emulate: Emulate, { options, deadline }: Way): Promise<unknown> {
    // What a step reads, one before it may have written.
    const stepOptions: CallOptions = { ...options, asBytes: true, crossSlot: 'split', readFrom: 'primary' }
    const steps: Executor = {
      run: step => this.#runUntil(step, { options: stepOptions, deadline: deadline + waitOf(command) }),
    }
    let reply = await emulate(command, steps).catch((error: unknown) => {
      // What the caller asked for, not the step that could not be done.
      if (error instanceof ReplyError) error.command = command.spec.name
      throw error
    })
    if (!options.asBytes) reply = asText(reply)
    return command.read === undefined ? reply : command.read(reply)
  }

  #plan(command: Command<unknown>, options: CallOptions): Plan {
    if (options.own !== undefined) return planOwn(command, options.own)
    if (options.node !== undefined || options.slot !== undefined) {
      refuseState(command.spec)
      return options.slot === undefined ? ANY : { kind: 'slot', slot: options.slot }
    }
    return plan(command, options.crossSlot, this.#emulator)
  }

  #deadline({ timeoutMs }: CallOptions): number {
    return (timeoutMs < EXACT_BELOW_MS ? this.#ticker.clock.now() : this.#ticker.now()) + timeoutMs
  }
}

/** What a command may wait on the server comes on top of its time. */
const waitOf = (command: Command<unknown>): number => ((command.spec.flags & BLOCKING) === 0 ? 0 : blockMs(command))

/** The slot of the one key that most commands have at a fixed place; -1 for the others. */
function slotOfOnlyKey({ spec, args }: Command<unknown>): number {
  const at = spec.onlyKey
  return at >= 0 && at < args.length ? keySlot(args[at] as string) : -1
}

/** The slot that an operation belongs to: none where the caller named a node, the caller's own where one was named. */
const placeOf = ({ node, slot }: CallOptions, ofKey: number): number => (node === undefined ? (slot ?? ofKey) : -1)
