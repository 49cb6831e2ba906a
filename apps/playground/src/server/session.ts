import { randomUUID } from 'node:crypto'
import type { RedisCluster } from '@rc/client'
import type { Snapshot } from '../shared/protocol.js'
import { Actions } from './actions.js'
import { Broadcast } from './broadcast.js'
import { CommandBox } from './command.js'
import { Journal } from './journal.js'
import { KeyCounts } from './key-counts.js'
import { Observer } from './observer.js'
import { fillSampleKeys, SAMPLE_KEYS } from './sample-keys.js'
import { viewShards, viewUncovered } from './snapshot.js'
import type { Target } from './target.js'

/** How long changes are gathered before pages are told. */
const GATHER_MS = 50
const COUNT_EVERY_MS = 2000
/** How long replies that are due are waited for at the end. */
const CLOSE_MS = 1000

/** A cluster, a client of it, and all that pages are told of the two. */
export class Session {
  readonly broadcast = new Broadcast()
  readonly journal = new Journal(entry => this.broadcast.send({ event: 'log', data: entry }))
  readonly box: CommandBox
  readonly actions: Actions
  readonly #run = randomUUID()
  readonly #rc: RedisCluster
  readonly #target: Target
  readonly #observer: Observer
  readonly #counts: KeyCounts
  #filled = 0
  #gathering: NodeJS.Timeout | undefined
  #counting: NodeJS.Timeout | undefined

  constructor(rc: RedisCluster, target: Target) {
    this.#rc = rc
    this.#target = target
    const changed = (): void => this.#changed()
    this.#observer = new Observer(rc, this.journal, changed)
    this.#counts = new KeyCounts(rc)
    this.box = new CommandBox(rc, this.#observer, changed)
    const { families } = this.#observer
    this.actions = new Actions({ rc, families, journal: this.journal, controls: target.controls, changed })
  }

  /**
   * Finds the cluster.
   *
   * @throws RedisClusterError where it cannot be found
   */
  async open(): Promise<void> {
    await this.#rc.connect()
    await this.#counts.refresh()
    this.#counting = setInterval(() => {
      // Nobody looks: nobody needs to know.
      if (this.broadcast.size > 0) void this.refreshCounts()
    }, COUNT_EVERY_MS)
  }

  /** Closes the client; a server that does not answer is not waited for. */
  async close(): Promise<void> {
    clearInterval(this.#counting)
    clearTimeout(this.#gathering)
    this.broadcast.send({ event: 'end', data: null })
    const giveUp = setTimeout(() => this.#rc.destroy(), CLOSE_MS)
    await this.#rc.close()
    clearTimeout(giveUp)
  }

  snapshot(): Snapshot {
    const { kind, server, advice, controls } = this.#target
    const { waiting, answered, failed } = this.box
    return {
      run: this.#run,
      cluster: { kind, server, advice, hasControls: controls !== undefined },
      client: { status: this.#rc.status, waiting, answered, failed, redirects: this.#observer.redirects },
      action: this.actions.underWay,
      shards: viewShards({ rc: this.#rc, observer: this.#observer, counts: this.#counts, controls }),
      uncovered: viewUncovered(this.#rc),
    }
  }

  async refreshCounts(): Promise<void> {
    await this.#counts.refresh()
    this.#changed()
  }

  /**
   * Writes some hundred keys, other ones each time.
   *
   * @returns how many
   */
  async fill(): Promise<number> {
    // Among the keys of a cluster that is not ours, they must be told apart.
    const prefix = this.#target.kind === 'existing' ? 'playground:' : ''
    await this.box.counted(SAMPLE_KEYS, () => fillSampleKeys(this.#rc, prefix, this.#filled))
    this.#filled++
    this.journal.write('action', `wrote ${SAMPLE_KEYS} sample keys`)
    await this.refreshCounts()
    return SAMPLE_KEYS
  }

  #changed(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined
      if (this.broadcast.size > 0) this.broadcast.send({ event: 'snapshot', data: this.snapshot() })
    }, GATHER_MS)
  }
}
