import type { Command } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { NamedAddress, Ticker } from '@rc/pool'
import { keySlot } from '@rc/slots'
import { Call } from './call.js'
import type { CallOptions } from './call-options.js'
import type { Engine } from './engine.js'
import { Gather, type Listener, readsParts } from './gather.js'
import { type Gatherer, PartOperation } from './part.js'
import { type Plan, plan, refuseState } from './plan.js'
import type { Router } from './router.js'
import type { SplitPart } from './split.js'

/** Below this many milliseconds a deadline is counted from the exact time, not from that of the tick. */
const EXACT_BELOW_MS = 1000

const ANY: Plan = { kind: 'any' }

/** Makes operations of commands: one for most, one for each slot or node of those that are split. */
export class Runner {
  readonly #engine: Engine
  readonly #router: Router
  readonly #ticker: Ticker

  constructor(engine: Engine, router: Router, ticker: Ticker) {
    this.#engine = engine
    this.#router = router
    this.#ticker = ticker
  }

  /** Runs a command; resolves with its reply, read as the command says. */
  run<T>(command: Command<T>, options: CallOptions): Promise<T> {
    const slot = slotOfOnlyKey(command)
    if (slot >= 0) return this.#call(command, options, placeOf(options, slot))
    try {
      const planned = planFor(command, options)
      if (planned.kind === 'slot') return this.#call(command, options, planned.slot)
      if (planned.kind === 'any') return this.#call(command, options, -1)
      return this.#scatterAlone(command, options, planned)
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** Runs many commands at once, over all their nodes, and tells the end of each by its position. */
  runAll(commands: readonly Command<unknown>[], options: CallOptions, gatherer: Gatherer): void {
    const deadline = this.#deadline(options)
    for (let index = 0; index < commands.length; index++) {
      const command = commands[index] as Command<unknown>
      const slot = slotOfOnlyKey(command)
      if (slot >= 0)
        this.#part(command, {
          options,
          slot: placeOf(options, slot),
          deadline,
          place: { gatherer, index, reads: true },
        })
      else this.#planPart(command, options, { gatherer, index })
    }
  }

  #planPart(command: Command<unknown>, options: CallOptions, listener: Listener): void {
    let planned: Plan
    try {
      planned = planFor(command, options)
    } catch (error) {
      listener.gatherer.failed(listener.index, error as RedisClusterError)
      return
    }
    if (planned.kind === 'split' || planned.kind === 'nodes') {
      this.#scatter(command, { options, planned, listener })
      return
    }
    const slot = planned.kind === 'slot' ? planned.slot : -1
    this.#part(command, { options, slot, deadline: this.#deadline(options), place: { ...listener, reads: true } })
  }

  #call<T>(command: Command<T>, options: CallOptions, slot: number): Promise<T> {
    const call = new Call(this.#engine, command, {
      options,
      slot,
      deadline: this.#deadline(options),
    })
    this.#engine.start(call)
    return call.promise as Promise<T>
  }

  #part(command: Command<unknown>, way: ConstructorParameters<typeof PartOperation>[2]): PartOperation {
    const part = new PartOperation(this.#engine, command, way)
    this.#engine.start(part)
    return part
  }

  #scatterAlone<T>(command: Command<T>, options: CallOptions, planned: ScatterPlan): Promise<T> {
    return new Promise((resolve, reject) => {
      const gatherer: Gatherer = {
        succeeded: (_, value) => resolve(value as T),
        failed: (_, error) => reject(error),
      }
      this.#scatter(command, { options, planned, listener: { gatherer, index: 0 } })
    })
  }

  #scatter(command: Command<unknown>, way: { options: CallOptions; planned: ScatterPlan; listener: Listener }): void {
    const { options, planned, listener } = way
    if (planned.kind === 'split') {
      this.#scatterSlots(command, planned.parts, { options, listener })
      return
    }
    const scatter = (): void => this.#scatterNodes(command, this.#router.nodes(planned.which), { options, listener })
    const waiting = this.#router.ready()
    if (waiting === undefined) scatter()
    else waiting.then(scatter, (error: RedisClusterError) => listener.gatherer.failed(listener.index, error))
  }

  #scatterSlots(
    command: Command<unknown>,
    parts: readonly SplitPart[],
    { options, listener }: { options: CallOptions; listener: Listener },
  ): void {
    const deadline = this.#deadline(options)
    const gather = new Gather(
      command,
      parts.map(part => part.keys),
      listener,
    )
    const operations = parts.map(
      (part, index) =>
        new PartOperation(this.#engine, part.command, {
          options,
          slot: part.slot,
          deadline,
          place: { gatherer: gather, index, reads: false },
        }),
    )
    gather.watch(operations)
    for (const operation of operations) this.#engine.start(operation)
  }

  #scatterNodes(
    command: Command<unknown>,
    nodes: readonly NamedAddress[],
    { options, listener }: { options: CallOptions; listener: Listener },
  ): void {
    const deadline = this.#deadline(options)
    const keys = nodes.map(() => [])
    const gather = new Gather(command, keys, listener)
    const reads = readsParts(command, keys)
    const operations = nodes.map(
      (node, index) =>
        new PartOperation(this.#engine, command, {
          options: { ...options, node },
          slot: -1,
          deadline,
          place: { gatherer: gather, index, reads },
        }),
    )
    gather.watch(operations)
    for (const operation of operations) this.#engine.start(operation)
  }

  #deadline({ timeoutMs }: CallOptions): number {
    return (timeoutMs < EXACT_BELOW_MS ? this.#ticker.clock.now() : this.#ticker.now()) + timeoutMs
  }
}

type ScatterPlan = Extract<Plan, { kind: 'split' | 'nodes' }>

/** The slot of the one key that most commands have at a fixed place; -1 for the others. */
function slotOfOnlyKey({ spec, args }: Command<unknown>): number {
  const at = spec.onlyKey
  return at >= 0 && at < args.length ? keySlot(args[at] as string) : -1
}

/** The slot that an operation belongs to: none where the caller named a node, the caller's own where one was named. */
const placeOf = ({ node, slot }: CallOptions, ofKey: number): number => (node === undefined ? (slot ?? ofKey) : -1)

function planFor(command: Command<unknown>, options: CallOptions): Plan {
  if (options.node === undefined && options.slot === undefined) return plan(command, options.crossSlot)
  refuseState(command.spec)
  return options.slot === undefined ? ANY : { kind: 'slot', slot: options.slot }
}
