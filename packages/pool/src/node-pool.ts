import { ConnectionLostError } from '@rc/errors'
import type { ConnectionBudget } from './budget.js'
import { Connection, type ConnectionContext } from './connection.js'
import type { ConnectionOptions } from './connection-options.js'
import type { NamedAddress } from './named-address.js'
import { exponentialBackoff, type ReconnectPolicy } from './reconnect-policy.js'

/** What the pool of a node is made of. */
export interface NodePoolSetup {
  readonly options: ConnectionOptions
  readonly context: ConnectionContext
  readonly budget: ConnectionBudget
  /** Shared connections to the node. Commands of one slot always take the same one, which keeps their order. */
  readonly connectionsPerNode: number
  readonly reconnect?: ReconnectPolicy | undefined
}

/**
 * The connections to one node: shared ones, over which the commands of all callers go, and leased ones, each of which
 * belongs to one caller for a time.
 */
export class NodePool {
  readonly address: NamedAddress
  readonly #setup: NodePoolSetup
  readonly #shared: (Connection | undefined)[]
  /** Lanes whose connection has to wait for a place, and the wait, which all of the lane share. */
  readonly #waits = new Map<number, Promise<Connection>>()
  readonly #idle: Connection[] = []
  readonly #all = new Set<Connection>()
  #failures = 0
  /** Fell silent, and was not heard of since. */
  #silent = false
  #over = false

  constructor(address: NamedAddress, setup: NodePoolSetup) {
    this.address = address
    this.#setup = setup
    this.#shared = new Array<Connection | undefined>(setup.connectionsPerNode).fill(undefined)
  }

  /** All connections that are not over. */
  get connections(): ReadonlySet<Connection> {
    return this.#all
  }

  /** Whether a shared connection answers commands now. */
  get ready(): boolean {
    return this.#shared.some(connection => connection?.state === 'ready')
  }

  /** Whether a connection, shared or leased, answers commands now. */
  get answering(): boolean {
    return [...this.#all].some(({ state }) => state === 'ready' || state === 'closing')
  }

  /** Whether a connection has been silent for too long while an answer is due. */
  get suspected(): boolean {
    return [...this.#all].some(connection => connection.suspected)
  }

  /** Whether it is silent, or could not be connected to lately: what another node can do as well is better done there. */
  get ailing(): boolean {
    if (this.#failures > 0 && !this.ready) return true
    // In a loop of its own, as every read from a replica asks.
    for (const connection of this.#shared) if (connection?.suspected === true) return true
    return false
  }

  /** Whether commands wait for it although it could not be connected to lately. */
  get missed(): boolean {
    return this.#failures > 0 && [...this.#all].some(({ state, waiting }) => state !== 'ready' && waiting > 0)
  }

  /** The shared connection of a lane (a slot, say), a new one where the last one ended. May have to be waited for. */
  shared(lane = 0): Connection | Promise<Connection> {
    return this.current(lane) ?? this.#openShared(this.#indexOf(lane))
  }

  /** The shared connection of a lane, if there is one now. */
  current(lane: number): Connection | undefined {
    const connection = this.#shared[this.#indexOf(lane)]
    return connection === undefined || connection.over ? undefined : connection
  }

  /**
   * A connection that nobody else uses until it is given back with `release`.
   *
   * @param patient whether its commands may wait on the server, so that its silence is no sign of a dead node
   * @throws PoolExhaustedError
   */
  async lease(patient = false): Promise<Connection> {
    for (;;) {
      const idle = this.#idle.pop()
      if (idle === undefined) break
      if (idle.over) continue
      idle.patient = patient
      return idle
    }
    const { budget } = this.#setup
    if (!budget.take(this.address.name)) {
      await budget.wait(this.address.name)
      this.#checkPlace()
    }
    const connection = this.#open(this.#leasedOptions)
    connection.patient = patient
    return connection
  }

  /**
   * Takes a leased connection back.
   *
   * @param clean whether its state is as it was (no subscription, no transaction, nothing unanswered); else it is ended
   */
  release(connection: Connection, clean: boolean): void {
    if (connection.over) return
    connection.patient = false
    if (!clean || connection.waiting > 0) {
      // The server stops waiting for its data when the connection goes.
      connection.destroy()
    } else if (this.#over || this.#setup.budget.contended) void connection.close()
    else this.#idle.push(connection)
  }

  /**
   * Connections that nobody uses now. One that is leased is in use, however quiet it is.
   *
   * @param forOwn whether one is to make room for another to this node: not a shared one then, as long as there are
   *   leased ones. What waits on the server over those may wait for a command that needs the shared one.
   */
  *unused(forOwn: boolean): Iterable<Connection> {
    const shared = this.#shared.filter(connection => connection !== undefined)
    const isLeased = this.#all.size > shared.length + this.#idle.length
    for (const connection of forOwn && isLeased ? this.#idle : [...this.#idle, ...shared]) {
      if (connection.state === 'ready' && connection.waiting === 0 && !connection.over) yield connection
    }
  }

  /** Closes a connection that nobody uses; false where there is none. */
  giveUpIdle(): boolean {
    const idle = this.#idle.shift()
    if (idle === undefined) return false
    // Nothing waits there, and its place is free at once.
    idle.destroy()
    return true
  }

  /** Takes no more commands; resolves when all that wait are settled and the connections closed. */
  async close(): Promise<void> {
    this.#over = true
    await Promise.all([...this.#all].map(connection => connection.close()))
  }

  /** Ends those connections whose commands may wait on the server: for a node that would never end their waits. */
  endPatient(error: Error): void {
    for (const connection of this.#all) if (connection.patient) connection.destroy(error)
  }

  /** Closes at once; everything that waits fails with `error`. */
  destroy(error: Error): void {
    this.#over = true
    for (const connection of this.#all) connection.destroy(error)
  }

  #indexOf(lane: number): number {
    return this.#shared.length === 1 ? 0 : lane % this.#shared.length
  }

  #openShared(index: number): Connection | Promise<Connection> {
    const { budget } = this.#setup
    const waiting = this.#waits.get(index)
    if (waiting !== undefined) return waiting
    const open = (): Connection => (this.#shared[index] = this.#open(this.#setup.options))
    if (budget.take(this.address.name)) return open()
    if (this.giveUpIdle()) return this.#openShared(index)
    const wait = budget
      .wait(this.address.name)
      .finally(() => this.#waits.delete(index))
      .then(() => {
        this.#checkPlace()
        return open()
      })
    this.#waits.set(index, wait)
    return wait
  }

  /** Gives a place back that came too late: nobody would ever close a connection of a pool that is over. */
  #checkPlace(): void {
    if (!this.#over) return
    const { name } = this.address
    this.#setup.budget.release(name)
    throw new ConnectionLostError(`The connections to ${name} were closed.`, { node: name })
  }

  /** What is read over a leased connection is nobody's to keep. */
  get #leasedOptions(): ConnectionOptions {
    const { options } = this.#setup
    return { ...options, handshake: { ...options.handshake, tracking: undefined } }
  }

  #open(options: ConnectionOptions): Connection {
    const { context, reconnect = exponentialBackoff } = this.#setup
    const { clock } = context.ticker
    const delayMs = this.#failures === 0 ? 0 : reconnect.delayMs(this.#failures, clock.random())
    const connection: Connection = new Connection(
      this.address,
      {
        options,
        context: {
          ...context,
          ready: ready => {
            this.#failures = 0
            this.#silent = false
            context.ready?.(ready)
          },
          closed: (closed, error) => {
            this.#forget(closed, error)
            context.closed?.(closed, error)
          },
        },
      },
      delayMs,
    )
    connection.afterSilence = this.#silent
    this.#all.add(connection)
    return connection
  }

  #forget(connection: Connection, error: Error | undefined): void {
    if (error !== undefined) this.#failures++
    if (connection.suspected) this.#silent = true
    this.#all.delete(connection)
    const idle = this.#idle.indexOf(connection)
    if (idle !== -1) this.#idle.splice(idle, 1)
    const shared = this.#shared.indexOf(connection)
    if (shared !== -1) this.#shared[shared] = undefined
    this.#setup.budget.release(this.address.name)
  }
}
