import { APPEND, type Command, type CommandSpec, command, DEL, GET, INCR, MGET, RPUSH, SET } from '@rc/commands'
import { type Executed, PartialFailureError, RedisClusterError } from '@rc/errors'
import type { ClusterClient } from '../../src/cluster-client.js'
import type { ViewOptions } from '../../src/view-options.js'
import { KEYS, type ModelKey, nameFor } from './layout.js'
import { type Asked, isWrite, type Ledger, nameOf, type Op } from './ledger.js'
import type { AskOptions, PlannedCommand, Settings } from './schedule.js'
import { askerOf } from './store.js'
import type { Trace } from './trace.js'
import type { VirtualLoop } from './virtual-loop.js'

/** How late a deadline may be noticed: the beat of the client, and the rounds of the loop around it. */
const BEAT_MS = 30

const SPECS: Record<Op, CommandSpec> = { GET, SET, INCR, APPEND, RPUSH, MGET, DEL }

/** What a user works with. */
export interface UserSetup {
  readonly client: ClusterClient
  readonly loop: VirtualLoop
  readonly ledger: Ledger
  readonly trace: Trace
  readonly settings: Settings
}

/** Issues commands, and holds what comes of each against what was asked. */
export class User {
  readonly signals: AbortSignal[] = []
  /** What the client said of each part of a command. */
  readonly claims = new Map<Asked, Map<number, Executed>>()
  readonly #setup: UserSetup

  constructor(setup: UserSetup) {
    this.#setup = setup
  }

  /** Issues commands in one go. */
  ask(planned: readonly PlannedCommand[], as: 'calls' | 'pipeline', options: AskOptions | undefined): void {
    const { client } = this.#setup
    const view = this.#viewOptions(options)
    const commands = planned.map(plan => this.#issue(plan, options))
    if (as === 'calls') {
      for (const { asked, sent } of commands) {
        client.run(sent, view).then(
          reply => this.#ended(asked, reply, undefined),
          (error: unknown) => this.#ended(asked, undefined, error),
        )
      }
      return
    }
    const pipeline = (view === undefined ? client : client.with(view)).pipeline()
    for (const { sent } of commands) pipeline.add(sent)
    pipeline.execute({ raiseOnError: false }).then(
      results => {
        commands.forEach(({ asked }, i) => {
          const result = results[i]
          if (result instanceof Error) this.#ended(asked, undefined, result)
          else this.#ended(asked, result, undefined)
        })
      },
      (error: unknown) => this.#setup.ledger.violated(`a pipeline that collects its errors threw ${String(error)}`),
    )
  }

  #viewOptions(options: AskOptions | undefined): ViewOptions | undefined {
    if (options === undefined) return undefined
    const { abortAfterMs, ...rest } = options
    if (abortAfterMs === undefined) return rest
    const controller = new AbortController()
    this.signals.push(controller.signal)
    if (abortAfterMs === 0) controller.abort()
    else this.#setup.loop.arrive(abortAfterMs, () => controller.abort())
    return { ...rest, signal: controller.signal }
  }

  #issue(plan: PlannedCommand, options: AskOptions | undefined): { asked: Asked; sent: Command<unknown> } {
    const { ledger, loop, settings, trace } = this.#setup
    const keys = plan.keys.map(key => KEYS[key] as ModelKey)
    const { readFrom = settings.readFrom } = options ?? {}
    const asked = ledger.issue(
      {
        op: plan.op,
        keys: plan.keys,
        retry: options?.retry ?? settings.retry,
        toPrimary: readFrom === 'primary',
        issuedAt: loop.now(),
        justStalled: loop.justStalled,
        timeoutMs: options?.timeoutMs ?? settings.timeoutMs,
        stalledBefore: loop.stalledMs,
      },
      keys.map(({ hot }) => hot),
    )
    trace.note(loop.now(), `${nameOf(asked)} ${keys.map(({ text }) => text).join(' ')}`)
    const names = keys.map(key => nameFor(key, asked.id))
    return { asked, sent: command(SPECS[plan.op], [...names, ...argumentsOf(asked, plan.size)]) }
  }

  #ended(asked: Asked, reply: unknown, error: unknown): void {
    const { ledger, loop, trace } = this.#setup
    const now = loop.now()
    const told =
      error instanceof RedisClusterError ? `${error.code}, executed: ${error.executed}` : String(error ?? 'ok')
    trace.note(now, `${nameOf(asked)} ended: ${told}`)
    if (asked.end !== undefined) ledger.violated(`${nameOf(asked)} ended twice`)
    asked.end = { at: now, error }
    const lateMs = now - asked.issuedAt - asked.timeoutMs - (loop.stalledMs - asked.stalledBefore)
    if (lateMs > BEAT_MS) ledger.violated(`${nameOf(asked)} ended ${lateMs.toFixed(1)} ms after its deadline`)
    if (error === undefined) {
      const wrong = wrongIn(asked, reply)
      if (wrong !== undefined) ledger.violated(`${nameOf(asked)} was answered with ${wrong}`)
      return
    }
    if (!(error instanceof RedisClusterError)) {
      ledger.violated(`${nameOf(asked)} failed with ${String(error)}, which is no error of the client's`)
      return
    }
    for (const { code } of causesOf(error)) {
      if (code === 'MOVED' || code === 'ASK')
        ledger.violated(`${nameOf(asked)} was left with a redirect: ${error.message}`)
    }
    if (error.code === 'TIMEOUT' && !asked.justStalled && now < asked.issuedAt + asked.timeoutMs) {
      ledger.violated(`${nameOf(asked)} ended with a timeout before its time was over`)
    }
    this.#claim(asked, error)
  }

  /** What the error says of each part. Whoever says "maybe" has to have written it at least. */
  #claim(asked: Asked, error: RedisClusterError): void {
    const claims = new Map<number, Executed>()
    const hotsOf = (keys: readonly number[] | undefined): number[] =>
      (keys ?? []).map(i => KEYS[asked.keys[i] as number]?.hot as number)
    if (error instanceof PartialFailureError) {
      for (const part of error.failed) {
        for (const hot of hotsOf(part.keys)) claims.set(hot, part.error?.executed ?? 'maybe')
      }
    } else for (const hot of asked.parts.keys()) claims.set(hot, error.executed)
    this.claims.set(asked, claims)
    for (const [hot, claim] of claims) {
      if (claim === 'maybe' && isWrite(asked) && asked.parts.get(hot)?.written === 0) {
        this.#setup.ledger.violated(`${nameOf(asked)} was never written, and is said to have run, maybe`)
      }
    }
  }
}

function argumentsOf({ op, id }: Asked, size: number): string[] {
  switch (op) {
    case 'SET':
      return [`v${id}`.padEnd(size, 'x')]
    case 'APPEND':
      return [`${id};`]
    case 'RPUSH':
      return [`${id}`]
    case 'GET':
    case 'MGET':
    case 'INCR':
    case 'DEL':
      return []
  }
}

/** What is wrong with a reply; undefined where it is the one that was asked for. */
function wrongIn({ op, id, keys, parts }: Asked, reply: unknown): string | undefined {
  const fits = (key: number | undefined, text: unknown): boolean => {
    const [name, , asker] = typeof text === 'string' ? text.split('|') : []
    return name === KEYS[key as number]?.text && Number(asker) === id
  }
  switch (op) {
    case 'SET':
      return reply === `OK ${id}` ? undefined : shown(reply)
    case 'GET':
      return fits(keys[0], reply) ? undefined : shown(reply)
    case 'MGET': {
      const texts = Array.isArray(reply) ? (reply as unknown[]) : []
      return texts.length === keys.length && keys.every((key, i) => fits(key, texts[i])) ? undefined : shown(reply)
    }
    case 'INCR':
    case 'APPEND':
    case 'RPUSH':
      return askerOf(Number(reply)) === id ? undefined : shown(reply)
    case 'DEL':
      return askerOf(Number(reply)) === id * parts.size ? undefined : shown(reply)
  }
}

const shown = (reply: unknown): string => JSON.stringify(reply) ?? String(reply)

/** An error, or those of its parts. */
const causesOf = (error: RedisClusterError): readonly RedisClusterError[] =>
  error instanceof PartialFailureError ? error.failed.flatMap(part => part.error ?? []) : [error]
