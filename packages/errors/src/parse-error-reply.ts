import { parseRedirect } from './redirect.js'
import {
  AuthError,
  ClusterDownError,
  CrossSlotError,
  ExecAbortError,
  LoadingError,
  MasterDownError,
  NoScriptError,
  ReadOnlyError,
  ReplyError,
  TryAgainError,
  UnblockedError,
} from './reply-error.js'
import type { ErrorContext } from './redis-error.js'

type ReplyErrorType = new (message: string, context: ErrorContext) => ReplyError

/** Answers that mean "I did not run it", by their first word. */
const NOT_EXECUTED: ReadonlyMap<string, ReplyErrorType> = new Map<string, ReplyErrorType>([
  ['TRYAGAIN', TryAgainError],
  ['CLUSTERDOWN', ClusterDownError],
  ['MASTERDOWN', MasterDownError],
  ['LOADING', LoadingError],
  ['READONLY', ReadOnlyError],
  ['UNBLOCKED', UnblockedError],
  ['CROSSSLOT', CrossSlotError],
  ['NOSCRIPT', NoScriptError],
  ['EXECABORT', ExecAbortError],
  ['NOAUTH', AuthError],
  ['WRONGPASS', AuthError],
  ['NOPERM', AuthError],
  ['OOM', ReplyError],
  ['BUSY', ReplyError],
  ['MISCONF', ReplyError],
  ['NOREPLICAS', ReplyError],
  ['NOPROTO', ReplyError],
])

/**
 * The error of a reply's text: its class by its first word, a redirect only where it is exactly one.
 *
 * @example
 * parseErrorReply('MOVED 3999 127.0.0.1:6381')        // MovedError { slot: 3999, host: '127.0.0.1', port: 6381 }
 * parseErrorReply('WRONGTYPE Operation against a …')  // ReplyError { code: 'WRONGTYPE', executed: 'yes' }
 */
export function parseErrorReply(text: string): ReplyError {
  const redirect = parseRedirect(text)
  if (redirect !== undefined) return redirect
  const message = withoutArguments(text)
  // An error out of the middle of a script says where it came from; what ran before it did run.
  if (fromScript(text)) return new ReplyError(message, { executed: 'yes' })
  const space = text.indexOf(' ')
  const type = NOT_EXECUTED.get(space === -1 ? text : text.slice(0, space))
  if (type !== undefined) return new type(message, { executed: 'no' })
  return new ReplyError(message, { executed: neverStarted(text) ? 'no' : 'yes' })
}

const fromScript = (text: string): boolean => text.includes(' script: ')

const neverStarted = (text: string): boolean =>
  text.startsWith('ERR unknown command') ||
  text.startsWith('ERR unknown subcommand') ||
  text.startsWith('ERR wrong number of arguments') ||
  text.startsWith('ERR max number of clients')

/** The server repeats the arguments of a command that it does not know. They may be secret: they go. */
function withoutArguments(text: string): string {
  const at = text.indexOf(', with args beginning with:')
  return at === -1 ? text : text.slice(0, at)
}
