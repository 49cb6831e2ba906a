import { ClosedError } from '@rc/errors'

export type Callback = (error: Error | null, reply?: unknown) => void

/** Arguments and the callback that may stand behind them. */
export function withoutCallback(args: readonly unknown[]): {
  args: readonly unknown[]
  callback: Callback | undefined
} {
  const last = args.at(-1)
  return typeof last === 'function'
    ? { args: args.slice(0, -1), callback: last as Callback }
    : { args, callback: undefined }
}

/**
 * Tells a callback, if there is one, what became of a promise; the promise is for the caller all the same. Libraries
 * hand `exec` other things than callbacks.
 */
export function told<T>(promise: Promise<T>, callback: unknown): Promise<T> {
  const worded = promise.catch(error => {
    throw inWordsOfIoredis(error)
  })
  if (typeof callback !== 'function') return worded
  worded.then(
    reply => process.nextTick(callback as Callback, null, reply),
    (error: Error) => process.nextTick(callback as Callback, error),
  )
  return worded
}

/** Libraries know by these words that a client was closed on purpose, and keep quiet about it. */
export function inWordsOfIoredis(error: unknown): unknown {
  if (!(error instanceof ClosedError)) return error
  const { command, node, attempts, executed } = error
  return new ClosedError('Connection is closed.', { command, node, attempts, executed, cause: error })
}
