import { blockMs, WAIT, WAITAOF, withBlockMs } from '@rc/commands'
import type { NamedAddress } from '@rc/pool'
import type { Operation } from './operation.js'
import type { Lease, Router } from './router.js'

/** Whether a command asks about the writes before it, wherever they were sent from. */
export const looksBack = ({ request: { spec } }: Operation): boolean => spec === WAIT || spec === WAITAOF

/** The connections that blocking operations have for themselves, each until its operation comes back. */
export class Leases {
  readonly #router: Router
  readonly #leases = new Map<Operation, Lease>()

  constructor(router: Router) {
    this.#router = router
  }

  /** A connection for an operation; undefined where it ended while it waited for one. */
  async take(node: NamedAddress, operation: Operation): Promise<Lease | undefined> {
    const lease = await this.#router.lease(node, true)
    if (operation.settled) {
      lease.end(true)
      return undefined
    }
    this.#leases.set(operation, lease)
    return lease
  }

  /** An operation came back, or was given up: then its connection is not clean. */
  end(operation: Operation, clean: boolean): void {
    const lease = this.#leases.get(operation)
    if (lease === undefined) return
    this.#leases.delete(operation)
    lease.end(clean)
  }
}

/** Shortens what an operation that was sent before may still wait. Beyond its wait, it has `timeoutMs` to be answered. */
export function shortenWait(operation: Operation, now: number): void {
  if (operation.attempts === 0 || operation.deadline === Infinity) return
  const left = operation.deadline - operation.options.timeoutMs - now
  if (left < blockMs(operation.request)) operation.request = withBlockMs(operation.request, left)
}
