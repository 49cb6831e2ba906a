import { ClosedError, ProtocolError } from '@rc/errors'
import { Decoder, type Reply, type ReplySink, type Request, WriteBuffer } from '@rc/resp'
import { connectError, lost, tooSlow, unasked } from './connection-errors.js'
import type { ConnectionOptions } from './connection-options.js'
import { type ConnectionState, transition } from './connection-state.js'
import type { Deadlines } from './deadlines.js'
import { transportOf } from './dial.js'
import { greet } from './handshake.js'
import type { Identities } from './identities.js'
import { InFlight } from './in-flight.js'
import type { Listener } from './listener.js'
import type { NamedAddress } from './named-address.js'
import type { Pending } from './pending.js'
import { sizeOf } from './size-of.js'
import type { Ticker } from './ticker.js'
import type { Transport } from './transport.js'

/** What a connection needs of its client, and tells it. */
export interface ConnectionContext {
  readonly ticker: Ticker
  readonly deadlines: Deadlines
  /** Who the nodes are, where that is to be known. */
  readonly identities?: Identities | undefined
  /** It answers commands now. */
  ready?(connection: Connection): void
  /** It is over. `error` is undefined where it was closed on purpose. */
  closed?(connection: Connection, error: Error | undefined): void
  /** A message that answers no command. */
  push?(connection: Connection, message: readonly Reply[]): void
}

/** What a connection is made of. */
export interface ConnectionSetup {
  readonly options: ConnectionOptions
  readonly context: ConnectionContext
}

/** Milliseconds that a server has to close its side once we have closed ours. One that is frozen never does. */
const CLOSE_MS = 500

/** Bytes that are gathered before they are handed to the socket, where a tick has more. */
const FLUSH_BYTES = 48 * 1024

/**
 * One socket's life: commands of many callers go out together, one write a tick, and the answers come back in order.
 *
 * Takes commands from the start: what is sent before it is ready waits. When it ends, everything that waits is failed,
 * each with whether it had been written. It never connects again; its pool makes the next one.
 */
export class Connection {
  readonly address: NamedAddress
  readonly name: string
  /** Protocol that was agreed upon; undefined before. */
  protocol: 2 | 3 | undefined
  /** What the server said to CLIENT TRACKING in the handshake: undefined where it was not asked, an error where it refused. */
  tracking: Reply | undefined = undefined
  /** When the last bytes came, by the ticker's clock. */
  lastHeard = 0
  /** Its commands may take their time: silence says nothing of the node. */
  patient = false
  /** The one before it was given up because its node had fallen silent, and the node was not heard of since. */
  afterSilence = false
  /** When the first of the commands that wait now came to wait. */
  waitingSince = 0

  #state: ConnectionState = 'waiting'
  readonly #options: ConnectionOptions
  readonly #context: ConnectionContext
  readonly #queue = new InFlight()
  readonly #buffer = new WriteBuffer()
  readonly #decoder: Decoder
  readonly #sink: ReplySink
  #listener: Listener | undefined
  /** Takes what a server says that was told to be silent; see `mute`. */
  #unmuted: ((reply: Reply) => void) | undefined
  /** Requests of the handshake, which are answered before any of the queue is written. */
  readonly #greetings: ((reply: Reply) => void)[] = []
  #transport: Transport | undefined
  #flushing = false
  #blocked = false
  #suspected = false
  #ending = false
  #abort = new AbortController()
  #cancelTimer: (() => void) | undefined
  readonly #closed: Promise<void>
  #resolveClosed!: () => void
  readonly #write = (pending: Pending) => this.#encode(pending)

  /** @param delayMs how long to wait before dialling */
  constructor(address: NamedAddress, setup: ConnectionSetup, delayMs = 0) {
    this.address = address
    this.name = address.name
    this.#options = setup.options
    this.#context = setup.context
    this.#sink = {
      reply: reply => this.#receive(reply),
      push: message => this.#context.push?.(this, message),
      wantsBytes: () => this.#queue.first()?.asBytes ?? false,
    }
    this.#decoder = new Decoder(this.#sink, setup.options.limits)
    this.#closed = new Promise(resolve => {
      this.#resolveClosed = resolve
    })
    if (delayMs > 0) this.#cancelTimer = this.#clock.after(delayMs, () => this.#connect(), true)
    else this.#connect()
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** Commands that wait for an answer or for being written. */
  get waiting(): number {
    return this.#queue.size
  }

  /** Commands that were written and not answered. */
  get unanswered(): number {
    return this.#queue.written
  }

  /** Whether anybody still waits for the answer to one of those. Looks at all of them: for rare questions. */
  get awaited(): boolean {
    return this.#queue.awaited(this.#queue.written)
  }

  /**
   * Whether another node would do for all that waits here: reads that were sent to a replica because it was one of
   * several. Looks at all of them: for rare questions.
   */
  get movable(): boolean {
    return this.#options.handshake.readonly && this.#queue.movable(this.#queue.size)
  }

  /** It has been silent for too long while an answer is due; see `suspect`. */
  get suspected(): boolean {
    return this.#suspected
  }

  /** Takes no more commands, or will soon take none. */
  get over(): boolean {
    return this.#ending || this.#state === 'closed'
  }

  /**
   * Takes a command. It is written at the end of the tick, or once the connection is ready.
   *
   * @returns false where the limits on what may wait are reached, or the connection is over: it was not taken
   */
  send(pending: Pending): boolean {
    const size = sizeOf(pending.request)
    if (
      this.#ending ||
      this.#queue.size >= this.#options.maxQueuedCommands ||
      (this.#queue.bytes + size > this.#options.maxQueuedBytes && this.#queue.size > 0) ||
      this.#state === 'closed'
    ) {
      return false
    }
    if (this.#queue.size === 0) this.#awake()
    this.#queue.push(pending, size)
    if (!this.#flushing && this.#state === 'ready') this.#flushSoon()
    return true
  }

  /**
   * Holds back what is not yet written, until the node is heard of again: what was never sent can go to another node if
   * this one turns out to be dead.
   */
  suspect(): void {
    this.#suspected = true
  }

  /** Whether a command waits here. Looks at all that wait: for rare questions. */
  holds(pending: Pending): boolean {
    return this.#queue.has(pending) !== undefined
  }

  /** Whether a command that waits here was written. Looks at all that wait: for rare questions. */
  wasWritten(pending: Pending): boolean {
    return this.#queue.has(pending)?.sent ?? false
  }

  /**
   * Makes it a connection of subscriptions, for good: messages, and the answers to SUBSCRIBE and its like, go to
   * `listener`. Other connections pay nothing for it.
   */
  listen(listener: Listener): void {
    this.#listener = listener
    const sink = this.#sink
    sink.push = message => {
      if (listener.take(message)) this.#receive(message)
    }
    // RESP2 knows no push messages: there, everything that is an array is one.
    sink.reply = reply => {
      const isMessage = this.protocol === 2 && this.#state !== 'greeting' && Array.isArray(reply)
      if (!isMessage || listener.take(reply)) this.#receive(reply)
    }
    // There, nobody knows before it is read whether it is a message or an answer.
    sink.wantsBytes = () => (this.protocol === 2 ? listener.asBytes : (this.#queue.first()?.asBytes ?? false))
    sink.pushBytes = () => listener.asBytes
    sink.messages = listener
  }

  /**
   * Makes it a connection whose commands are not answered, for good: each settles with null once it was handed to the
   * socket. It does not tell the server to be silent: who calls it does.
   *
   * @param unmuted gets what the server says all the same; what it throws ends the connection
   */
  mute(unmuted: (reply: Reply) => void): void {
    this.#unmuted = unmuted
  }

  /** Reads no more until `resume`; what was read already is still handed out. Silence says nothing meanwhile. */
  pause(): void {
    this.#transport?.pause()
  }

  /** Reads on. */
  resume(): void {
    this.#transport?.resume()
  }

  /** Takes no more commands, and closes once all that wait are settled. Resolves when it is over. */
  close(): Promise<void> {
    this.#ending = true
    this.#endIfIdle()
    return this.#closed
  }

  /** Closes at once; everything that waits fails with `error`. Without one it was meant so, and says nothing of the node. */
  destroy(error?: Error): void {
    this.#finish(error)
  }

  /** Writes what waits. Called by the ticker at the end of a tick. */
  flush(): void {
    this.#flushing = false
    if (this.#state !== 'ready' || this.#blocked || this.#suspected) return
    while (this.#queue.unwritten > 0 && !this.#blocked) {
      this.#queue.write(this.#write)
      this.#writeOut()
      if (this.#unmuted !== undefined) this.#settleWritten()
    }
    if (this.#ending) this.#endIfIdle()
  }

  /** Expires what is overdue. Called by the timer of all deadlines. */
  sweep(now: number): boolean {
    this.#queue.forEach((pending, sent) => {
      if (!pending.settled && pending.deadline <= now) pending.expire(sent)
    })
    // What settled without being written goes at the next flush; where none comes soon, it goes now.
    if (this.#state !== 'ready' || this.#blocked || this.#suspected) this.#queue.prune()
    if (this.#ending) this.#endIfIdle()
    return this.#queue.size > 0
  }

  get #clock() {
    return this.#context.ticker.clock
  }

  #connect(): void {
    this.#become('connecting')
    const { connectTimeoutMs } = this.#options
    this.#cancelTimer = this.#clock.after(
      connectTimeoutMs,
      () => this.#finish(tooSlow(this.name, connectTimeoutMs)),
      true,
    )
    this.#open().catch((error: unknown) => this.#finish(connectError(this.name, error)))
  }

  async #open(): Promise<void> {
    const stream = await this.#options.dial(this.address, this.#abort.signal)
    if (this.#state !== 'connecting') {
      stream.destroy()
      return
    }
    this.#become('greeting')
    this.#transport = transportOf(stream)
    this.#transport.start({
      chunk: bytes => this.#read(bytes),
      drain: () => this.#unblock(),
      closed: error => this.#finish(lost(this.name, error, this.#state === 'greeting')),
    })
    const { identities } = this.#context
    const { protocol, tracking, id } = await greet(requests => this.#exchange(requests), {
      ...this.#options.handshake,
      identify: identities?.asks(this.name),
    })
    if (this.state !== 'greeting') return
    const refusal = id === undefined ? undefined : identities?.refusal(this.name, id)
    if (refusal !== undefined) throw refusal
    this.protocol = protocol
    this.tracking = tracking
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
    this.#become('ready')
    this.#context.ready?.(this)
    this.flush()
  }

  #exchange(requests: readonly Request[]): Promise<readonly Reply[]> {
    return new Promise(resolve => {
      const replies: Reply[] = []
      for (const request of requests) {
        this.#buffer.append(request)
        this.#greetings.push(reply => {
          if (replies.push(reply) === requests.length) resolve(replies)
        })
      }
      this.#writeOut()
    })
  }

  #awake(): void {
    this.waitingSince = this.#context.ticker.now()
    this.#context.deadlines.watch(this)
  }

  #flushSoon(): void {
    this.#flushing = true
    this.#context.ticker.flushSoon(this)
  }

  #encode(pending: Pending): boolean {
    this.#buffer.append(pending.request)
    return this.#buffer.length < FLUSH_BYTES
  }

  #writeOut(): void {
    const transport = this.#transport
    if (transport === undefined || this.#buffer.length === 0) return
    if (!transport.write(this.#buffer.take())) this.#blocked = true
    else if (transport.flushed) this.#buffer.recycle()
  }

  #unblock(): void {
    this.#blocked = false
    this.flush()
  }

  #read(bytes: Buffer): void {
    if (this.#state === 'closed') return
    this.lastHeard = this.#context.ticker.now()
    if (this.#suspected) this.#clear()
    try {
      this.#decoder.write(bytes)
    } catch (error) {
      this.#finish(error instanceof Error ? error : new ProtocolError(String(error)))
    }
  }

  /** The node is alive after all. */
  #clear(): void {
    this.#suspected = false
    if (!this.#flushing && this.#queue.unwritten > 0) this.#flushSoon()
  }

  #receive(reply: Reply): void {
    if (this.#state === 'greeting') {
      const greeting = this.#greetings.shift()
      if (greeting === undefined) throw unasked()
      greeting(reply)
      return
    }
    const pending = this.#queue.shift()
    if (pending === undefined) {
      // After an error of ours the rest of the chunk belongs to nobody.
      if (this.#state === 'closed') return
      if (this.#unmuted !== undefined) {
        this.#unmuted(reply)
        return
      }
      if (this.#listener?.unasked?.(reply)) return
      throw unasked()
    }
    if (!pending.settled) pending.settle(reply)
    if (this.#ending) this.#endIfIdle()
  }

  #settleWritten(): void {
    for (let pending = this.#queue.shift(); pending !== undefined; pending = this.#queue.shift()) {
      if (!pending.settled) pending.settle(null)
    }
  }

  #endIfIdle(): void {
    // What was given up may never be answered: only what is waited for keeps the connection.
    if (this.#state === 'closed' || this.#queue.awaited(this.#queue.size)) return
    if (this.#state === 'ready') {
      this.#become('closing')
      this.#cancelTimer = this.#clock.after(CLOSE_MS, () => this.#finish(undefined), true)
      this.#transport?.end()
    } else if (this.#state !== 'closing') {
      this.#finish(undefined)
    }
  }

  /** The one way to the end: tells everybody, once. */
  #finish(error: Error | undefined): void {
    if (this.#state === 'closed') return
    const wasClosing = this.#state === 'closing'
    this.#become('closed')
    this.#cancelTimer?.()
    this.#abort.abort(error)
    this.#transport?.destroy()
    const cause = error ?? new ClosedError('The connection was closed.', { node: this.name })
    const waiting = this.#queue.drain()
    // The pool hears of it first, so that whoever tries again gets the next connection.
    this.#context.closed?.(this, wasClosing ? undefined : error)
    this.#listener?.closed(wasClosing ? undefined : error)
    for (const { pending, sent } of waiting) if (!pending.settled) pending.fail(cause, sent)
    this.#resolveClosed()
  }

  #become(state: ConnectionState): void {
    this.#state = transition(this.#state, state)
  }
}
