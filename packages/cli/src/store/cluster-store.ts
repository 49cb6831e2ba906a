import type { RedisCluster } from '@rc/client'
import { command, EXISTS, type Executor, type Key } from '@rc/commands'
import type { KeyPage, KeyWalk, Store, WalkOptions } from './store.js'
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
      pages: () => pagesOf(scan.batches(), this),
    }
  }

  async has(key: Key): Promise<boolean> {
    return (await this.#client.run(command<number>(EXISTS, [key]))) === 1
  }

  readonly beside = temporaryKey

  close(): Promise<void> {
    return this.#client.close()
  }
}

async function* pagesOf(batches: AsyncIterable<readonly Buffer[]>, from: ClusterStore): AsyncGenerator<KeyPage> {
  for await (const keys of batches) yield { keys, from }
}
