import type { RedisCluster } from '@rc/client'
import type { Executor } from '@rc/commands'
import type { KeyWalk, Store, WalkOptions } from './store.js'
import { temporaryKey } from './temporary.js'

/** A cluster as a store. */
export class ClusterStore implements Store {
  readonly kind = 'cluster'
  readonly name: string
  readonly executor: Executor
  readonly #client: RedisCluster

  constructor(client: RedisCluster, name: string) {
    this.#client = client
    this.name = name
    this.executor = client.bytes() as Executor
  }

  size(): Promise<number> {
    return this.#client.dbsize()
  }

  walk({ match, count, cursor }: WalkOptions): KeyWalk {
    // A token knows its own pattern.
    const scan = this.#client.bytes().scan(cursor === undefined ? { match, count } : { cursor })
    return {
      get cursor() {
        return scan.cursor
      },
      pages: () => scan.batches(),
    }
  }

  readonly beside = temporaryKey

  close(): Promise<void> {
    return this.#client.close()
  }
}
