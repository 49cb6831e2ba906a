import { type Command, type CommandSpec, EXEC, IDEMPOTENT, isScriptCommand, READ, SCRIPT, WRITE } from '@rc/commands'
import { classify, ExecAbortError, type RedisClusterError, ReplyError, WatchError } from '@rc/errors'
import type { Connection, Pending } from '@rc/pool'
import type { Reply, Request } from '@rc/resp'
import { asText } from './as-text.js'
import { hideArguments } from './hide-arguments.js'
import { Operation, type Way } from './operation.js'
import { wantsBytes } from './wants-bytes.js'

const MULTI: Request = { spec: { head: '$5\r\nMULTI\r\n', words: 1 }, args: [] }

/** What became of a transaction: a value or an error for each command. */
export type TransactionResults = unknown[]

/** Who waits for the end of a transaction. */
export interface TransactionListener {
  done(results: TransactionResults): void
  failed(error: RedisClusterError): void
}

/** How a transaction is run, and whom its end is told. */
export interface TransactionSetup {
  readonly way: Way
  readonly listener: TransactionListener
}

/**
 * MULTI, the commands and EXEC: one operation, for they go over one connection without a gap, and run together or not
 * at all. A redirect while they are queued means that nothing ran: the whole is sent again.
 */
export class TransactionOperation extends Operation {
  readonly #commands: readonly Command<unknown>[]
  readonly #listener: TransactionListener
  /** Why the server refused to begin, if it did: then it ran the commands one by one. */
  #notBegun: ReplyError | undefined
  /** The first refusal to queue a command, and which. */
  #notQueued: { error: ReplyError; index: number } | undefined

  constructor(commands: readonly Command<unknown>[], slot: number, { way, listener }: TransactionSetup) {
    super({ spec: execOf(commands), args: [], read: undefined }, slot, way)
    this.#commands = commands
    this.#listener = listener
  }

  /** One reply holds those of all commands: where one of them is bytes, the others are made text of them. */
  override get asBytes(): boolean {
    return this.#commands.some(command => wantsBytes(command, this.options))
  }

  override size(sizeOf: (request: Request) => number): number {
    return this.#commands.reduce((sum, command) => sum + sizeOf(command), super.size(sizeOf))
  }

  override sendOver(connection: Connection): boolean {
    this.#notBegun = this.#notQueued = undefined
    const begin = new Queued(this, MULTI, error => {
      this.#notBegun = error
    })
    if (!connection.send(begin)) return false
    for (const [index, command] of withTexts(this.#commands).entries()) {
      const queued = new Queued(this, command, error => {
        this.#notQueued ??= { error, index }
      })
      if (!connection.send(queued)) return false
    }
    return super.sendOver(connection)
  }

  override settle(reply: Reply): void {
    super.settle(reply instanceof ReplyError ? this.#refusal(reply) : reply)
  }

  override mayHaveWritten(reply: Reply): boolean {
    return Array.isArray(reply) && this.#commands.some(({ spec }) => (spec.flags & (WRITE | SCRIPT)) !== 0)
  }

  valueOf(reply: Reply): unknown[] {
    return this.#commands.map((command, i) => this.#read(command, (reply as readonly Reply[])[i] as Reply))
  }

  succeed(reply: Reply): void {
    if (!Array.isArray(reply)) {
      this.#listener.failed(
        new WatchError('A key under WATCH changed before EXEC. Nothing of the transaction ran.', this.#context('no')),
      )
      return
    }
    this.#listener.done(this.valueOf(reply))
  }

  reject(error: RedisClusterError): void {
    this.#listener.failed(error)
  }

  #read(command: Command<unknown>, answer: Reply): unknown {
    const { spec, read } = command
    if (answer instanceof ReplyError) {
      hideArguments(answer, command.args)
      return Object.assign(answer, { command: spec.name, node: this.connection?.name, attempts: this.attempts })
    }
    const reply = this.asBytes && !wantsBytes(command, this.options) ? asText(answer) : answer
    try {
      return read === undefined ? reply : read(reply)
    } catch (error) {
      return error
    }
  }

  /** What a refused EXEC means: where the server said why before, that. */
  #refusal(exec: ReplyError): ReplyError {
    if (this.#notBegun !== undefined) {
      const message = `${this.#notBegun.message} (MULTI was refused: the commands may have run, one by one)`
      return new ReplyError(message, { executed: 'maybe', cause: this.#notBegun })
    }
    if (this.#notQueued === undefined) return exec
    const { error, index } = this.#notQueued
    if (classify(error).kind !== 'final') return error
    const { name } = (this.#commands[index] as Command<unknown>).spec
    return new ExecAbortError(
      `EXECABORT Nothing of the transaction ran: its command ${index} (${name}) was refused: ${error.message}`,
      { executed: 'no', cause: error },
    )
  }

  #context(executed: 'no'): { command: string; node: string | undefined; attempts: number; executed: 'no' } {
    return { command: 'EXEC', node: this.connection?.name, attempts: this.attempts, executed }
  }
}

/** What goes before EXEC: all of it or nothing, and it ends with EXEC. */
class Queued implements Pending {
  readonly request: Request
  readonly asBytes = false
  readonly joined = true
  readonly #whole: TransactionOperation
  readonly #refused: (error: ReplyError) => void

  constructor(whole: TransactionOperation, request: Request, refused: (error: ReplyError) => void) {
    this.#whole = whole
    this.request = request
    this.#refused = refused
  }

  get deadline(): number {
    return this.#whole.deadline
  }

  get settled(): boolean {
    return this.#whole.settled
  }

  settle(reply: Reply): void {
    if (reply instanceof ReplyError) this.#refused(reply)
  }

  fail(): void {}
  expire(): void {}
}

/**
 * The first call of each script with its text, whatever went over the connection before: a hash that the server does not
 * know would be found out in the midst of EXEC, when the commands before it have run.
 */
function withTexts(commands: readonly Command<unknown>[]): readonly Command<unknown>[] {
  if (!commands.some(isScriptCommand)) return commands
  const sent = new Set<string>()
  return commands.map(command => {
    if (!isScriptCommand(command) || sent.has(command.sha1)) return command
    sent.add(command.sha1)
    return command.forms.withText
  })
}

/** EXEC is what its commands are together: it may run twice where each of them may. It is no read: it goes to primaries. */
function execOf(commands: readonly Command<unknown>[]): CommandSpec {
  const repeatable = commands.every(({ spec }) => (spec.flags & (READ | IDEMPOTENT)) !== 0)
  return repeatable ? REPEATABLE_EXEC : EXEC_ONCE
}

const EXEC_ONCE: CommandSpec = { ...EXEC, flags: 0 }
const REPEATABLE_EXEC: CommandSpec = { ...EXEC, flags: IDEMPOTENT }
