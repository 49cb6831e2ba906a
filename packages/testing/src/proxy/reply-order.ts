import { parseReply, parseRequest } from '../raw-reply.js'

/** A command that was seen and not answered yet. */
export interface SeenCommand {
  /** In upper case; with its sub-command where it is a family of commands: `'GET'`, `'CLUSTER SLOTS'`. */
  readonly name: string
  readonly args: readonly Buffer[]
}

const FAMILIES = new Set(
  'ACL CLIENT CLUSTER COMMAND CONFIG DEBUG FUNCTION LATENCY MEMORY MODULE OBJECT PUBSUB SCRIPT SLOWLOG XGROUP XINFO'.split(
    ' ',
  ),
)
const SUBSCRIBING = /^[PS]?(UN)?SUBSCRIBE$/
const PUBLISHED = new Set(['message', 'pmessage', 'smessage', 'sunsubscribe'])
const PUSH = 0x3e
const ERROR = 0x2d
const ARRAY = 0x2a

/** The command in a request frame. */
export function readCommand(frame: Buffer): SeenCommand {
  const [word = Buffer.alloc(0), ...rest] = parseRequest(frame)
  const name = word.toString('latin1').toUpperCase()
  const [sub] = rest
  if (sub === undefined || !FAMILIES.has(name)) return { name, args: rest }
  return { name: `${name} ${sub.toString('latin1').toUpperCase()}`, args: rest.slice(1) }
}

/** Tells which command a reply answers, on one connection. */
export class ReplyOrder {
  readonly #waiting: SeenCommand[] = []
  #protocol: 2 | 3 = 2

  asked(command: SeenCommand): void {
    // Each channel is answered on its own.
    const answers = SUBSCRIBING.test(command.name) ? Math.max(1, command.args.length) : 1
    for (let left = answers; left > 0; left--) this.#waiting.push(command)
  }

  /** The command that this frame answers; undefined for a message that nobody asked for. */
  answered(frame: Buffer): SeenCommand | undefined {
    if (frame[0] === PUSH || this.#isPublished(frame)) return undefined
    if (this.#protocol === 3 && frame[0] !== ERROR) this.#skipSubscribing()
    const command = this.#waiting.shift()
    if (command?.name === 'HELLO' && frame[0] !== ERROR && command.args.length > 0) {
      this.#protocol = command.args[0]?.toString() === '3' ? 3 : 2
    }
    return command
  }

  /** Under RESP3 a subscription is answered by pushes alone. */
  #skipSubscribing(): void {
    while (this.#waiting[0] !== undefined && SUBSCRIBING.test(this.#waiting[0].name)) this.#waiting.shift()
  }

  /** Under RESP2 a message is an array like any other, told by its first word. */
  #isPublished(frame: Buffer): boolean {
    if (this.#protocol === 3 || frame[0] !== ARRAY || frame.length > 4096) return false
    if (this.#waiting[0]?.name === 'SUNSUBSCRIBE') return false
    const reply = tryParse(frame)
    return Array.isArray(reply) && typeof reply[0] === 'string' && PUBLISHED.has(reply[0]) && reply.length >= 3
  }
}

/** A server under test may write anything. */
function tryParse(frame: Buffer): unknown {
  try {
    return parseReply(frame)
  } catch {
    return undefined
  }
}
