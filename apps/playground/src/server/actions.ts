import { ConfigError, type RedisCluster } from '@rc/client'
import type { ActionRequest } from '../shared/protocol.js'
import type { Controls, NodeAction } from './controls.js'
import type { Families } from './families.js'
import type { Journal } from './journal.js'

/** Another action is under way. */
export class BusyError extends Error {
  override readonly name = 'BusyError'
}

/** What actions are about, and whom they tell. */
export interface ActionsSetup {
  readonly rc: RedisCluster
  readonly families: Families
  readonly journal: Journal
  readonly controls: Controls | undefined
  readonly changed: () => void
}

/** Does things to a cluster of our own, one at a time. */
export class Actions {
  readonly #setup: ActionsSetup
  #underWay: string | undefined

  constructor(setup: ActionsSetup) {
    this.#setup = setup
  }

  /** What is being done, in words. */
  get underWay(): string | undefined {
    return this.#underWay
  }

  /**
   * Does something; resolves when it is done.
   *
   * @throws BusyError where something is being done already, ConfigError where it cannot be done
   */
  async run(request: ActionRequest): Promise<void> {
    const { controls, journal, changed } = this.#setup
    if (controls === undefined) throw new ConfigError('The cluster is not ours: nothing can be done to its nodes.')
    if (this.#underWay !== undefined) throw new BusyError(`Something else is under way: ${this.#underWay}.`)
    const action = this.#resolve(request)
    const words = describe(action)
    this.#underWay = words
    journal.write('action', words)
    changed()
    try {
      await controls.act(action)
      // What takes a while says when it is over; the others are over before the line is read.
      if (takesLong(action)) journal.write('action', `${words}: done`)
    } catch (error) {
      journal.write('error', `${words} failed: ${(error as Error).message}`)
      throw error
    } finally {
      this.#underWay = undefined
      changed()
    }
  }

  /** Shards by their number become nodes. */
  #resolve(request: ActionRequest): NodeAction {
    switch (request.action) {
      case 'kill':
      case 'restart':
      case 'pause':
      case 'resume':
        return request
      case 'failover':
        return { action: 'failover', primary: this.#shard(request.shard).primary.name }
      case 'move': {
        const { from, to, count } = request
        return {
          action: 'move',
          from: this.#shard(from).primary.name,
          to: this.#shard(to).primary.name,
          slots: this.#lastSlots(from, count),
        }
      }
    }
  }

  #lastSlots(number: number, count: number): number[] {
    const ranges = this.#setup.rc.topology.rangesOf(this.#shard(number))
    const all = ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
    if (count > all.length) throw new ConfigError(`Shard ${number} has only ${all.length} slots.`)
    return all.slice(-count)
  }

  #shard(number: number) {
    const { rc, families } = this.#setup
    const shard = rc.topology.shards.find(({ primary }) => families.of(primary.name) === number)
    if (shard === undefined) throw new ConfigError(`There is no shard ${number}.`)
    return shard
  }
}

function takesLong({ action }: NodeAction): boolean {
  return action === 'failover' || action === 'move' || action === 'restart'
}

function describe(action: NodeAction): string {
  switch (action.action) {
    case 'kill':
      return `killing ${action.node}`
    case 'restart':
      return `restarting ${action.node}`
    case 'pause':
      return `pausing ${action.node}: it keeps its connections and answers nothing`
    case 'resume':
      return `resuming ${action.node}`
    case 'failover':
      return `failing over ${action.primary}`
    case 'move':
      return `moving ${action.slots.length} slots from ${action.from} to ${action.to}`
  }
}
