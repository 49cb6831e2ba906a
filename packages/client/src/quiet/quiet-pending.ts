import type { Command } from '@rc/commands'
import { AbortError, ConnectionLostError, QueueFullError, type RedisClusterError, TimeoutError } from '@rc/errors'
import type { Connection, Pending } from '@rc/pool'
import type { Request } from '@rc/resp'

/** Until when, by the ticker's clock, and how long that was from the start. */
export interface QuietTime {
  readonly deadline: number
  readonly timeoutMs: number
}

/** A write that nobody answers. It ends when it is written. */
export class QuietPending implements Pending {
  readonly asBytes = false
  readonly joined = false
  readonly deadline: number
  readonly request: Command<unknown>
  settled = false
  /** Writes it another way, where its connection is lost before it was sent. */
  again: (() => Promise<void>) | undefined = undefined
  readonly promise: Promise<void>
  readonly #timeoutMs: number
  readonly #connection: Connection
  #resolve!: () => void
  #reject!: (error: unknown) => void

  constructor(request: Command<unknown>, connection: Connection, time: QuietTime) {
    this.request = request
    this.deadline = time.deadline
    this.#timeoutMs = time.timeoutMs
    this.#connection = connection
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  settle(): void {
    this.settled = true
    this.#resolve()
  }

  /** What is still here was not written. */
  fail(error: Error): void {
    const { again } = this
    if (again !== undefined) {
      this.settled = true
      again().then(this.#resolve, this.#reject)
      return
    }
    this.#end(
      new ConnectionLostError(`${this.#name}: ${error.message} It was not sent.`, { ...this.#context, cause: error }),
    )
  }

  expire(): void {
    this.#end(
      new TimeoutError(
        `${this.#name} could not be written to ${this.#connection.name} within ${this.#timeoutMs} ms (timeoutMs). It ` +
          'was not sent, so it did not run.',
        this.#context,
      ),
    )
  }

  /** The connection takes no more. */
  refuse(): void {
    const { name, waiting, over } = this.#connection
    if (over) this.fail(new ConnectionLostError(`The connection to ${name} is closed.`))
    else {
      this.#end(
        new QueueFullError(
          `${this.#name} was not sent: too much waits for ${name} already (${waiting} commands; maxQueuedCommands, ` +
            'maxQueuedBytes).',
          this.#context,
        ),
      )
    }
  }

  abort(reason: unknown): void {
    if (!this.settled)
      this.#end(new AbortError(`${this.#name} was aborted. It was not sent.`, { ...this.#context, cause: reason }))
  }

  get #name(): string {
    return this.request.spec.name
  }

  get #context() {
    return { command: this.#name, node: this.#connection.name, executed: 'no' } as const
  }

  #end(error: RedisClusterError): void {
    this.settled = true
    this.#reject(error)
  }
}

/** What keeps the server silent, or asks it to speak for once: its answer, if any, comes another way than its own. */
export class Aside implements Pending {
  readonly asBytes = false
  readonly joined: boolean
  readonly deadline = Infinity
  readonly request: Request
  settled = false
  readonly #ended: (error: Error | undefined) => void

  /**
   * @param joined the next one follows it on the wire at once
   * @param ended told when it is written, or why it never will be
   */
  constructor(request: Request, joined: boolean, ended: (error: Error | undefined) => void) {
    this.request = request
    this.joined = joined
    this.#ended = ended
  }

  settle(): void {
    this.settled = true
    this.#ended(undefined)
  }

  fail(error: Error): void {
    this.settled = true
    this.#ended(error)
  }

  expire(): void {}
}
