import type { SeenCommand } from './reply-order.js'

/** What is to become of a reply: nothing, other bytes in its place, or one of these ends. */
export type ReplyAction =
  /** As it came. */
  | 'pass'
  /** Never arrives; the connection stays. */
  | 'drop'
  /** The connection is closed in the reply's place. */
  | 'cut'
  /** The same, by a TCP reset. */
  | 'reset'
  /** Arrives so many milliseconds later, and what follows it too. */
  | { readonly delayMs: number }
  /** These bytes arrive in its place: whole RESP values, or anything but. */
  | Uint8Array

/** A reply on its way to the client. */
export interface PassingReply {
  /** The command that it answers; undefined for a push message. */
  readonly command: SeenCommand | undefined
  /** The reply as the server wrote it: one whole RESP value. */
  readonly bytes: Buffer
  /** Which connection of the proxy, counted from 1. */
  readonly connection: number
}

/** Looks at a reply and says what becomes of it. */
export type ReplyHook = (reply: PassingReply) => ReplyAction | undefined

/** Which replies a trap is for. */
export interface TrapOptions {
  /** Replies to this command alone: `'GET'`, `'CLUSTER SLOTS'`. Default: every command but those of a handshake. */
  readonly command?: string
  /** Passes over so many of them first. Default 0. */
  readonly after?: number
  /** How many it catches; then it is gone. Default 1. */
  readonly times?: number
}

/** Commands that a client sends when it connects. A trap that does not name one of them lets them pass. */
const HANDSHAKE = new Set(['HELLO', 'AUTH', 'CLIENT SETINFO', 'CLIENT SETNAME', 'CLIENT ID', 'READONLY', 'SELECT'])

/** Waits for certain replies and does something to them. */
export class Trap {
  readonly #action: (reply: PassingReply) => ReplyAction
  readonly #command: string | undefined
  #after: number
  #left: number
  #caught = 0
  #removed = false
  readonly #sprung: Promise<void>
  #spring: () => void = () => {}

  /** @internal */
  constructor(action: (reply: PassingReply) => ReplyAction, { command, after = 0, times = 1 }: TrapOptions) {
    this.#action = action
    this.#command = command?.toUpperCase()
    this.#after = after
    this.#left = times
    this.#sprung = new Promise(resolve => {
      this.#spring = resolve
    })
  }

  /** How many replies it has caught. */
  get caught(): number {
    return this.#caught
  }

  /** Resolves when it has caught the first reply. */
  sprung(): Promise<void> {
    return this.#sprung
  }

  /** Takes the trap away. */
  remove(): void {
    this.#removed = true
  }

  /** @internal */
  get isDone(): boolean {
    return this.#removed || this.#left <= 0
  }

  /** @internal */
  look(reply: PassingReply): ReplyAction | undefined {
    if (this.isDone || !this.#wants(reply.command)) return undefined
    if (this.#after > 0) {
      this.#after--
      return undefined
    }
    this.#left--
    this.#caught++
    this.#spring()
    return this.#action(reply)
  }

  #wants(command: SeenCommand | undefined): boolean {
    if (command === undefined) return false
    return this.#command === undefined ? !HANDSHAKE.has(command.name) : command.name === this.#command
  }
}
