import { join } from 'node:path'
import { ConnectionLostError } from '@rc/errors'
import type { RequestArg } from './encode.js'
import { ServerStartError } from './errors.js'
import { claimPort, freePort, releasePort } from './ports.js'
import type { ProcessGuard } from './process-guard.js'
import type { RawReply } from './raw-reply.js'
import type { ServerBinary } from './server-binary.js'
import type { ServerSettings } from './server-config.js'
import { ManagedNode, type NodeRef, resolveNode, type ServerNode } from './server-node.js'
import { ServerProcess } from './server-process.js'
import type { TlsMaterial } from './tls-files.js'

/** What all servers of a group have in common. */
export interface GroupSettings {
  readonly binary: ServerBinary
  readonly common: Omit<ServerSettings, 'port' | 'dir'>
  readonly args: readonly string[]
  readonly basePort: number | undefined
  readonly log: (line: string) => void
}

/** What `restart` may do besides. */
export interface RestartOptions {
  /** Removes the data and, in a cluster, the identity of the node: it comes back empty, with a new id. Default false. */
  readonly wipe?: boolean
}

const PORT_ATTEMPTS = 5

/** Servers that were started together and end together. */
export class ServerGroup {
  readonly #settings: GroupSettings
  readonly #guard: ProcessGuard
  /** @internal */
  protected readonly managed: ManagedNode[] = []
  #stopped = false
  #launches = 0

  /** @internal */
  constructor(settings: GroupSettings, guard: ProcessGuard) {
    this.#settings = settings
    this.#guard = guard
  }

  /** `'redis'` or `'valkey'`: which program the servers run. */
  get kind(): 'redis' | 'valkey' {
    return this.#settings.binary.kind
  }

  /** The server program: where it is, its version, how it was found. */
  get server(): ServerBinary {
    return this.#settings.binary
  }

  /** What a client needs to trust the servers, where they were started with `tls`. */
  get tls(): TlsMaterial | undefined {
    const { tls } = this.#settings.common
    return tls && { ca: tls.ca, cert: tls.cert, key: tls.key }
  }

  /** The servers, in the order in which they were started. */
  get nodes(): readonly ServerNode[] {
    return this.managed
  }

  /** Every server as `host:port`. */
  get addresses(): string[] {
    return this.managed.map(node => node.name)
  }

  /** The folder that holds the servers' folders. */
  get dir(): string {
    return this.#guard.folder
  }

  /**
   * Sends a command to one server and returns its reply in RESP2 as it came, errors as rejections. Meant for asking a
   * server what is true, past the client under test.
   *
   * @throws ReplyError what the server answered; TimeoutError after 5 s; ConnectionError where it cannot be reached
   * @example
   * await cluster.command(0, 'CONFIG', 'SET', 'maxclients', 40)
   */
  async command(node: NodeRef, ...args: RequestArg[]): Promise<RawReply> {
    return this.find(node).process.connection.command(args)
  }

  /**
   * Like `command`, for commands that answer with text and only read, such as `INFO` and `CLUSTER NODES`: sent again
   * where the connection was killed.
   */
  async text(node: NodeRef, ...args: RequestArg[]): Promise<string> {
    return this.find(node).process.connection.text(...args)
  }

  /** Ends a server with SIGKILL. Resolves when the process is gone. */
  async kill(node: NodeRef): Promise<void> {
    await this.find(node).process.kill()
  }

  /** Ends a server with SIGTERM. Resolves when the process is gone. */
  async terminate(node: NodeRef): Promise<void> {
    await this.find(node).process.terminate()
  }

  /** Freezes a server with SIGSTOP: its sockets stay open, and nothing is answered. */
  async pause(node: NodeRef): Promise<void> {
    this.find(node).process.pause()
  }

  /** Lets a paused server go on. */
  async resume(node: NodeRef): Promise<void> {
    this.find(node).process.resume()
  }

  /**
   * Starts a server again on the port that it had. One that runs is shut down first and keeps its data; one that was
   * killed comes back without, unless `appendOnly` was asked for.
   *
   * @throws ServerStartError
   */
  async restart(node: NodeRef, options: RestartOptions = {}): Promise<void> {
    const managed = this.find(node)
    const { process } = managed
    if (options.wipe) {
      await process.kill()
      process.wipe()
    } else {
      await shutDown(process)
    }
    await process.start()
    await this.identify(managed)
  }

  /** Ends every server and removes their folder. May be called twice. */
  async stop(): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    await Promise.all(this.managed.map(node => node.process.kill()))
    for (const node of this.managed) {
      node.process.connection.close()
      releasePort(node.port)
    }
    this.#guard.release()
  }

  /** `stop`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  /**
   * What all servers have in common. A getter, because inspecting a group must not print its password.
   * @internal
   */
  protected get settings(): GroupSettings {
    return this.#settings
  }

  /**
   * The node that a reference means.
   * @internal
   */
  protected find(ref: NodeRef): ManagedNode {
    return resolveNode(this.managed, ref)
  }

  /**
   * Starts one more server, on another port where somebody else was faster.
   * @internal
   */
  protected async launch(): Promise<ManagedNode> {
    const { basePort, binary, args, common, log } = this.#settings
    const index = this.#launches++
    for (let attempt = 1; ; attempt++) {
      const port = await (basePort === undefined ? freePort(common.host) : claimPort(common.host, basePort + index))
      const settings = { ...common, port, dir: join(this.#guard.folder, `node-${port}`) }
      const process = new ServerProcess(settings, { binary, args, guard: this.#guard })
      const node = new ManagedNode(process)
      this.managed.push(node)
      try {
        await process.start()
        await this.identify(node)
        log(`${node.name} runs (pid ${node.pid})`)
        return node
      } catch (error) {
        this.managed.splice(this.managed.indexOf(node), 1)
        releasePort(port)
        const again = basePort === undefined && attempt < PORT_ATTEMPTS && isPortTaken(error)
        if (!again) throw error
        log(`port ${port} was taken by another process: trying another`)
      }
    }
  }

  /**
   * Starts servers again on another address, the ports as they were.
   * @internal
   */
  protected async rebind(host: string, nodes: readonly ManagedNode[]): Promise<void> {
    const processes = nodes.map(node => node.process)
    await Promise.all(processes.map(shutDown))
    for (const process of processes) process.rebind(host)
    await Promise.all(processes.map(process => process.start()))
  }

  /**
   * Learns who a freshly started server is.
   * @internal
   */
  protected async identify(node: ManagedNode): Promise<void> {
    const info = await node.process.connection.text('INFO', 'server')
    node.id = /run_id:(\w+)/.exec(info)?.[1] ?? ''
  }
}

const isPortTaken = (error: unknown): boolean =>
  error instanceof ServerStartError && /address already in use/i.test(error.message)

/** A clean end with the data on disk, also for servers that save nothing by themselves. */
async function shutDown(process: ServerProcess): Promise<void> {
  if (process.state === 'paused') process.resume()
  if (process.state === 'stopped') return
  try {
    await process.connection.command(['SHUTDOWN', 'SAVE'])
  } catch (error) {
    // The answer to SHUTDOWN is the end of the connection.
    if (!(error instanceof ConnectionLostError)) throw error
  }
  await process.exited()
}
