import type { RedirectEvent, RedisCluster } from '@rc/client'
import type { CommandResult } from '../shared/protocol.js'
import { splitWords, type Word } from '../shared/words.js'
import type { Observer } from './observer.js'
import { keysOf, placementOf } from './placement.js'
import { viewError, viewReply } from './reply-view.js'

/** A line of the command box. */
export interface CommandLine {
  readonly line: string
  /** Where it goes, whatever its keys; else the client finds the way. */
  readonly node?: string | undefined
}

/** Runs lines of the command box through the client. */
export class CommandBox {
  waiting = 0
  answered = 0
  failed = 0
  readonly #rc: RedisCluster
  readonly #observer: Observer
  readonly #changed: () => void

  constructor(rc: RedisCluster, observer: Observer, changed: () => void) {
    this.#rc = rc
    this.#observer = observer
    this.#changed = changed
  }

  /** Runs a line. Never rejects: what goes wrong is the result. */
  async run({ line, node }: CommandLine): Promise<CommandResult> {
    const split = splitWords(line)
    if ('problem' in split) return { refused: split.problem }
    const [name, ...args] = split.words
    if (typeof name !== 'string' || name === '') {
      return { refused: 'A line begins with the name of a command, such as GET.' }
    }
    return this.#send([name, ...args], node)
  }

  /** Keeps count of commands while they run. */
  async counted<T>(commands: number, run: () => Promise<T>): Promise<T> {
    this.waiting += commands
    this.#changed()
    try {
      const value = await run()
      this.answered += commands
      return value
    } catch (error) {
      this.failed += commands
      throw error
    } finally {
      this.waiting -= commands
      this.#changed()
    }
  }

  async #send(words: readonly [string, ...Word[]], node: string | undefined): Promise<CommandResult> {
    const redirects: RedirectEvent[] = []
    const name = words[0].toUpperCase()
    const stop = this.#observer.onRedirect(event => {
      if (event.command.split(' ')[0] === name) redirects.push(event)
    })
    // Asked at the same time: the look-up must not count as the command's own time.
    const looked = keysOf(this.#rc, words)
    const start = performance.now()
    let reply: unknown
    try {
      reply = await this.counted(1, () => this.#rc.call(words, node === undefined ? {} : { node }))
    } catch (error) {
      reply = error
    }
    const milliseconds = performance.now() - start
    stop()
    const placement = placementOf(this.#rc, await looked, { node, redirects, reply })
    return reply instanceof Error
      ? { reply: viewError(reply), placement, milliseconds }
      : { reply: viewReply(reply), placement, milliseconds }
  }
}
