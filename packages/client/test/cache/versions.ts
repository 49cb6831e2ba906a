import type { RedisCluster } from '../../src/redis-cluster.js'

/** How a run went. */
export interface Tally {
  reads: number
  writes: number
  otherWrites: number
  errors: number
  /** Reads that gave less than what the client had seen, or had been acknowledged, before they were issued. */
  stale: string[]
}

const NAMES = 24

/**
 * Counters that two clients count up while one of them reads them through its cache. A counter never goes back, so that
 * a value that is less than one that was known before is old.
 */
export class Versions {
  readonly tally: Tally = { reads: 0, writes: 0, otherWrites: 0, errors: 0, stale: [] }
  readonly #cached: RedisCluster
  readonly #other: RedisCluster
  readonly #known = new Map<string, number>()

  constructor(cached: RedisCluster, other: RedisCluster) {
    this.#cached = cached
    this.#other = other
  }

  /** Does so many things, many at once. */
  async run(operations: number, callers = 24): Promise<void> {
    let left = operations
    await Promise.all(
      Array.from({ length: callers }, async () => {
        while (left-- > 0) await this.#one().catch(() => this.tally.errors++)
      }),
    )
  }

  /** All counters begin anew. */
  forget(): void {
    this.#known.clear()
  }

  /** Which counters the cached client does not know as they are. */
  async behind(): Promise<string[]> {
    const wrong: string[] = []
    for (let i = 0; i < NAMES; i++) {
      const [mine, real] = [await this.#cached.get(`n:${i}`), await this.#other.get(`n:${i}`)]
      const [mineToo, realToo] = [await this.#cached.hgetall(`h:${i}`), await this.#other.hgetall(`h:${i}`)]
      if (mine !== real) wrong.push(`n:${i}`)
      if (mineToo['f'] !== realToo['f']) wrong.push(`h:${i}`)
    }
    return wrong
  }

  #one(): Promise<void> {
    const name = Math.floor(Math.random() * NAMES)
    const dice = Math.random()
    if (dice < 0.02) return this.#count(`n:${name}`, this.#cached.incr(`n:${name}`))
    if (dice < 0.03) return this.#countAside(`n:${name}`)
    if (dice < 0.04) return this.#countInPipeline(`n:${name}`)
    if (dice < 0.06) return this.#count(`h:${name}`, this.#cached.hincrby(`h:${name}`, 'f', 1))
    if (dice < 0.12) return this.#countElsewhere(this.#other.incr(`n:${name}`))
    if (dice < 0.16) return this.#countElsewhere(this.#other.hincrby(`h:${name}`, 'f', 1))
    if (dice < 0.6) return this.#read([`n:${name}`], async () => [await this.#cached.get(`n:${name}`)])
    if (dice < 0.64) return this.#read([`n:${name}`], () => this.#cached.pipeline().get(`n:${name}`).execute())
    if (dice < 0.66) {
      return this.#read([`n:${name}`], async () => [await this.#cached.with({ cache: false }).get(`n:${name}`)])
    }
    if (dice < 0.68)
      return this.#read([`n:${name}`], () => this.#cached.watch(`n:${name}`, tx => tx.mget([`n:${name}`])))
    if (dice < 0.8) return this.#read([`h:${name}`], async () => [await this.#cached.hget(`h:${name}`, 'f')])
    if (dice < 0.9) return this.#read([`h:${name}`], async () => [(await this.#cached.hgetall(`h:${name}`))['f']])
    const names = Array.from({ length: 4 }, (_, i) => `n:${(name + i * 5) % NAMES}`)
    return this.#read(names, () => this.#cached.mget(names))
  }

  async #read(names: readonly string[], read: () => Promise<readonly (string | null | undefined)[]>): Promise<void> {
    const floors = names.map(name => this.#known.get(name) ?? 0)
    const values = await read()
    this.tally.reads++
    names.forEach((name, i) => {
      const value = Number(values[i] ?? 0)
      const floor = floors[i] ?? 0
      if (value < floor) this.tally.stale.push(`${name}: ${value} after ${floor}`)
      this.#saw(name, value)
    })
  }

  async #count(name: string, counted: Promise<number>): Promise<void> {
    this.#saw(name, await counted)
    this.tally.writes++
  }

  /** Over a connection of its own, whose answer may overtake what the server says of it. */
  async #countAside(name: string): Promise<void> {
    await this.#count(
      name,
      this.#cached.watch(name, tx => tx.multi().incr(name)).then(([count]) => count),
    )
  }

  async #countInPipeline(name: string): Promise<void> {
    const floor = this.#known.get(name) ?? 0
    const [before, counted, after] = await this.#cached.pipeline().get(name).incr(name).get(name).execute()
    if (Number(before ?? 0) < floor || Number(after) < counted) this.tally.stale.push(`${name} in a pipeline`)
    this.#saw(name, Number(after))
    this.tally.writes++
  }

  async #countElsewhere(counted: Promise<number>): Promise<void> {
    await counted
    this.tally.otherWrites++
  }

  #saw(name: string, value: number): void {
    if (value > (this.#known.get(name) ?? 0)) this.#known.set(name, value)
  }
}
