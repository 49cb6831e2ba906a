import type { Executor, Key } from '@rc/commands'
import { FailedError } from '../io.js'
import type { ServerStore } from './server-store.js'
import type { KeyPage, KeyWalk, Store, WalkOptions } from './store.js'
import { temporaryKey } from './temporary.js'

/**
 * Many plain servers as a source: each is read in turn, so that keys are found wherever clients have put them. Nobody
 * needs to know how they choose a server.
 */
export class ShardsSource implements Store {
  readonly kind = 'shards'
  readonly name: string
  readonly #servers: readonly ServerStore[]

  constructor(servers: readonly ServerStore[], name: string) {
    this.#servers = servers
    this.name = name
  }

  /** Where a key is read stands with its page; where one would be written is not known. */
  readonly executor: Executor = {
    run: () => Promise.reject(new FailedError('Shards are read server by server; nobody says where a key is written.')),
  }

  async size(): Promise<number> {
    const sizes = await Promise.all(this.#servers.map(server => server.size()))
    return sizes.reduce((sum, size) => sum + size, 0)
  }

  walk(options: WalkOptions): KeyWalk {
    return new ShardsWalk(this.#servers, options)
  }

  async has(key: Key): Promise<boolean> {
    return (await Promise.all(this.#servers.map(server => server.has(key)))).includes(true)
  }

  readonly beside = temporaryKey

  async close(): Promise<void> {
    await Promise.all(this.#servers.map(server => server.close()))
  }
}

/** One server after the other; the token says which, and where in it. */
class ShardsWalk implements KeyWalk {
  readonly #servers: readonly ServerStore[]
  readonly #options: WalkOptions
  #at = 0
  #walk: KeyWalk | undefined

  constructor(servers: readonly ServerStore[], options: WalkOptions) {
    this.#servers = servers
    this.#options = options
  }

  get cursor(): string {
    return `${this.#at}/${this.#walk?.cursor ?? ''}`
  }

  async *pages(): AsyncGenerator<KeyPage> {
    const [, first = '0', inside] = /^(\d+)\/(.*)$/.exec(this.#options.cursor ?? '') ?? []
    for (let at = Number(first), cursor = inside; at < this.#servers.length; at++, cursor = undefined) {
      const server = this.#servers[at] as ServerStore
      this.#at = at
      this.#walk = server.walk({ ...this.#options, cursor: cursor === '' ? undefined : cursor })
      yield* this.#walk.pages()
    }
  }
}
