import { PoolExhaustedError } from '@rc/errors'
import type { Clock } from './ticker.js'

/** How many connections there may be, and what happens when there are that many. */
export interface BudgetOptions {
  /** All connections of the client. Default: no limit. */
  readonly maxConnections?: number | undefined
  /** Connections to one node. Default: no limit. */
  readonly maxConnectionsPerNode?: number | undefined
  /** `'throw'` (default): PoolExhaustedError at once. `'wait'`: for one to become free. */
  readonly whenExhausted?: 'throw' | 'wait' | undefined
  /** Milliseconds to wait at most. Default 5000. */
  readonly waitMs?: number | undefined
}

/** While somebody waits, idle connections are looked for this often. */
const LOOK_MS = 10

/** Ends the connection that has been idle for longest, for one to `node`; where `own` is true, one to that node. */
type GiveUpIdle = (node: string, own: boolean) => void

interface Waiter {
  readonly node: string
  grant(): void
  refuse(error: Error): void
}

/** Counts the connections of a client and keeps them within its limits. */
export class ConnectionBudget {
  readonly #options: BudgetOptions
  readonly #clock: Clock
  readonly #giveUpIdle: GiveUpIdle
  readonly #perNode = new Map<string, number>()
  readonly #waiters = new Set<Waiter>()
  #total = 0

  constructor(options: BudgetOptions, clock: Clock, giveUpIdle: GiveUpIdle) {
    this.#options = options
    this.#clock = clock
    this.#giveUpIdle = giveUpIdle
  }

  get total(): number {
    return this.#total
  }

  /** Whether callers wait for a connection, so that idle ones should be given up. */
  get contended(): boolean {
    return this.#waiters.size > 0
  }

  /** Takes a place for a connection to `node`, if there is one. */
  take(node: string): boolean {
    if (!this.#hasRoom(node)) return false
    this.#count(node)
    return true
  }

  /** Gives a place back; the one who has waited longest and can use it has it then, whoever asks before he hears of it. */
  release(node: string): void {
    const left = (this.#perNode.get(node) ?? 1) - 1
    if (left > 0) this.#perNode.set(node, left)
    else this.#perNode.delete(node)
    this.#total--
    for (const waiter of this.#waiters) {
      if (!this.#hasRoom(waiter.node)) continue
      this.#count(waiter.node)
      waiter.grant()
      return
    }
  }

  /** Nobody will get a place any more. */
  refuseAll(error: Error): void {
    for (const waiter of this.#waiters) waiter.refuse(error)
  }

  /**
   * Waits for a place, and takes it.
   *
   * @throws PoolExhaustedError at once where the options say so, else after `waitMs`
   */
  wait(node: string): Promise<void> {
    if (this.#options.whenExhausted !== 'wait') return Promise.reject(this.#exhausted(node, 0))
    const waitMs = this.#options.waitMs ?? 5000
    return new Promise((resolve, reject) => {
      let cancelLook = (): void => {}
      const end = (): void => {
        cancelWait()
        cancelLook()
        this.#waiters.delete(waiter)
      }
      const waiter: Waiter = {
        node,
        grant: () => {
          end()
          resolve()
        },
        refuse: error => {
          end()
          reject(error)
        },
      }
      const cancelWait = this.#clock.after(
        waitMs,
        () => {
          waiter.refuse(this.#exhausted(node, waitMs))
        },
        true,
      )
      const look = (): void => {
        cancelLook = this.#clock.after(LOOK_MS, look, true)
        // Where the node has all that it may have, a place elsewhere does not help.
        this.#giveUpIdle(node, this.#isFull(node))
      }
      this.#waiters.add(waiter)
      look()
    })
  }

  #count(node: string): void {
    this.#total++
    this.#perNode.set(node, (this.#perNode.get(node) ?? 0) + 1)
  }

  #hasRoom(node: string): boolean {
    const { maxConnections = Number.POSITIVE_INFINITY } = this.#options
    return this.#total < maxConnections && !this.#isFull(node)
  }

  #isFull(node: string): boolean {
    const { maxConnectionsPerNode = Number.POSITIVE_INFINITY } = this.#options
    return (this.#perNode.get(node) ?? 0) >= maxConnectionsPerNode
  }

  #exhausted(node: string, waitedMs: number): PoolExhaustedError {
    const { maxConnections, maxConnectionsPerNode } = this.#options
    const limits = [
      maxConnections === undefined ? '' : `maxConnections ${maxConnections}, ${this.#total} open`,
      maxConnectionsPerNode === undefined
        ? ''
        : `maxConnectionsPerNode ${maxConnectionsPerNode}, ${this.#perNode.get(node) ?? 0} open to this node`,
    ]
    return new PoolExhaustedError(
      `No connection to ${node} is free${waitedMs > 0 ? ` after ${waitedMs} ms (waitMs)` : ''}: ` +
        `${limits.filter(Boolean).join('; ')}. Nothing was sent. Raise the limit, give connections back sooner, or ` +
        "set whenExhausted to 'wait'.",
      { node },
    )
  }
}
