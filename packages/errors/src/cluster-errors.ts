import { brand, type ErrorContext, RedisClusterError } from './redis-error.js'

/** An option, a URL or an argument that cannot work, found before anything was sent. The message says what would. */
export class ConfigError extends RedisClusterError {
  constructor(message: string, context: ErrorContext = {}) {
    super('CONFIG', message, context)
  }
}

/** No node owns the slot, as far as the cluster tells. The command was not sent. */
export class SlotNotCoveredError extends RedisClusterError {
  /** The slot, 0 to 16383. */
  readonly slot: number

  constructor(slot: number, context: ErrorContext = {}) {
    super(
      'SLOT_NOT_COVERED',
      `No node owns slot ${slot} now, so the command was not sent. It works again once the cluster covers the slot ` +
        '(redis-cli --cluster check shows what is missing).',
      context,
    )
    this.slot = slot
  }
}

/**
 * A scan cannot tell for certain what is there, as a slot was on the move, or half moved, for as long as it was willing
 * to wait. What it gave until then stands; a scan over keys goes on with `{ cursor: scan.cursor }` when the move is done.
 */
export class ScanUnsettledError extends RedisClusterError {
  /** The slot, 0 to 16383. */
  readonly slot: number

  constructor(message: string, slot: number, context: ErrorContext = {}) {
    super('SCAN_UNSETTLED', message, context)
    this.slot = slot
  }
}

/** A key under `WATCH` changed, or the watch was lost with its connection. Nothing of the transaction ran. */
export class WatchError extends RedisClusterError {
  constructor(message: string, context: ErrorContext = {}) {
    super('WATCH', message, context)
  }
}

/** One part of a command that ran on several nodes: what it was about, and how it went. */
export interface Part {
  /** The node that was asked last, as `host:port`, if any was. */
  readonly node: string | undefined
  /** Positions, among the command's keys, of the keys that this part held; empty for a command without keys. */
  readonly keys: readonly number[]
  /** The command of the step, where the whole was done step by step: `'RESTORE'`. */
  readonly command?: string
  /**
   * Tells the temporary key in which this step left what it took away elsewhere, where a later step failed to put it in
   * its place. It does not expire: take from it what is yours, and delete it. A function, so that the name, which is made
   * of a key of yours, gets into no log by itself.
   */
  readonly waitsIn?: () => string | number | bigint | Uint8Array
  /** The part's answer, where it succeeded. */
  readonly reply?: unknown
  /** Why the part failed, where it did. */
  readonly error?: RedisClusterError
}

/** A command was split over slots or nodes, and some of its parts failed. Holds what became of each part. */
export class PartialFailureError extends RedisClusterError {
  /** The parts that succeeded, with their replies. */
  readonly succeeded: readonly Part[]
  /** The parts that failed, with their errors. */
  readonly failed: readonly Part[]
  readonly #retry: (() => Promise<unknown>) | undefined

  /** @param context besides, `retry` sends the failed parts again and answers with the whole */
  constructor(parts: readonly Part[], { retry, ...context }: ErrorContext & { retry?: () => Promise<unknown> } = {}) {
    const failed = parts.filter(part => part.error !== undefined)
    const first = failed[0]?.error
    super(
      'PARTIAL_FAILURE',
      `${context.command ?? 'The command'} failed on ${failed.length} of its ${parts.length} parts; ` +
        `the first failure was ${first?.name ?? 'unknown'}: ${first?.message ?? ''} ` +
        'The properties succeeded and failed tell which keys or nodes.',
      { cause: first, executed: worst(parts), ...context },
    )
    this.succeeded = parts.filter(part => part.error === undefined)
    this.failed = failed
    unlisted(this, 'succeeded')
    this.#retry = retry
  }

  /**
   * Sends the failed parts once more, whatever they are: look at each one's `error.executed` first. Resolves with the
   * reply of the whole command, made of theirs and of what had succeeded before.
   *
   * @throws PartialFailureError where some fail again, and again it holds what succeeded; ConfigError where the command
   *   is one whose parts build on each other, so that none can be sent again by itself
   */
  retryFailed(): Promise<unknown> {
    if (this.#retry !== undefined) return this.#retry()
    const message = `The steps of ${this.command ?? 'the command'} build on each other: none can be sent again by itself.`
    return Promise.reject(new ConfigError(message, { command: this.command, executed: 'no' }))
  }
}

/** Too few replicas acknowledged a write in time. The write itself happened: `reply` is its answer. */
export class ReplicationError extends RedisClusterError {
  /** The answer of the write. */
  readonly reply: unknown
  /** How many replicas acknowledged. */
  readonly acknowledged: number
  /** How many were asked for. */
  readonly required: number

  constructor(reply: unknown, acknowledged: number, required: number, context: ErrorContext = {}) {
    super(
      'REPLICATION',
      `The write was done, but ${acknowledged} of the ${required} replicas asked for acknowledged it in time.` +
        because(context),
      { executed: 'yes', ...context },
    )
    this.reply = reply
    unlisted(this, 'reply')
    this.acknowledged = acknowledged
    this.required = required
  }
}

/** Too few servers had a write on disk in time. The write itself happened: `reply` is its answer. */
export class PersistenceError extends RedisClusterError {
  /** The answer of the write. */
  readonly reply: unknown
  /** What was acknowledged: the primary's own disk (0 or 1), and the number of replicas. */
  readonly acknowledged: { readonly local: number; readonly replicas: number }
  /** What was asked for. */
  readonly required: { readonly local: number; readonly replicas: number }

  constructor(
    reply: unknown,
    counts: { acknowledged: PersistenceError['acknowledged']; required: PersistenceError['required'] },
    context: ErrorContext = {},
  ) {
    const { acknowledged, required } = counts
    super(
      'PERSISTENCE',
      `The write was done, but it reached the disk of ${acknowledged.local} primary and ${acknowledged.replicas} ` +
        `replicas in time; ${required.local} and ${required.replicas} were asked for.${because(context)}`,
      { executed: 'yes', ...context },
    )
    this.reply = reply
    unlisted(this, 'reply')
    this.acknowledged = acknowledged
    this.required = required
  }
}

brand(ConfigError, 'ConfigError')
brand(SlotNotCoveredError, 'SlotNotCoveredError')
brand(ScanUnsettledError, 'ScanUnsettledError')
brand(WatchError, 'WatchError')
brand(PartialFailureError, 'PartialFailureError')
brand(ReplicationError, 'ReplicationError')
brand(PersistenceError, 'PersistenceError')

/** Keeps what the servers answered out of logs: it is read by its name alone, not when an error is printed. */
function unlisted(error: RedisClusterError, property: string): void {
  Object.defineProperty(error, property, { enumerable: false })
}

/** What kept the servers from telling, where something did. */
const because = ({ cause }: ErrorContext): string =>
  cause instanceof Error ? ` The server said: ${cause.message}` : ''

/** A whole is as executed as its parts: `'maybe'` if any part may have run, else `'yes'` if any did. */
function worst(parts: readonly Part[]): 'no' | 'maybe' | 'yes' {
  const states = parts.map(part => (part.error === undefined ? 'yes' : part.error.executed))
  return states.includes('maybe') ? 'maybe' : states.includes('yes') ? 'yes' : 'no'
}
