import type { Clock, Connection, Listener, Pending } from '@rc/pool'
import type { Request } from '@rc/resp'

/** Time that goes on when it is told to. */
export class ManualClock implements Clock {
  #now = 1000
  #due: { at: number; run: () => void }[] = []

  now(): number {
    return this.#now
  }

  random(): number {
    return 0
  }

  soon(run: () => void): void {
    run()
  }

  after(ms: number, run: () => void): () => void {
    const one = { at: this.#now + ms, run }
    this.#due.push(one)
    return () => {
      this.#due = this.#due.filter(other => other !== one)
    }
  }

  async pass(ms: number): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#now = next.at
      this.#due = this.#due.filter(one => one !== next)
      next.run()
      await settled()
    }
    this.#now = end
  }
}

export const settled = () => new Promise(resolve => setImmediate(resolve))

/** A connection to a server that confirms everything. */
export interface Served {
  readonly connection: Connection
  /** Says something, as the server would; returns whether it was taken for the end of an answer. */
  tell(...message: readonly string[]): boolean | undefined
  /** Commands stay here as long as this is false. Default true. */
  writes: boolean
  /** Breaks. */
  lose(): void
}

/** A server that confirms everything; what it was told stands in `commands`. */
export function serve(name: string, commands: string[]): Served {
  let listener: Listener | undefined
  const answer = (pending: Pending): void => {
    const { spec, args } = pending.request
    const word = (spec as Request['spec']).head.split('\r\n')[1] ?? ''
    if (word === 'INFO') pending.settle('run_id:1')
    else if (word === 'PING') pending.settle(String(args[0]))
    else {
      commands.push(`${name} ${word}`)
      for (const [i, arg] of args.entries()) listener?.take([word.toLowerCase(), String(arg), i + 1])
    }
  }
  const connection = {
    state: 'ready',
    protocol: 3,
    lastHeard: 0,
    listen: (given: Listener) => {
      listener = given
    },
    send: (pending: Pending) => {
      setImmediate(() => {
        connection.lastHeard++
        answer(pending)
      })
      return true
    },
    wasWritten: () => served.writes,
    destroy: () => {},
  }
  const served: Served = {
    connection: connection as unknown as Connection,
    tell: (...message) => listener?.take(message),
    writes: true,
    lose: () => {
      connection.state = 'closed'
      listener?.closed(new Error('It broke.'))
    },
  }
  return served
}
