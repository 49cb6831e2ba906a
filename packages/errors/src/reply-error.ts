import { brand, type ErrorContext, RedisClusterError } from './redis-error.js'

/**
 * An error that the server answered. `code` is the first word of the answer (`'WRONGTYPE'`, `'ERR'`), `message` its text.
 *
 * `executed` is `'yes'` where the server ran the command and this is its answer, `'no'` where the answer says that it
 * did not run it.
 */
export class ReplyError extends RedisClusterError {
  constructor(message: string, context: ErrorContext = {}) {
    super(firstWord(message), message, { executed: 'yes', ...context })
  }
}

/** A multi-key command met a slot that is on the move, and not all of its keys are on one side. It did not run. */
export class TryAgainError extends ReplyError {}

/** The cluster does not serve the slot now: a primary is gone and nobody has taken over yet. The command did not run. */
export class ClusterDownError extends ReplyError {}

/** The replica lost its primary and is configured not to serve old data. The command did not run. */
export class MasterDownError extends ReplyError {}

/** The server is still loading its data from disk. The command did not run. */
export class LoadingError extends ReplyError {}

/** A write reached a replica, as after a failover that the client had not heard of. The command did not run. */
export class ReadOnlyError extends ReplyError {}

/** A blocked command was let go because its slot moved or its node became a replica. It took nothing. */
export class UnblockedError extends ReplyError {}

/**
 * The keys of one command live in different slots. It did not run.
 *
 * Give the keys a common hash tag (`{user:1}:a`, `{user:1}:b`), or see the option `crossSlot`.
 */
export class CrossSlotError extends ReplyError {}

/** The server does not know the script of this digest. It did not run; `EVAL` or `SCRIPT LOAD` makes it known. */
export class NoScriptError extends ReplyError {}

/** `EXEC` was refused because a command was refused while queueing. Nothing of the transaction ran. */
export class ExecAbortError extends ReplyError {}

/** The server refused the user, the password or the permission (`NOAUTH`, `WRONGPASS`, `NOPERM`). Nothing ran. */
export class AuthError extends ReplyError {}

brand(ReplyError, 'ReplyError')
brand(TryAgainError, 'TryAgainError')
brand(ClusterDownError, 'ClusterDownError')
brand(MasterDownError, 'MasterDownError')
brand(LoadingError, 'LoadingError')
brand(ReadOnlyError, 'ReadOnlyError')
brand(UnblockedError, 'UnblockedError')
brand(CrossSlotError, 'CrossSlotError')
brand(NoScriptError, 'NoScriptError')
brand(ExecAbortError, 'ExecAbortError')
brand(AuthError, 'AuthError')

function firstWord(text: string): string {
  const end = text.indexOf(' ')
  const word = end === -1 ? text : text.slice(0, end)
  return /^[A-Z][A-Z0-9_]*$/.test(word) ? word : 'ERR'
}
