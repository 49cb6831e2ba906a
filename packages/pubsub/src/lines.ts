import type { ClusterNode } from '@rc/slots'
import type { Host } from './host.js'
import { Line, type LineEvents } from './line.js'

/** Between looks at the connections. */
const LOOK_MS = 250
/** Looks without a sign of life after which a node is suspected: other nodes take over what they can. */
const SUSPICIOUS = 4
/** Looks without a sign of life after which the connection is given up. */
const DEAD = 24
/** Looks that a connection stays open without being needed. */
const LINGER = 2

/** What is done at each look. */
export interface LooksEvents extends LineEvents {
  /** Before the connections are looked at. */
  looking(): void
  /** Nothing is heard of a node. */
  silent(line: Line): void
}

/** The connections of a hub, one a node at most, and the steady look at them. */
export class Lines {
  readonly #host: Host
  readonly #events: LooksEvents
  readonly #all = new Map<string, Line>()
  /** Connections made again, to tell them from first ones. */
  readonly #again = new WeakSet<Line>()
  #cancelLook: (() => void) | undefined
  #over = false

  constructor(host: Host, events: LooksEvents) {
    this.#host = host
    this.#events = events
  }

  /** Those that are open, or being opened. */
  get size(): number {
    return this.#all.size
  }

  /** The one to a node, if there is one. */
  get(name: string): Line | undefined {
    return this.#all.get(name)
  }

  /** The one to a node, made where there is none. */
  to(node: ClusterNode): Line {
    const known = this.#all.get(node.name)
    if (known !== undefined) return known
    const line = new Line(node, this.#host, this.#events)
    this.#all.set(node.name, line)
    this.#lookSoon()
    return line
  }

  /** One has come to its end. */
  remove(line: Line): void {
    if (this.#all.get(line.node.name) === line) this.#all.delete(line.node.name)
  }

  /** One was made in the place of another that was lost. */
  markAgain(line: Line): void {
    this.#again.add(line)
  }

  /** Whether the node of a connection is as good as gone. */
  isSuspicious(line: Line): boolean {
    return line.silence >= SUSPICIOUS
  }

  /** Whether topics wait for one that does not answer. */
  get missing(): boolean {
    for (const line of this.#all.values()) {
      if (!line.unused && (this.isSuspicious(line) || (this.#again.has(line) && !line.ready))) return true
    }
    return false
  }

  pause(): void {
    for (const line of this.#all.values()) line.pause()
  }

  resume(): void {
    for (const line of this.#all.values()) line.resume()
  }

  /** Ends all of them. */
  close(): void {
    this.#over = true
    this.#cancelLook?.()
    for (const line of this.#all.values()) line.end()
    this.#all.clear()
  }

  /** Looks at all from time to time, while there are any. */
  #lookSoon(): void {
    if (this.#cancelLook !== undefined || this.#all.size === 0 || this.#over) return
    const { clock } = this.#host
    // What has come in meanwhile is read before.
    this.#cancelLook = clock.after(LOOK_MS, () => clock.soon(() => this.#look()), false)
  }

  #look(): void {
    this.#cancelLook = undefined
    if (this.#over) return
    this.#events.looking()
    for (const line of this.#all.values()) {
      line.look()
      if (line.idle > LINGER) this.#end(line)
      else if (line.silence >= DEAD) this.#giveUp(line)
      else if (this.isSuspicious(line)) this.#events.silent(line)
    }
    this.#lookSoon()
  }

  #end(line: Line): void {
    this.#all.delete(line.node.name)
    line.end()
  }

  #giveUp(line: Line): void {
    line.end()
    this.#events.lost(line, undefined)
  }
}
