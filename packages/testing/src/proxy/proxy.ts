import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { CommandCounter } from './command-counter.js'
import { corrupted } from './corrupt.js'
import type { LineQuality } from './line-quality.js'
import { type Direction, ProxiedConnection } from './proxied-connection.js'
import type { PassingReply, ReplyAction, ReplyHook, TrapOptions } from './trap.js'
import { Trap } from './trap.js'

/** What `startProxy` takes. */
export interface ProxyOptions {
  /** The server behind it. */
  readonly target: { readonly host: string; readonly port: number }
  /** The address that the proxy listens on. Default `'127.0.0.1'`. */
  readonly host?: string
  /** The port that it listens on. Default: a free one. */
  readonly port?: number
  /** How the line is from the start. Default: perfect. */
  readonly line?: LineQuality
  /** Sees every reply before traps do. */
  readonly onReply?: ReplyHook
  /** Where jitter comes from: numbers from 0 to below 1. Default `Math.random`. */
  readonly random?: () => number
}

const HEALTHY: LineQuality = {
  delayMs: 0,
  jitterMs: 0,
  sliceBytes: undefined,
  sliceEveryMs: 0,
  bytesPerSecond: undefined,
  hold: false,
  blackHole: false,
}

/**
 * Stands between clients and one server, and spoils the line on demand. It reads the RESP that passes, so that faults
 * can be put at a certain reply. Made by `startProxy`.
 */
export class NodeProxy {
  /** Commands that passed, by name. */
  readonly commands = new CommandCounter()
  /** Sees every reply before traps do and may change what becomes of it; undefined lets it pass. */
  onReply: ReplyHook | undefined
  readonly #options: ProxyOptions
  readonly #random: () => number
  readonly #connections = new Set<ProxiedConnection>()
  #server: Server | undefined
  #port = 0
  #quality: LineQuality
  #traps: Trap[] = []
  #cuts = new Map<Direction, number>()
  #accepted = 0

  constructor(options: ProxyOptions) {
    this.#options = options
    this.#quality = { ...HEALTHY, ...options.line }
    this.#random = options.random ?? Math.random
    this.onReply = options.onReply
  }

  /** The address that it listens on. */
  get host(): string {
    return this.#options.host ?? '127.0.0.1'
  }

  /** The port that it listens on. */
  get port(): number {
    return this.#port
  }

  /** `host:port`, for clients. */
  get address(): string {
    return `${this.host}:${this.#port}`
  }

  /** The server behind it, as `host:port`. */
  get target(): string {
    return `${this.#options.target.host}:${this.#options.target.port}`
  }

  /** Connections of clients: how many were taken in all, and how many are open. */
  get connections(): { readonly total: number; readonly open: number } {
    return { total: this.#accepted, open: this.#connections.size }
  }

  /** The line as it is. */
  get line(): LineQuality {
    return this.#quality
  }

  /**
   * Changes the line, for open connections and new ones. What is not named stays.
   *
   * A connection that lost bytes in a black hole is reset when the hole is closed, as its stream makes no sense any more.
   *
   * @example
   * proxy.set({ delayMs: 50, jitterMs: 20 })
   * proxy.set({ sliceBytes: 1 })
   * proxy.set({ bytesPerSecond: 100_000 })
   * proxy.set({ blackHole: true })
   */
  set(quality: LineQuality): void {
    const hadHole = this.#quality.blackHole
    this.#quality = { ...this.#quality, ...quality }
    const holeClosed = hadHole && !this.#quality.blackHole
    for (const connection of this.#connections) {
      if (holeClosed && connection.hasLost) connection.reset()
      else connection.wake()
    }
  }

  /** Makes everything well: a perfect line, no traps, no hook, and connections are taken again. */
  async heal(): Promise<void> {
    this.#traps = []
    this.#cuts.clear()
    this.onReply = undefined
    this.set(HEALTHY)
    await this.accept()
  }

  /** Refuses new connections (ECONNREFUSED). Open ones stay. */
  async refuse(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    // The port is free at once; the callback of close would wait for the last connection to end.
    server?.close()
  }

  /** Takes connections again, on the same port. */
  async accept(): Promise<void> {
    if (this.#server !== undefined) return
    this.#server = await listen(this.host, this.#port || (this.#options.port ?? 0), socket => this.#take(socket))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  /** Closes all open connections. */
  cut(): void {
    for (const connection of this.#connections) connection.close()
  }

  /** Closes all open connections with a TCP reset. */
  reset(): void {
    for (const connection of this.#connections) connection.reset()
  }

  /** Makes all open connections half-open: the client's end stays, nobody is behind it. New ones are well. */
  halfOpen(): void {
    for (const connection of this.#connections) connection.halfOpen()
  }

  /**
   * Cuts the connection that carries the last of the next so many bytes, behind that byte.
   *
   * @param direction default `'replies'`
   */
  cutAfterBytes(bytes: number, direction: Direction = 'replies'): void {
    this.#cuts.set(direction, bytes)
  }

  /** The server runs the command, and the connection is cut in the place of its reply. */
  cutBeforeReply(which: TrapOptions | number = {}): Trap {
    return this.trap(() => 'cut', which)
  }

  /** The same, with a TCP reset. */
  resetBeforeReply(which: TrapOptions | number = {}): Trap {
    return this.trap(() => 'reset', which)
  }

  /** A reply that never arrives, on a connection that stays: every later reply is taken for the one before. */
  dropReply(which: TrapOptions | number = {}): Trap {
    return this.trap(() => 'drop', which)
  }

  /** A reply that arrives late, and those behind it with it. */
  delayReply(delayMs: number, which: TrapOptions | number = {}): Trap {
    return this.trap(() => ({ delayMs }), which)
  }

  /** Other bytes in a reply's place. `encodeReply` makes them from a value. */
  replaceReply(bytes: Uint8Array | string, which: TrapOptions | number = {}): Trap {
    return this.trap(() => Buffer.from(bytes), which)
  }

  /**
   * A reply with one bit flipped: of the byte in its middle, or of the one given.
   *
   * @param which `byte`: from 0, or from the end where negative; `bit`: 0 to 7, default 0
   */
  corruptReply(which: TrapOptions & { readonly byte?: number; readonly bit?: number } = {}): Trap {
    return this.trap(reply => corrupted(reply.bytes, which.byte, which.bit), which)
  }

  /**
   * Does something to certain replies. The number n stands for the nth.
   *
   * @example
   * const trap = proxy.trap(reply => reply.bytes.subarray(0, 3), { command: 'GET', after: 2 })
   * await trap.sprung()
   */
  trap(action: (reply: PassingReply) => ReplyAction, which: TrapOptions | number = {}): Trap {
    const trap = new Trap(action, typeof which === 'number' ? { after: which - 1 } : which)
    this.#traps.push(trap)
    return trap
  }

  /** Closes everything. May be called twice. */
  async stop(): Promise<void> {
    await this.refuse()
    this.cut()
  }

  /** `stop`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  #take(socket: Socket): void {
    this.#accepted++
    const connection = new ProxiedConnection(this.#accepted, socket, {
      target: this.#options.target,
      quality: () => this.#quality,
      random: this.#random,
      sawCommand: command => this.commands.add(command.name),
      sawReply: reply => this.#judge(reply),
      allowance: (direction, bytes) => this.#allowance(direction, bytes),
      closed: gone => this.#connections.delete(gone),
    })
    this.#connections.add(connection)
  }

  #judge(reply: PassingReply): ReplyAction {
    const hooked = this.onReply?.(reply)
    if (hooked !== undefined) return hooked
    for (const trap of this.#traps) {
      const action = trap.look(reply)
      if (action === undefined) continue
      if (trap.isDone) this.#traps = this.#traps.filter(one => one !== trap)
      return action
    }
    return 'pass'
  }

  #allowance(direction: Direction, bytes: number): number | undefined {
    const left = this.#cuts.get(direction)
    if (left === undefined) return undefined
    if (bytes < left) {
      this.#cuts.set(direction, left - bytes)
      return undefined
    }
    this.#cuts.delete(direction)
    return left
  }
}

function listen(host: string, port: number, onConnection: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, onConnection)
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      // An idle proxy is no reason for a process to stay.
      server.unref()
      resolve(server)
    })
  })
}
