import type { Executor, Key } from '@rc/commands'
import type { ShardedRedis } from '@rc/sharding'
import type { ServerStore } from './server-store.js'
import type { KeyPage, KeyWalk, Store, WalkOptions } from './store.js'
import { temporaryKey } from './temporary.js'

/** A name that fits is found after as many tries as there are servers, on average. */
const MOST_TRIES = 100_000

/**
 * Many plain servers as a store. Each is read in turn, so that keys are found wherever clients have put them; what is
 * written goes where a sharded client puts it.
 */
export class ShardsStore implements Store {
  readonly kind = 'shards'
  readonly name: string
  readonly executor: Executor
  readonly #servers: readonly ServerStore[]
  readonly #client: ShardedRedis

  constructor(servers: readonly ServerStore[], client: ShardedRedis, name: string) {
    this.#servers = servers
    this.#client = client
    this.name = name
    this.executor = client.bytes() as Executor
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

  /** By its tag, as for a cluster; where that means nothing to the placement, by looking for a name that fits. */
  beside(key: Key): Key {
    const { name } = this.#client.getNodeFor(key)
    let found = temporaryKey(key)
    for (let i = 0; i < MOST_TRIES && this.#client.getNodeFor(found).name !== name; i++) found = temporaryKey(`${i}`)
    return found
  }

  async close(): Promise<void> {
    await Promise.all([this.#client.close(), ...this.#servers.map(server => server.close())])
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
