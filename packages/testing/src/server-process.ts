import type { ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ServerStartError } from './errors.js'
import { NodeConnection } from './node-connection.js'
import { sleep } from './poll.js'
import { killGroup, type ProcessGuard } from './process-guard.js'
import type { ServerBinary } from './server-binary.js'
import { type ServerSettings, serverConfig } from './server-config.js'

/** Whether a server's process runs, is stopped by SIGSTOP, or is gone. */
export type ProcessState = 'running' | 'paused' | 'stopped'

const START_TIMEOUT_MS = 15_000
const LOG_LINES = 15

/** One server program in a folder of its own. */
export class ServerProcess {
  #settings: ServerSettings
  #connection: NodeConnection
  readonly #binary: ServerBinary
  readonly #guard: ProcessGuard
  readonly #args: readonly string[]
  #child: ChildProcess | undefined
  #state: ProcessState = 'stopped'

  constructor(settings: ServerSettings, host: { binary: ServerBinary; guard: ProcessGuard; args: readonly string[] }) {
    this.#settings = settings
    this.#binary = host.binary
    this.#guard = host.guard
    this.#args = host.args
    this.#connection = connectionFor(settings)
  }

  get settings(): ServerSettings {
    return this.#settings
  }

  /** For asking the server what is true. */
  get connection(): NodeConnection {
    return this.#connection
  }

  /** One more connection, which the caller closes. */
  connect(): NodeConnection {
    return connectionFor(this.#settings)
  }

  get state(): ProcessState {
    return this.#state
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** What the server wrote, or its end. */
  log(lines = Number.POSITIVE_INFINITY): string {
    try {
      const text = readFileSync(this.#logFile, 'utf8').trimEnd()
      return lines === Number.POSITIVE_INFINITY ? text : text.split('\n').slice(-lines).join('\n')
    } catch {
      return ''
    }
  }

  /**
   * Starts the program and waits until it answers with its data loaded.
   *
   * @throws ServerStartError with the end of its log
   */
  async start(): Promise<void> {
    const { dir } = this.settings
    mkdirSync(dir, { recursive: true })
    const config = join(dir, 'server.conf')
    writeFileSync(config, serverConfig(this.settings), { mode: 0o600 })
    const output = openSync(this.#logFile, 'a')
    const logFrom = this.log().length
    try {
      const { command, args } = this.#binary
      const child = this.#guard.spawn({ command, args: [...args, config, ...this.#args], cwd: dir, output })
      this.#child = child
      this.#state = 'running'
      const gone = () => {
        if (this.#child !== child) return
        this.#child = undefined
        this.#state = 'stopped'
        this.connection.close()
      }
      child.once('exit', gone)
      child.once('error', gone)
    } finally {
      closeSync(output)
    }
    await this.#untilReady(logFrom)
  }

  /** SIGKILL to the process and its forks; resolves when it is gone. Works on a paused one too. */
  async kill(): Promise<void> {
    const { pid } = this
    if (pid === undefined) return
    killGroup(pid)
    await this.exited()
  }

  /** SIGTERM: the server ends by itself. A paused one is resumed for it. */
  async terminate(): Promise<void> {
    if (this.#state === 'paused') this.resume()
    this.#signal('SIGTERM')
    await this.exited()
  }

  pause(): void {
    this.#signal('SIGSTOP')
    if (this.#state === 'running') this.#state = 'paused'
  }

  resume(): void {
    this.#signal('SIGCONT')
    if (this.#state === 'paused') this.#state = 'running'
  }

  /** Resolves when the process is gone; SIGKILL after `timeoutMs`. */
  async exited(timeoutMs = 10_000): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    child.ref()
    await new Promise<void>(resolve => {
      const timer = setTimeout(() => child.pid !== undefined && killGroup(child.pid), timeoutMs)
      child.once('exit', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  /** Removes data, configuration and identity. Only while it does not run. */
  wipe(): void {
    rmSync(this.settings.dir, { recursive: true, force: true })
  }

  /** Gives it another address from the next start on. */
  rebind(host: string): void {
    this.#connection.close()
    this.#settings = { ...this.#settings, host }
    this.#connection = connectionFor(this.#settings)
  }

  get #logFile(): string {
    return join(this.settings.dir, 'server.log')
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this
    if (pid === undefined) return
    process.kill(pid, signal)
  }

  async #untilReady(logFrom: number): Promise<void> {
    const deadline = performance.now() + START_TIMEOUT_MS
    let lastError: unknown
    while (this.#child !== undefined) {
      try {
        if (await this.#answers()) return
      } catch (error) {
        lastError = error
      }
      if (performance.now() > deadline) {
        await this.kill()
        throw this.#failure(`did not answer within ${START_TIMEOUT_MS} ms`, lastError, logFrom)
      }
      await sleep(15)
    }
    throw this.#failure('ended while it was being started', undefined, logFrom)
  }

  async #answers(): Promise<boolean> {
    const info = await this.connection.text('INFO')
    // Another process may have taken the port a moment earlier: then it is not ours that answers.
    if (!info.includes(`\nprocess_id:${this.pid}\r`)) {
      this.connection.close()
      return false
    }
    return info.includes('\nloading:0\r')
  }

  #failure(what: string, cause: unknown, logFrom: number): ServerStartError {
    const { host, port } = this.settings
    const log = this.log().slice(logFrom).trim().split('\n').slice(-LOG_LINES).join('\n')
    const hint = log === '' ? 'It wrote no log.' : `The last lines of its log:\n${log}`
    return new ServerStartError(`The server for ${host}:${port} (${this.#binary.path}) ${what}. ${hint}`, cause)
  }
}

function connectionFor({ host, port, username, password, tls }: ServerSettings): NodeConnection {
  return new NodeConnection({ host, port, username, password, ca: tls?.ca })
}
