import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { CommandResult, Snapshot } from '../../src/shared/protocol.js'

const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))

/** The built playground, started as a person would. */
export class Playground implements AsyncDisposable {
  readonly child: ChildProcess
  /** Resolves with the exit code when it has ended. */
  readonly ended: Promise<number | null>
  /** What it wrote. */
  output = ''
  #token = ''

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, [MAIN, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text))
    }
    this.ended = once(this.child, 'close').then(([code]) => code as number | null)
  }

  /** Starts it on a free port, and waits until it can be opened. */
  static async open(args: readonly string[] = [], env?: NodeJS.ProcessEnv): Promise<Playground> {
    const playground = new Playground(['--port', '0', ...args], env)
    await playground.wrote('Ctrl-C')
    const page = await playground.get('')
    playground.#token = /name="playground-token" content="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    return playground
  }

  /** Waits until it has written this. */
  async wrote(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      const ended = await Promise.race([once(this.child.stdout as never, 'data'), this.ended])
      if (!Array.isArray(ended)) throw new Error(`The playground ended without writing "${text}":\n${this.output}`)
    }
  }

  get url(): string {
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(this.output)?.[0]
    if (url === undefined) throw new Error(`The playground has not written its address:\n${this.output}`)
    return url
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers })
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-playground-token': this.#token, ...headers },
      body: JSON.stringify(body),
    })
  }

  async state(): Promise<Snapshot> {
    return (await (await this.get('api/state')).json()) as Snapshot
  }

  /** Runs a line of the command box that is not refused. */
  async run(line: string, node?: string): Promise<Exclude<CommandResult, { refused: string }>> {
    const result = (await (await this.post('api/command', { line, node })).json()) as CommandResult
    if ('refused' in result) throw new Error(result.refused)
    return result
  }

  /** Ends it, if it has not ended. Without an answer in time, outright. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM')
    const kill = setTimeout(() => this.child.kill('SIGKILL'), 10_000)
    await this.ended
    clearTimeout(kill)
  }

  /** A test that fails leaves nothing running either. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }
}
