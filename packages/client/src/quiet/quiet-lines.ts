import type { Command } from '@rc/commands'
import {
  AbortError,
  classify,
  ClosedError,
  PoolExhaustedError,
  ProtocolError,
  RedisClusterError,
  SlotNotCoveredError,
} from '@rc/errors'
import type { CallOptions } from '@rc/pipeline'
import type { Connection, NamedAddress } from '@rc/pool'
import type { Companion } from '../companion.js'
import type { Core } from '../core.js'
import { pause } from '../streams/pause.js'
import { QuietLine } from './quiet-line.js'
import type { QuietTime } from './quiet-pending.js'
import type { UnderWay } from './under-way.js'

/** Where a write goes: to the owner of a slot, to any primary (-1), or to a node. */
export type QuietTarget = { readonly slot: number } | { readonly node: NamedAddress }

const NEVER = new AbortController().signal

/** The quiet lines of a client, one to each node that is written to in silence. */
export class QuietLines implements Companion {
  readonly #core: Core
  readonly #underWay: UnderWay
  readonly #lines = new Map<string, Promise<QuietLine>>()
  readonly #open = new Map<string, QuietLine>()
  /** The time of what was written last: what is written in one tick shares it. */
  #time: QuietTime = { deadline: 0, timeoutMs: 0 }

  constructor(core: Core, underWay: UnderWay) {
    this.#core = core
    this.#underWay = underWay
    core.companions.add(this)
  }

  /**
   * Writes a command for the primary of a slot, where there is a line to it already: the short way for most. Undefined
   * where there is none.
   */
  direct(command: Command<unknown>, slot: number, options: CallOptions): Promise<void> | undefined {
    const node = this.#core.router.pick(slot, 'primary')
    const line = node === undefined ? undefined : this.#open.get(node.name)
    if (line === undefined || line.over) return undefined
    const { timeoutMs } = options
    const deadline = this.#core.ticker.now() + timeoutMs
    if (this.#time.deadline !== deadline || this.#time.timeoutMs !== timeoutMs) this.#time = { deadline, timeoutMs }
    const pending = line.put(command, this.#time)
    pending.again = () => this.#underWay.add(this.write(command, { slot }, options))
    return pending.promise
  }

  /** Writes a command; tried again, within its time, as long as nothing of it was sent. */
  async write(command: Command<unknown>, target: QuietTarget, options: CallOptions): Promise<void> {
    const { clock } = this.#core.ticker
    const deadline = clock.now() + options.timeoutMs
    for (let count = 1; ; count++) {
      try {
        checkSignal(command, options)
        const line = await this.#lineTo(await this.#nodeOf(command, target), options)
        checkSignal(command, options)
        await line.write(command, deadline, options)
        return
      } catch (error) {
        const waitMs = this.#waitBefore(error, count, options)
        if (waitMs === undefined || clock.now() + waitMs >= deadline) throw inContext(error, command)
        this.#core.router.refresh('connection-lost')
        await pause(this.#core, waitMs, options.signal ?? NEVER)
      }
    }
  }

  /** Resolves when the servers have run all that was written before. */
  async settled({ timeoutMs }: CallOptions): Promise<void> {
    await Promise.all([...this.#open.values()].map(line => line.settled(timeoutMs)))
  }

  closed(connection: Connection, error: Error | undefined): void {
    for (const [name, line] of this.#open) {
      if (!line.isOver(connection)) continue
      this.#open.delete(name)
      line.ended(error)
      if (error instanceof ProtocolError) this.#core.events.emit('error', error)
    }
  }

  async #nodeOf(command: Command<unknown>, target: QuietTarget): Promise<NamedAddress> {
    if ('node' in target) return target.node
    await this.#core.router.ready()
    const node = this.#core.router.pick(target.slot, 'primary')
    if (node === undefined) throw new SlotNotCoveredError(target.slot, { command: command.spec.name, executed: 'no' })
    return node
  }

  async #lineTo(node: NamedAddress, options: CallOptions): Promise<QuietLine> {
    const known = this.#lines.get(node.name)
    if (known !== undefined) {
      const line = await known.catch(() => undefined)
      if (line !== undefined && !line.over) return line
      if (this.#lines.get(node.name) === known) this.#lines.delete(node.name)
      // Another who waited may have opened the next.
      return this.#lineTo(node, options)
    }
    const opening = QuietLine.open(this.#core, node, { ...options, signal: undefined })
    this.#lines.set(node.name, opening)
    opening.then(
      line => this.#open.set(node.name, line),
      () => {
        if (this.#lines.get(node.name) === opening) this.#lines.delete(node.name)
      },
    )
    return opening
  }

  /** Milliseconds before another attempt; undefined where there must be none. */
  #waitBefore(error: unknown, count: number, { retry }: CallOptions): number | undefined {
    if (!(error instanceof RedisClusterError) || error.executed !== 'no') return undefined
    const isUncovered = error instanceof SlotNotCoveredError
    if (error instanceof PoolExhaustedError || error instanceof ClosedError) return undefined
    const random = this.#core.ticker.clock.random()
    const verdict = retry.decide(isUncovered ? { kind: 'elsewhere' } : classify(error), {
      phase: 'unsent',
      effect: 'write',
      count,
      redirects: 0,
      random,
    })
    return verdict.kind === 'retry' ? verdict.afterMs : undefined
  }
}

function checkSignal({ spec }: Command<unknown>, { signal }: CallOptions): void {
  if (signal?.aborted !== true) return
  throw new AbortError(`${spec.name} was aborted. It was not sent.`, {
    command: spec.name,
    executed: 'no',
    cause: signal.reason,
  })
}

/** Names the caller's command where the error is of the question before it. */
function inContext(error: unknown, { spec }: Command<unknown>): unknown {
  if (error instanceof RedisClusterError) error.command = spec.name
  return error
}

const linesOf = new WeakMap<Core, QuietLines>()

/** Those of a client. */
export function quietLinesOf(core: Core, underWay: UnderWay): QuietLines {
  let lines = linesOf.get(core)
  if (lines === undefined) {
    lines = new QuietLines(core, underWay)
    linesOf.set(core, lines)
  }
  return lines
}
