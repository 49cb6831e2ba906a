import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** @typedef {import('./worker.mjs').Questions} Questions */
/** @typedef {import('./worker.mjs').Answers} Answers */

const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url))
const PATIENCE_MS = 30_000

/** The parent's side of `worker.mjs`. */
export class WorkerProcess {
  #child

  /** @param {readonly string[]} nodeOptions more options for its `node` */
  constructor(nodeOptions = []) {
    this.#child = fork(WORKER, {
      serialization: 'advanced',
      execArgv: ['--expose-gc', ...nodeOptions],
      // What a client prints is no result: it goes to stderr.
      stdio: ['ignore', process.stderr.fd, process.stderr.fd, 'ipc'],
    })
  }

  /**
   * @template {keyof Questions} Kind
   * @param {Kind} kind
   * @param {Questions[Kind]} question
   * @returns {Promise<Answers[Kind]>}
   * @throws {Error} the worker's error, its end, or its silence
   */
  async ask(kind, question) {
    const stop = new AbortController()
    const patience = setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE_MS)
    try {
      const answered = once(this.#child, 'message', { signal: stop.signal })
      const ended = once(this.#child, 'exit', { signal: stop.signal })
      answered.catch(() => {})
      ended.catch(() => {})
      if (this.#child.exitCode === null && this.#child.connected) this.#child.send({ kind, question })
      else throw new Error('its process is gone')
      const [first, second] = await Promise.race([answered, ended])
      if (typeof first !== 'object' || first === null) {
        throw new Error(`its process ended during ${kind} (${second ?? `code ${first}`})`)
      }
      if (first.error !== undefined) throw Object.assign(new Error(first.error.message), { code: first.error.code })
      return first.answer
    } finally {
      clearTimeout(patience)
      stop.abort()
    }
  }

  /** Ends the process; a client that cannot close is killed. */
  async close() {
    const child = this.#child
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    await this.ask('close', {}).catch(() => {})
    if (child.connected) child.disconnect()
    const patience = setTimeout(() => child.kill('SIGKILL'), 5000)
    await exited
    clearTimeout(patience)
  }
}
