import { brand } from './redis-error.js'
import { ReplyError } from './reply-error.js'

// The only file that spells MOVED and ASK. What is parsed here decides where commands and credentials go next, so a
// redirect that is not exactly of the known form is no redirect, but an error that the caller gets to see.

/** Where a redirect points to. `host` is empty where the server means "the host that you asked me under". */
export interface RedirectTarget {
  /** The slot, 0 to 16383. */
  readonly slot: number
  /** Name or address; `''` stands for the host of the node that answered, `'?'` for one that the server does not know. */
  readonly host: string
  /** 1 to 65535. */
  readonly port: number
}

abstract class RedirectError extends ReplyError implements RedirectTarget {
  readonly slot: number
  readonly host: string
  readonly port: number

  constructor(message: string, target: RedirectTarget) {
    super(message, { executed: 'no' })
    this.slot = target.slot
    this.host = target.host
    this.port = target.port
  }
}

/** The slot lives on another node for good. The command did not run; the client follows by itself. */
export class MovedError extends RedirectError {}

/** The slot is being moved, and this key may be at the new node already. Concerns one command alone. It did not run. */
export class AskError extends RedirectError {}

brand(MovedError, 'MovedError')
brand(AskError, 'AskError')

const REDIRECT = /^(MOVED|ASK) (0|[1-9][0-9]{0,4}) (\S*):([1-9][0-9]{0,4})$/
const IPV6 = '[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[0-9A-Za-z._-]+)?'
/** A name, an IPv4 or an IPv6 address, in both brackets or in none; nothing, or a question mark. */
const HOST = new RegExp(`^(?:|\\?|[0-9A-Za-z][0-9A-Za-z._-]*|${IPV6}|\\[${IPV6}\\])$`)

/** The redirect that an error reply means, or undefined where it is not exactly one. */
export function parseRedirect(text: string): MovedError | AskError | undefined {
  // A cheap look first: most error replies begin with neither letter.
  const first = text.charCodeAt(0)
  if (first !== 77 && first !== 65) return undefined
  const match = REDIRECT.exec(text)
  if (match === null) return undefined
  const [, word, slotText, host, portText] = match as unknown as [string, string, string, string, string]
  const slot = Number(slotText)
  const port = Number(portText)
  if (slot > 16383 || port > 65535 || host.length > 255 || !HOST.test(host)) return undefined
  const target = { slot, host: unbracket(host), port }
  return word === 'MOVED' ? new MovedError(text, target) : new AskError(text, target)
}

/** An IPv6 address comes bare (`::1:7000`, split at the last colon) or in brackets. */
const unbracket = (host: string): string => (host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host)
