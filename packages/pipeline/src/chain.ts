import type { Command } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'

/** How a pipeline ends. */
export interface ExecuteOptions {
  /**
   * True (default): the first error, in the order of the commands, is thrown once all commands have ended; it carries
   * `index` and `results`. False: errors stand among the results, in their places.
   */
  raiseOnError?: boolean
  /**
   * Commands of a pipeline that may be under way at once. A longer one goes in pieces, each when the one before has
   * ended, so that a million commands neither fill the queues of their nodes nor take the memory of a million requests.
   * Default 10 000; `Infinity` for all at once. A transaction is never cut: it takes no such option.
   */
  maxBatch?: number
}

/** What a pipeline's error carries besides. */
export interface PipelineErrorDetails {
  /** Which command failed, counted from 0. */
  index: number
  /** All results, errors in their places. */
  results: readonly unknown[]
}

/** The results of a pipeline: as the chain says, or, where it was not written as a chain, of unknown type. */
export type Results<R extends readonly unknown[], O extends ExecuteOptions> = O extends { raiseOnError: false }
  ? R extends readonly []
    ? unknown[]
    : { -readonly [I in keyof R]: R[I] | RedisClusterError }
  : R extends readonly []
    ? unknown[]
    : { -readonly [I in keyof R]: R[I] }

/** What every pipeline can do with what is queued. */
export interface QueueVerbs<out R extends readonly unknown[]> extends AsyncDisposable {
  /** How many commands are queued. */
  readonly length: number
  /**
   * Sends all queued commands at once, to all their nodes, and empties the queue. Resolves when all have ended.
   *
   * A redirect or a retry concerns the one command; results stand in the order of the commands. Commands of one slot run
   * in that order; there is no order, and no atomicity, between slots.
   *
   * @throws ConfigError where an option cannot be; the first error of a command, unless `raiseOnError` is false
   */
  execute<const O extends ExecuteOptions = Record<never, never>>(options?: O): Promise<Results<R, O>>
  /** Forgets the queued commands; the pipeline can be used again. */
  reset(): void
}

/** A pipeline without methods for the commands: it takes them as values. */
export interface PipelineVerbs<out R extends readonly unknown[]> extends QueueVerbs<R> {
  /** Queues a command that is a value. */
  add<T>(command: Command<T>): PipelineVerbs<[...R, T]>
}

/**
 * A pipeline with the methods of a set of builders; each returns the pipeline, and remembers its reply's type. For sets
 * of one's own; the client has an interface of its own for all commands, which the compiler compares faster.
 */
export type Chain<B, R extends readonly unknown[] = []> = QueueVerbs<R> & {
  [K in keyof B]: B[K] extends (...args: infer A) => Command<infer T> ? (...args: A) => Chain<B, [...R, T]> : never
} & { add<T>(command: Command<T>): Chain<B, [...R, T]> }

/** How strings of replies stand. */
export type Form = 'text' | 'bytes'
