import { RedisCluster } from '@rc/client'
import type { CommandSpec } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type {
  ChainableCommander,
  ClusterNode,
  ClusterOptions,
  Cluster as IoredisCluster,
  Command as IoredisCommand,
  NodeRole,
} from 'ioredis'
import { Channels, SUBSCRIBE_KINDS } from './channels.js'
import { attachMethods, type CommandMethods, type IoredisCommands } from './command-methods.js'
import { NodeClient } from './node-client.js'
import { fromIoredisOptions, keyPrefixOf } from './options.js'
import { replyOf } from './replies.js'
import { scanPage } from './scan.js'
import { type Definition, Scripts } from './scripts.js'
import { sendMade } from './send-made.js'
import { Subscriber } from './subscriber.js'
import { type Callback, told, withoutCallback } from './told.js'
import { type Call, commandOf, type Word } from './words.js'

const ROLES = { master: 'primary', slave: 'replica', all: 'all' } as const

/** What a client is doing, in ioredis' words. */
export type Status = 'wait' | 'connecting' | 'ready' | 'disconnecting' | 'end'

/**
 * ioredis' `Cluster`, as far as its users see it, over a `RedisCluster`: for libraries that demand one.
 *
 * Commands take their arguments flat, with a callback behind them where you like, and answer as ioredis does. It connects
 * by itself unless `lazyConnect` is set. What becomes of commands under faults is as `RedisCluster` has it: no write runs
 * twice unless you say so.
 *
 * @throws ConfigError where an option of ioredis cannot be kept
 * @example
 * const cluster = new Cluster([{ host: '127.0.0.1', port: 7000 }], { keyPrefix: 'app:' })
 * await cluster.set('name', 'Alice', 'EX', 60)
 * await cluster.pipeline().incr('visits').get('name').exec() // [[null, 1], [null, 'Alice']]
 */
export class Cluster extends Subscriber {
  readonly isCluster = true
  readonly options: ClusterOptions
  /** The nodes that were given at first. */
  readonly startupNodes: readonly ClusterNode[]
  status: Status = 'wait'
  #rc: RedisCluster
  protected override channels: Channels
  readonly #scripts: Scripts

  constructor(startupNodes: readonly ClusterNode[], options: ClusterOptions = {}) {
    super()
    this.startupNodes = startupNodes
    this.options = { scaleReads: 'master', ...options, keyPrefix: keyPrefixOf(options) }
    this.#scripts = new Scripts(() => this.#rc, this.#prefix)
    for (const [name, definition] of Object.entries(options.scripts ?? {})) this.defineCommand(name, definition)
    this.#rc = this.#begin()
    this.channels = this.#channelsOf(this.#rc)
    if (options.lazyConnect !== true) this.connect().catch(error => this.#failed(error))
  }

  /** The client beneath, for what ioredis has no name for; another one after `connect()` on a client that was closed. */
  get rc(): RedisCluster {
    return this.#rc
  }

  get #prefix(): string {
    return keyPrefixOf(this.options)
  }

  get #stringNumbers(): boolean {
    return this.options.redisOptions?.stringNumbers ?? false
  }

  /** Resolves when the cluster was found. Commands need not wait for it. A client that was closed begins anew. */
  async connect(): Promise<void> {
    if (this.status === 'disconnecting' || this.status === 'end') this.#beginAnew()
    if (this.status === 'wait') this.status = 'connecting'
    await told(this.#rc.connect(), undefined)
  }

  #beginAnew(): void {
    const before = this.channels
    this.#rc = this.#begin()
    this.channels = this.#channelsOf(this.#rc)
    this.status = 'wait'
    for (const kind of SUBSCRIBE_KINDS) {
      const names = before.names(kind)
      if (names.length > 0) this.channels.add(kind, names).catch(error => this.#failed(error))
    }
  }

  override async send({ words, asBytes }: Call): Promise<unknown> {
    return this.#reply(words[0], await this.#ask(words, this.#prefix, asBytes), asBytes)
  }

  /** Sends a command that ioredis' class `Command` made. */
  sendCommand(command: IoredisCommand): Promise<unknown> {
    return sendMade(command, words => this.#ask(words, '', true))
  }

  async #ask(words: readonly [string, ...Word[]], prefix: string, asBytes: boolean): Promise<unknown> {
    const rc = (asBytes ? this.#rc.bytes() : this.#rc) as RedisCluster
    const [name, ...args] = words
    if (name === 'SCAN') return scanPage(rc, args)
    const made = commandOf(words, prefix)
    if (made === undefined) return rc.call(words)
    if (!answersByNode(made.spec)) return rc.run(made)
    // ioredis asks any node; replies of all would be a record.
    if (this.#rc.nodes('primary').length === 0) await this.#rc.connect()
    const [node] = this.#rc.nodes('primary')
    if (node === undefined) throw new ConfigError('The cluster has no primary to ask.', { command: made.spec.name })
    return ((asBytes ? node.bytes() : node) as typeof node).run(made)
  }

  #reply(name: string, raw: unknown, asBytes: boolean): unknown {
    return replyOf(name, raw, { asBytes, stringNumbers: this.#stringNumbers })
  }

  /** Queues commands; `exec()` sends them to all their nodes and resolves with `[error, reply]` for each. */
  pipeline(commands?: readonly (readonly unknown[])[]): ChainableCommander {
    return this.#chain(false, commands)
  }

  /**
   * Queues commands of one slot, which run together or not at all.
   *
   * @throws ConfigError for `{ pipeline: false }`: connections are shared, so that commands cannot be queued on the server
   */
  multi(
    commands?: readonly (readonly unknown[])[] | { pipeline: boolean },
    options?: { pipeline: boolean },
  ): ChainableCommander {
    const isBatch = Array.isArray(commands)
    const { pipeline = true } = options ?? (isBatch ? {} : (commands as { pipeline?: boolean } | undefined)) ?? {}
    if (!pipeline) {
      throw new ConfigError(
        'multi takes no { pipeline: false }: a transaction would be open on a connection that all callers share. ' +
          'Queue its commands, multi().set(…).get(…).exec(), or watch keys with cluster.rc.watch.',
      )
    }
    return this.#chain(true, isBatch ? (commands as readonly (readonly unknown[])[]) : [])
  }

  #chain(atomic: boolean, commands: readonly (readonly unknown[])[] = []): ChainableCommander {
    const setup = {
      client: () => this.#rc,
      keyPrefix: this.#prefix,
      stringNumbers: this.#stringNumbers,
      script: (name: string, args: readonly unknown[]) => this.#scripts.command(name, args),
    }
    return new this.#scripts.Chain(setup, atomic, commands) as unknown as ChainableCommander
  }

  /** Makes a method, and one with `Buffer` behind its name, of a Lua script. */
  defineCommand(name: string, definition: Definition): void {
    this.#scripts.define(name, definition)
    for (const asBytes of [false, true]) {
      Object.defineProperty(this, asBytes ? `${name}Buffer` : name, {
        configurable: true,
        writable: true,
        value: (...given: unknown[]) => {
          const { args, callback } = withoutCallback(given)
          return told(this.#runScript({ name, args, asBytes }), callback)
        },
      })
    }
  }

  async #runScript(call: { name: string; args: readonly unknown[]; asBytes: boolean }): Promise<unknown> {
    const command = this.#scripts.command(call.name, call.args)
    if (command === undefined) throw new ConfigError('There is no script of this name.', { command: call.name })
    const client = (call.asBytes ? this.#rc.bytes() : this.#rc) as RedisCluster
    return this.#reply('', await client.run(command), call.asBytes)
  }

  /** Clients of single nodes. */
  nodes(role: NodeRole = 'all'): NodeClient[] {
    const setup = { keyPrefix: this.#prefix, stringNumbers: this.#stringNumbers }
    return this.#rc.nodes(ROLES[role]).map(view => new NodeClient(view, setup))
  }

  /** Lets what is under way finish, then closes. */
  quit(callback?: Callback): Promise<'OK'> {
    this.#leave()
    return told(this.#quit(), callback)
  }

  async #quit(): Promise<'OK'> {
    await this.#rc.close()
    // Its events come before its reply.
    await new Promise(resolve => setImmediate(resolve))
    return 'OK'
  }

  /**
   * Closes at once: what is under way rejects.
   *
   * @param reconnect begins anew
   */
  disconnect(reconnect = false): void {
    this.#leave()
    this.#rc.destroy()
    if (reconnect) this.connect().catch(error => this.#failed(error))
  }

  #leave(): void {
    if (this.status !== 'end') this.status = 'disconnecting'
  }

  /** A client of its own with the same options, or others. */
  duplicate(startupNodes: readonly ClusterNode[] = [], options: ClusterOptions = {}): Cluster {
    const redisOptions = { ...this.options.redisOptions, ...options.redisOptions }
    const nodes = startupNodes.length > 0 ? startupNodes : this.startupNodes
    return new Cluster(nodes, { ...this.options, ...options, redisOptions })
  }

  /** This, under the type of ioredis' own class, for functions that ask for that. */
  asIoredis(): IoredisCluster {
    return this as unknown as IoredisCluster
  }

  #begin(): RedisCluster {
    const rc = new RedisCluster(fromIoredisOptions(this.startupNodes, this.options))
    // What an earlier one does in its last moments is none of a later one's business.
    const current = (listener: () => void) => () => {
      if (this.#rc === rc) listener()
    }
    rc.on(
      'ready',
      current(() => {
        this.status = 'ready'
        this.emit('connect')
        this.emit('ready')
      }),
    )
    rc.on('node:up', ({ node }) => current(() => this.emit('+node', this.#nodeAt(node)))())
    rc.on('node:down', ({ node }) => current(() => this.emit('-node', this.#nodeAt(node)))())
    rc.on('error', error => this.#failed(error))
    // Not at once: who calls disconnect() listens behind it.
    rc.on('close', () => process.nextTick(current(() => this.#ended())))
    return rc
  }

  #ended(): void {
    this.status = 'end'
    this.emit('close')
    this.emit('end')
  }

  #channelsOf(rc: RedisCluster): Channels {
    return new Channels(rc, (event, ...args) => this.emit(event, ...args))
  }

  #nodeAt(name: string): NodeClient | undefined {
    return this.nodes().find(({ options: { host, port } }) => `${host}:${port}` === name)
  }

  /** Like ioredis, nothing is thrown where nobody listens. */
  #failed(error: unknown): void {
    if (this.listenerCount('error') > 0) this.emit('error', error)
  }
}

export interface Cluster extends Omit<IoredisCommands, keyof CommandMethods> {}

const answersByNode = ({ request, response }: CommandSpec): boolean =>
  (request === 'all_nodes' || request === 'all_shards') && (response === 'default' || response === 'special')

attachMethods(Cluster.prototype)
