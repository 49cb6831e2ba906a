import type { Command } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { CallOptions, Commander, Gatherer } from '@rc/pipeline'
import { isCacheable } from './cacheable.js'
import type { CachedReader } from './cached-reader.js'
import type { ClientCache } from './client-cache.js'
import { forgetTouched, type Touched, touchedBy } from './touched.js'

/**
 * Answers reads out of a cache where it can. What other commands may make old is let go of twice: when they are issued,
 * so that no read behind them is answered with what they replace, and when they have ended, however they did: they may
 * have run at any time between.
 */
export class CachingCommander implements Commander {
  readonly #inner: Commander
  readonly #cache: ClientCache
  readonly #reader: CachedReader

  constructor(inner: Commander, cache: ClientCache, reader: CachedReader) {
    this.#inner = inner
    this.#cache = cache
    this.#reader = reader
  }

  run<T>(command: Command<T>, options: CallOptions): Promise<T> {
    const { spec } = command
    if (this.#serves(options)) {
      if (isCacheable(spec)) return this.#reader.one(command, options)
      if (spec.name === 'MGET') return this.#reader.many(command, options)
    }
    const touched = touchedBy(command, options)
    const run = (): Promise<T> => this.#inner.run(command, options)
    return touched === undefined ? run() : this.#around([touched], run)
  }

  runAll(commands: readonly Command<unknown>[], options: CallOptions, gatherer: Gatherer): void {
    const touched = commands.map(command => touchedBy(command, options))
    if (!touched.some(Boolean)) {
      this.#inner.runAll(commands, options, gatherer)
      return
    }
    const forget = (index: number): void => this.#forget([touched[index]])
    this.#forget(touched)
    this.#inner.runAll(commands, options, {
      succeeded(index: number, value: unknown) {
        forget(index)
        gatherer.succeeded(index, value)
      },
      failed(index: number, error: RedisClusterError) {
        forget(index)
        gatherer.failed(index, error)
      },
    })
  }

  transact(commands: readonly Command<unknown>[], options: CallOptions): Promise<unknown[]> {
    const touched = commands.map(command => touchedBy(command, options))
    return this.#around(touched, () => this.#inner.transact(commands, options))
  }

  runOn(command: Command<unknown>, options: CallOptions, on: Parameters<Commander['runOn']>[2]): Promise<unknown> {
    return this.#around([touchedBy(command, options)], () => this.#inner.runOn(command, options, on))
  }

  #around<T>(touched: readonly (Touched | undefined)[], run: () => Promise<T>): Promise<T> {
    const forget = (): void => this.#forget(touched)
    forget()
    const ended = run()
    // Before its caller, who is told by the same promise, hears of it.
    ended.then(forget, forget)
    return ended
  }

  #forget(touched: readonly (Touched | undefined)[]): void {
    for (const one of touched) if (one !== undefined) forgetTouched(this.#cache, one)
  }

  /** What goes to a node, a connection or a replica of the caller's choice is asked there. */
  #serves({ cache, readFrom, node, slot, own, signal }: CallOptions): boolean {
    if (cache === false || readFrom !== 'primary' || this.#cache.over || signal?.aborted === true) return false
    return node === undefined && slot === undefined && own === undefined
  }
}
