import { RedisCluster, type Script } from '@rc/client'
import type { Command, CommandSpec } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { ChainableCommander, Cluster as IoredisCluster, ClusterNode, ClusterOptions, NodeRole } from 'ioredis'
import { Chain, type ChainSetup } from './chain.js'
import { Channels, type SubscribeKind } from './channels.js'
import { attachMethods, CommandMethods, type IoredisCommands } from './command-methods.js'
import { NodeClient } from './node-client.js'
import { fromIoredisOptions } from './options.js'
import { replyOf } from './replies.js'
import { behind, type Call, type Callback, commandOf, told, withoutCallback, wordsOf } from './words.js'

const ROLES = { master: 'primary', slave: 'replica', all: 'all' } as const

/** What `defineCommand` takes. */
interface Definition {
  lua: string
  numberOfKeys?: number | undefined
  readOnly?: boolean | undefined
}

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
export class Cluster extends CommandMethods {
  readonly isCluster = true
  readonly options: ClusterOptions
  /** The client beneath, for what ioredis has no name for. */
  readonly rc: RedisCluster
  /** `wait`, `connecting`, `ready` or `end`. */
  status: 'wait' | 'connecting' | 'ready' | 'end' = 'wait'
  readonly #startup: readonly ClusterNode[]
  readonly #channels: Channels
  readonly #scripts = new Map<string, Definition>()
  readonly #compiled = new Map<string, Script<unknown>>()
  readonly #chain: ChainSetup

  constructor(startupNodes: readonly ClusterNode[], options: ClusterOptions = {}) {
    super()
    this.#startup = startupNodes
    this.options = options
    this.rc = new RedisCluster(fromIoredisOptions(startupNodes, options))
    this.#channels = new Channels(this.rc, (event, ...args) => this.emit(event, ...args))
    this.#chain = {
      rc: this.rc,
      keyPrefix: this.#prefix,
      stringNumbers: this.#stringNumbers,
      scripts: { [Symbol.iterator]: () => this.#scripts.keys() },
      script: (name, args) => this.#scriptOf(name, args),
    }
    for (const [name, definition] of Object.entries(options.scripts ?? {})) this.defineCommand(name, definition)
    this.#listen()
    if (options.lazyConnect !== true) this.connect().catch(error => this.#failed(error))
  }

  get #prefix(): string {
    return this.options.keyPrefix ?? ''
  }

  get #stringNumbers(): boolean {
    return this.options.redisOptions?.stringNumbers ?? false
  }

  /** Resolves when the cluster was found. Commands need not wait for it. */
  async connect(): Promise<void> {
    if (this.status === 'wait') this.status = 'connecting'
    await this.rc.connect()
  }

  override async send({ words, asBytes }: Call): Promise<unknown> {
    const rc = (asBytes ? this.rc.bytes() : this.rc) as RedisCluster
    const made = commandOf(words, this.#prefix)
    if (made === undefined) return this.#reply(words[0], await rc.call(words), asBytes)
    if (!answersByNode(made.spec)) return this.#reply(words[0], await rc.run(made), asBytes)
    // ioredis asks any node; replies of all would be a record.
    if (this.rc.nodes('primary').length === 0) await this.rc.connect()
    const [node] = this.rc.nodes('primary')
    if (node === undefined) throw new ConfigError('The cluster has no primary to ask.', { command: made.spec.name })
    return this.#reply(words[0], await ((asBytes ? node.bytes() : node) as typeof node).run(made), asBytes)
  }

  #reply(name: string, raw: unknown, asBytes: boolean): unknown {
    return replyOf(name, raw, { asBytes, stringNumbers: this.#stringNumbers })
  }

  /** Queues commands; `exec()` sends them to all their nodes and resolves with `[error, reply]` for each. */
  pipeline(commands?: readonly (readonly unknown[])[]): ChainableCommander {
    return new Chain(this.#chain, false, commands) as unknown as ChainableCommander
  }

  /**
   * Queues commands of one slot, which run together or not at all.
   *
   * @throws ConfigError for `{ pipeline: false }`: connections are shared, so that commands cannot be queued on the server
   */
  multi(commands?: readonly (readonly unknown[])[] | { pipeline: boolean }): ChainableCommander {
    if (commands !== undefined && 'pipeline' in commands && !commands.pipeline) {
      throw new ConfigError('multi takes no { pipeline: false }: connections are shared. Use cluster.rc.watch.')
    }
    const batch = Array.isArray(commands) ? (commands as readonly (readonly unknown[])[]) : []
    return new Chain(this.#chain, true, batch) as unknown as ChainableCommander
  }

  /** Makes a method, and one with `Buffer` behind its name, of a Lua script. */
  defineCommand(name: string, definition: Definition): void {
    this.#scripts.set(name, definition)
    const run =
      (asBytes: boolean) =>
      (...given: unknown[]) => {
        const { args, callback } = withoutCallback(given)
        const client = (asBytes ? this.rc.bytes() : this.rc) as RedisCluster
        const reply = client.run(this.#scriptOf(name, args) as Command<unknown>)
        return told(
          reply.then(raw => this.#reply('', raw, asBytes)),
          callback,
        )
      }
    Object.defineProperty(this, name, { configurable: true, value: run(false) })
    Object.defineProperty(this, `${name}Buffer`, { configurable: true, value: run(true) })
  }

  #scriptOf(name: string, args: readonly unknown[]): Command<unknown> | undefined {
    const definition = this.#scripts.get(name)
    if (definition === undefined) return undefined
    const { lua, numberOfKeys, readOnly = false } = definition
    const [, ...words] = wordsOf(name, args)
    const keys = numberOfKeys ?? Number(words.shift())
    const id = `${name} ${keys}`
    const script = this.#compiled.get(id) ?? this.rc.script(lua, { keys, readonly: readOnly })
    this.#compiled.set(id, script)
    return script.command(...words.map((word, i) => (i < keys ? behind(this.#prefix, word) : word)))
  }

  /** Clients of single nodes. */
  nodes(role: NodeRole = 'all'): NodeClient[] {
    const setup = { keyPrefix: this.#prefix, stringNumbers: this.#stringNumbers }
    return this.rc.nodes(ROLES[role]).map(view => new NodeClient(view, setup))
  }

  /** Resolves with how many channels and patterns are subscribed to then; messages come as `message` events. */
  subscribe(...channels: unknown[]): Promise<unknown> {
    return this.#subscribe('subscribe', channels)
  }

  /** As `subscribe`, by patterns: `pmessage`. */
  psubscribe(...patterns: unknown[]): Promise<unknown> {
    return this.#subscribe('psubscribe', patterns)
  }

  /** As `subscribe`, of sharded channels: `smessage`. */
  ssubscribe(...channels: unknown[]): Promise<unknown> {
    return this.#subscribe('ssubscribe', channels)
  }

  unsubscribe(...channels: unknown[]): Promise<unknown> {
    return this.#unsubscribe('subscribe', channels)
  }

  punsubscribe(...patterns: unknown[]): Promise<unknown> {
    return this.#unsubscribe('psubscribe', patterns)
  }

  sunsubscribe(...channels: unknown[]): Promise<unknown> {
    return this.#unsubscribe('ssubscribe', channels)
  }

  #subscribe(kind: SubscribeKind, given: unknown[]): Promise<number> {
    const { args, callback } = withoutCallback(given)
    return told(this.#channels.add(kind, args.flat().map(String)), callback)
  }

  #unsubscribe(kind: SubscribeKind, given: unknown[]): Promise<number> {
    const { args, callback } = withoutCallback(given)
    return told(this.#channels.remove(kind, args.flat().map(String)), callback)
  }

  /** Lets what is under way finish, then closes. */
  quit(callback?: Callback): Promise<'OK'> {
    return told(
      this.rc.close().then(() => 'OK' as const),
      callback,
    )
  }

  /** Closes at once: what is under way rejects. */
  disconnect(): void {
    this.rc.destroy()
  }

  /** A client of its own with the same options, or others. */
  duplicate(startupNodes: readonly ClusterNode[] = [], options: ClusterOptions = {}): Cluster {
    const redisOptions = { ...this.options.redisOptions, ...options.redisOptions }
    const nodes = startupNodes.length > 0 ? startupNodes : this.#startup
    return new Cluster(nodes, { ...this.options, ...options, redisOptions })
  }

  /** This, under the type of ioredis' own class, for functions that ask for that. */
  asIoredis(): IoredisCluster {
    return this as unknown as IoredisCluster
  }

  #listen(): void {
    this.rc.on('ready', () => {
      this.status = 'ready'
      this.emit('connect')
      this.emit('ready')
    })
    this.rc.on('node:up', ({ node }) => this.emit('+node', this.#nodeAt(node)))
    this.rc.on('node:down', ({ node }) => this.emit('-node', this.#nodeAt(node)))
    this.rc.on('error', error => this.#failed(error))
    this.rc.on('close', () => {
      this.status = 'end'
      this.emit('close')
      this.emit('end')
    })
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
