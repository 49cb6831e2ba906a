import { CLIENT_REPLY, type Command, command } from '@rc/commands'
import { ClosedError, ConnectionLostError, ProtocolError, ReplyError, TimeoutError } from '@rc/errors'
import type { CallOptions, OwnConnection } from '@rc/pipeline'
import type { Connection, NamedAddress } from '@rc/pool'
import type { Reply } from '@rc/resp'
import type { Core } from '../core.js'
import { Aside, QuietPending, type QuietTime } from './quiet-pending.js'

/** What changes the state of a connection is refused elsewhere; here nobody else has it. */
const REPLY = { ...CLIENT_REPLY, flags: 0 }
const replyOn: Command<unknown> = command(REPLY, ['ON'])
const replyOff: Command<unknown> = command(REPLY, ['OFF'])

/** How long a line may be unused before it is closed. */
const IDLE_MS = 10_000

/** Who waits until a server has run what was written before. */
interface Barrier {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * A connection to one node whose server was told to be silent. It is nobody else's. To have single commands skipped on a
 * shared connection would harm others: a server that refuses that (rights were changed, a script keeps it busy) answers
 * though no answer is due, and each later answer would be taken for that of the one before.
 */
export class QuietLine {
  readonly #core: Core
  readonly #connection: Connection
  readonly #barriers: Barrier[] = []
  #lastUse = 0

  /**
   * Opens a line.
   *
   * @throws what CLIENT REPLY is refused with, and what keeps a connection from being opened
   */
  static async open(core: Core, node: NamedAddress, options: CallOptions): Promise<QuietLine> {
    const { connection } = await core.router.lease(node, true)
    const own: OwnConnection = { connection, slot: -1, asking: false, over: false }
    // Writes that were taken before the client closes are still to go out.
    const late = { ...options, own, node: undefined, slot: undefined, guarantee: undefined, late: true }
    try {
      await core.unprefixed.run(replyOn, late)
    } catch (error) {
      connection.destroy()
      // That of the connection alone: the client says so itself.
      throw error instanceof ClosedError
        ? new ConnectionLostError(error.message, { node: node.name, executed: 'no', cause: error })
        : error
    }
    return new QuietLine(core, connection)
  }

  private constructor(core: Core, connection: Connection) {
    this.#core = core
    this.#connection = connection
    connection.mute(reply => this.#answered(reply))
    connection.send(new Aside(replyOff, false, ignore))
    this.#closeWhenIdle()
  }

  /** Takes nothing any more. */
  get over(): boolean {
    return this.#connection.over
  }

  isOver(connection: Connection): boolean {
    return this.#connection === connection
  }

  /** Writes a command. Resolves when it was handed to the socket. */
  async write(quiet: Command<unknown>, deadline: number, { signal, timeoutMs }: CallOptions): Promise<void> {
    const pending = this.put(quiet, { deadline, timeoutMs })
    if (signal === undefined) return pending.promise
    const abort = (): void => pending.abort(signal.reason)
    signal.addEventListener('abort', abort)
    try {
      await pending.promise
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  /** Has a command written at the end of the tick. */
  put(quiet: Command<unknown>, time: QuietTime): QuietPending {
    this.#lastUse = this.#core.ticker.now()
    const pending = new QuietPending(quiet, this.#connection, time)
    if (!this.#connection.send(pending)) pending.refuse()
    return pending
  }

  /** Resolves when the server has run all that was written before. */
  async settled(timeoutMs: number): Promise<void> {
    this.#lastUse = this.#now()
    let cancel = (): void => {}
    const barrier = new Promise<void>((resolve, reject) => {
      const waiting: Barrier = { resolve, reject }
      cancel = this.#core.ticker.clock.after(timeoutMs, () => reject(late(this.#connection.name, timeoutMs)), true)
      // It answers that it speaks again, and is silent from then on.
      const speak = new Aside(replyOn, true, error => {
        if (error !== undefined) reject(error)
        else this.#barriers.push(waiting)
      })
      if (!this.#connection.send(speak) || !this.#connection.send(new Aside(replyOff, false, ignore))) {
        reject(lost(this.#connection.name))
      }
    })
    await barrier.finally(cancel)
  }

  /** The connection has ended: whoever waits for a server to have run things will never know. */
  ended(error: Error | undefined): void {
    const { name } = this.#connection
    const cause = error ?? new ClosedError('The connection was closed.')
    for (const { reject } of this.#barriers.splice(0)) reject(lost(name, cause))
  }

  /** Only what `settled` asks is answered; anything else says that the server is not silent. */
  #answered(reply: Reply): void {
    if (reply === 'OK' && this.#barriers.length > 0) {
      this.#barriers.shift()?.resolve()
      return
    }
    const why = reply instanceof ReplyError ? `: ${reply.message}` : '.'
    throw new ProtocolError(
      `${this.#connection.name} answers though it was told not to${why} The connection was given up; what was written to it ` +
        'may have run or not.',
      { node: this.#connection.name },
    )
  }

  #closeWhenIdle(): void {
    this.#core.ticker.clock.after(
      IDLE_MS,
      () => {
        if (this.over) return
        if (this.#now() - this.#lastUse < IDLE_MS) this.#closeWhenIdle()
        else void this.#connection.close()
      },
      false,
    )
  }

  #now(): number {
    return this.#core.ticker.clock.now()
  }
}

const lost = (node: string, cause?: Error): ConnectionLostError =>
  new ConnectionLostError(`The connection to ${node} broke: nobody knows what of the writes before ran.`, {
    node,
    executed: 'maybe',
    cause,
  })

const late = (node: string, timeoutMs: number): TimeoutError =>
  new TimeoutError(`${node} did not say within ${timeoutMs} ms (timeoutMs) that it ran the writes before.`, {
    node,
    executed: 'maybe',
  })

const ignore = (): void => undefined
