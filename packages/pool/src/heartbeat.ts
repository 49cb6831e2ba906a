import { ConnectionLostError } from '@rc/errors'
import type { NodeAddress } from '@rc/slots'
import type { Connection } from './connection.js'
import { request } from './handshake.js'
import type { Pending } from './pending.js'
import type { Ticker } from './ticker.js'

/** How silence of a node is noticed. */
export interface HeartbeatOptions {
  /** Milliseconds without a byte, while an answer is due, after which a node is suspected. Default 1000. */
  readonly suspectMs: number
  /** Milliseconds without a byte after which a connection that is not used is asked for a sign of life. Default 5000. */
  readonly idleMs: number
  /** Milliseconds that such a sign may take before the connection is given up. Default 5000. */
  readonly deadMs: number
}

export const DEFAULT_HEARTBEAT: HeartbeatOptions = { suspectMs: 1000, idleMs: 5000, deadMs: 5000 }

/** So many times as often are the beats while a node is suspected. */
const SUSPICIOUS = 4

/** What the heartbeat needs of its client. */
export interface HeartbeatContext {
  readonly ticker: Ticker
  suspect?(address: NodeAddress): void
}

const PING = request('PING', [])

/** Finds connections that look open and are dead: a frozen node, a cut cable, a forgotten NAT entry. */
export class Heartbeat {
  readonly #context: HeartbeatContext
  readonly #connections: () => Iterable<Connection>
  readonly #options: HeartbeatOptions
  #cancel: (() => void) | undefined
  #lastBeat = 0
  #period: number

  constructor(
    context: HeartbeatContext,
    connections: () => Iterable<Connection>,
    options: Partial<HeartbeatOptions> = {},
  ) {
    this.#context = context
    this.#connections = connections
    this.#options = { ...DEFAULT_HEARTBEAT, ...options }
    this.#period = this.#calm
  }

  start(): void {
    if (this.#cancel === undefined) this.#arm()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  get #calm(): number {
    return Math.min(this.#options.suspectMs, this.#options.idleMs, this.#options.deadMs) / 4
  }

  #arm(): void {
    const { clock } = this.#context.ticker
    this.#lastBeat = clock.now()
    // It never keeps the process alive. The look waits for one more beat, so that what has come in is read before.
    this.#cancel = clock.after(this.#period, () => clock.soon(() => this.#beat()), false)
  }

  #beat(): void {
    if (this.#cancel === undefined) return
    const now = this.#context.ticker.clock.now()
    // A process that was busy or stopped heard nothing because it did not listen: that says nothing of the nodes.
    const stalledMs = now - this.#lastBeat - this.#period
    let suspected = false
    for (const connection of this.#connections()) {
      if (connection.patient) continue
      if (stalledMs > this.#period) {
        connection.lastHeard = Math.min(now, connection.lastHeard + stalledMs)
        connection.waitingSince = Math.min(now, connection.waitingSince + stalledMs)
      }
      if (connection.state !== 'ready') {
        // A node that fell silent, or was silent from the start, takes seconds to refuse to be dialled; its slots may be
        // elsewhere long before.
        const silent = connection.afterSilence || now - connection.waitingSince > this.#options.suspectMs
        if (silent && connection.waiting > 0) {
          suspected = true
          this.#context.suspect?.(connection.address)
        }
        continue
      }
      this.#look(connection, now)
      suspected ||= connection.suspected
    }
    // Until it is known who takes over, it is asked often: callers wait for that alone.
    this.#period = suspected ? this.#calm / SUSPICIOUS : this.#calm
    this.#arm()
  }

  #look(connection: Connection, now: number): void {
    const silentMs = now - Math.max(connection.lastHeard, connection.waitingSince)
    if (connection.unanswered > 0) {
      if (silentMs <= this.#options.suspectMs) return
      // It may be that only the way is lost: then the node neither answers nor closes. As long as somebody waits, a slow
      // answer may come; after that, a new connection can only be better.
      if (!connection.awaited) {
        connection.destroy(silent(connection.name))
        return
      }
      connection.suspect()
      // A replica is one of several nodes that can answer: nobody waits until the servers have made up their minds.
      if (connection.movable) {
        connection.destroy(silent(connection.name))
        return
      }
      this.#context.suspect?.(connection.address)
      return
    }
    if (connection.waiting === 0 && silentMs > this.#options.idleMs) {
      connection.send(new Ping(connection, now + this.#options.deadMs))
    }
  }
}

/** A sign of life that was asked for. Its answer says nothing; its absence ends the connection. */
class Ping implements Pending {
  readonly request = PING
  readonly asBytes = false
  readonly joined = false
  readonly movable = true
  readonly deadline: number
  settled = false
  readonly #connection: Connection

  constructor(connection: Connection, deadline: number) {
    this.#connection = connection
    this.deadline = deadline
  }

  settle(): void {
    this.settled = true
  }

  fail(): void {
    this.settled = true
  }

  expire(): void {
    this.settled = true
    this.#connection.destroy(silent(this.#connection.name))
  }
}

const silent = (node: string): ConnectionLostError =>
  new ConnectionLostError(`${node} gave no sign of life; its connection was given up.`, { node })
