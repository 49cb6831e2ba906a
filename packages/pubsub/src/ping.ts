import { ReplyError } from '@rc/errors'
import type { Pending } from '@rc/pool'
import type { Reply, Request } from '@rc/resp'

const HEAD = { head: '$4\r\nPING\r\n', words: 1 } as const

/**
 * Asks for a sign of life. What the server sent before its answer has all come: whatever is missed, is missed after.
 * The token shows that answers and commands are still in step.
 */
export class Ping implements Pending {
  readonly request: Request
  readonly at: number
  readonly asBytes = false
  readonly deadline = Number.POSITIVE_INFINITY
  readonly joined = false
  settled = false
  readonly #token: string
  readonly #answered: (ping: Ping, inStep: boolean) => void

  constructor(number: number, at: number, answered: (ping: Ping, inStep: boolean) => void) {
    this.#token = String(number)
    this.request = { spec: HEAD, args: [this.#token] }
    this.at = at
    this.#answered = answered
  }

  settle(reply: Reply): void {
    this.settled = true
    // Under RESP2 the answer is an array; a user that may not PING is answered, too.
    const answer = Array.isArray(reply) ? (reply as readonly Reply[])[1] : reply
    const text = answer instanceof Uint8Array ? Buffer.from(answer).toString() : answer
    const inStep = text === this.#token || (answer instanceof ReplyError && answer.code === 'NOPERM')
    this.#answered(this, inStep)
  }

  fail(): void {
    this.settled = true
  }

  expire(): void {
    this.settled = true
  }
}
