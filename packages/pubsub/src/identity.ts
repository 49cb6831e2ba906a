import type { Pending } from '@rc/pool'
import type { Reply, Request } from '@rc/resp'

const HEAD = { head: '$4\r\nINFO\r\n', words: 1 } as const

/**
 * Asks a server which run of it this is. One that was started again hears little of the other nodes at first: the links
 * between them are still to be made.
 */
export class Identity implements Pending {
  readonly request: Request = { spec: HEAD, args: ['server'] }
  readonly asBytes = false
  readonly deadline = Number.POSITIVE_INFINITY
  readonly joined = false
  settled = false
  readonly #found: (run: string | undefined) => void

  constructor(found: (run: string | undefined) => void) {
    this.#found = found
  }

  settle(reply: Reply): void {
    this.settled = true
    // A user who may not ask is not told; then it is as if nothing had happened.
    const text = reply instanceof Uint8Array ? reply.toString() : reply
    this.#found(typeof text === 'string' ? /^run_id:(\w+)/m.exec(text)?.[1] : undefined)
  }

  fail(): void {
    this.settled = true
  }

  expire(): void {
    this.settled = true
  }
}
