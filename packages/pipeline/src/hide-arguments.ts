import type { ReplyError } from '@rc/errors'
import type { Arg } from '@rc/resp'

const QUOTED = /'([^']+)'|`([^`]+)`|"([^"]+)"/g
const HIDDEN = "'…'"

/**
 * Takes what the caller passed out of a server's message, which repeats some arguments between quotes: the modifier of
 * ACL SETUSER with its password, say. A log is no place for them.
 */
export function hideArguments(error: ReplyError, args: readonly Arg[]): void {
  const { message, stack } = error
  if (!/['"`]/.test(message)) return
  const texts = args.map(arg => (arg instanceof Uint8Array ? Buffer.from(arg).toString() : String(arg)))
  const shown = message.replace(QUOTED, (all, ...[single, back, double]: string[]) => {
    const quoted = single ?? back ?? double ?? ''
    // Servers cut long ones short.
    return texts.some(text => text.startsWith(quoted)) ? HIDDEN : all
  })
  if (shown === message) return
  error.message = shown
  // A stack begins with the message as it was.
  if (stack !== undefined) error.stack = stack.replace(message, () => shown)
}
