import { command, DBSIZE, EXISTS, type Key, SCAN } from '@rc/commands'
import { FailedError } from '../io.js'
import { fieldOf } from './info-text.js'
import type { Server } from './server.js'
import type { KeyPage, KeyWalk, Part, Store, WalkOptions } from './store.js'
import { temporaryKey } from './temporary.js'

/** One server as a store. */
export class ServerStore implements Store {
  readonly kind = 'server'
  readonly name: string
  readonly executor: Server

  constructor(server: Server, name: string) {
    this.executor = server
    this.name = name
  }

  size(): Promise<number> {
    return this.executor.run(command<number>(DBSIZE, []))
  }

  walk(options: WalkOptions): KeyWalk {
    return new ServerWalk(this, options)
  }

  async has(key: Key): Promise<boolean> {
    return (await this.executor.run(command<number>(EXISTS, [key]))) === 1
  }

  readonly beside = temporaryKey

  close(): Promise<void> {
    return this.executor.close()
  }
}

const END = 'end'

/** SCAN over one server. Its cursors mean something to the very process that gave them, and the token says which. */
class ServerWalk implements KeyWalk {
  readonly #part: Part
  readonly #server: Server
  readonly #options: WalkOptions
  #run = ''
  #at = '0'

  constructor(store: ServerStore, options: WalkOptions) {
    this.#part = store
    this.#server = store.executor
    this.#options = options
  }

  get cursor(): string {
    return `${this.#run}:${this.#at}`
  }

  async *pages(): AsyncGenerator<KeyPage> {
    this.#run = fieldOf(await this.#server.info('server'), 'run_id') ?? 'unknown'
    const [run, at] = (this.#options.cursor ?? '').split(':')
    if (run === this.#run && at !== undefined && /^([0-9]+|end)$/.test(at)) this.#at = at
    if (this.#at === END) return
    let next = this.#page(this.#at)
    for (;;) {
      const { cursor, keys } = await next
      const isLast = cursor === '0'
      // One page is read ahead while the one before is being used.
      if (!isLast) {
        next = this.#page(cursor)
        next.catch(() => {})
      } else await this.#checkRun()
      this.#at = isLast ? END : cursor
      yield { keys, from: this.#part }
      if (isLast) return
    }
  }

  async #page(cursor: string): Promise<{ cursor: string; keys: Buffer[] }> {
    const { match, count } = this.#options
    const args = [cursor, ...(match === undefined ? [] : ['MATCH', match]), 'COUNT', count]
    const [next, keys] = await this.#server.run(command<[Buffer, Buffer[]]>(SCAN, args))
    return { cursor: next.toString(), keys }
  }

  /** A server that was started anew meanwhile counts its cursors otherwise: keys may have been passed over. */
  async #checkRun(): Promise<void> {
    const run = fieldOf(await this.#server.info('server'), 'run_id') ?? 'unknown'
    if (run === this.#run) return
    throw new FailedError(`The server ${this.#server.name} was restarted meanwhile: run the command again.`)
  }
}
