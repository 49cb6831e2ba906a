import type { Command } from '@rc/commands'
import { AbortError, ConnectionLostError, QueueFullError, type RedisClusterError, TimeoutError } from '@rc/errors'
import type { Connection, Pending } from '@rc/pool'
import type { Request } from '@rc/resp'

/** A write that nobody answers. It ends when it is written. */
export class QuietPending implements Pending {
  readonly asBytes = false
  readonly joined = false
  readonly deadline: number
  readonly request: Command<unknown>
  settled = false
  readonly promise: Promise<void>
  readonly #timeoutMs: number
  readonly #connection: Connection
  #resolve!: () => void
  #reject!: (error: unknown) => void

  constructor(request: Command<unknown>, connection: Connection, time: { deadline: number; timeoutMs: number }) {
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

const SKIP: Request = {
  spec: { head: '$6\r\nCLIENT\r\n$5\r\nREPLY\r\n$4\r\nSKIP\r\n', words: 3 },
  args: [],
}

/** Has the server run the command behind it in silence. */
export class Skip implements Pending {
  readonly request = SKIP
  readonly asBytes = false
  readonly joined = true
  readonly #behind: Pending

  constructor(behind: Pending) {
    this.#behind = behind
  }

  get deadline(): number {
    return this.#behind.deadline
  }

  get settled(): boolean {
    return this.#behind.settled
  }

  settle(): void {}
  fail(): void {}
  expire(): void {}
}

/** A question that is answered, though on a muted connection: the answer comes another way than its own. */
export class Question implements Pending {
  readonly asBytes = false
  readonly joined = false
  readonly deadline: number
  readonly request: Request
  settled = false
  readonly #ended: (error: Error | undefined) => void

  /** @param ended told when it is written, or why it never will be */
  constructor(request: Request, deadline: number, ended: (error: Error | undefined) => void) {
    this.request = request
    this.deadline = deadline
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

  expire(): void {
    this.fail(new TimeoutError('The server could not be asked in time.'))
  }
}
