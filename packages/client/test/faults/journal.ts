/** What became of one operation. Times are milliseconds since 1970, with fractions, alike in all processes. */
export interface Operation {
  readonly id: string
  readonly key: string
  /** The how-manieth of its key, from 0. */
  readonly n: number
  readonly at: number
  settledAt?: number
  reply?: number
  error?: Failure
}

/** An error as the caller saw it. `executed` is told by our client alone. */
export interface Failure {
  readonly name: string
  readonly message: string
  readonly executed?: string
}

export const now = (): number => performance.timeOrigin + performance.now()

/** Writes down what was asked and what came of it. */
export class Journal {
  readonly operations: Operation[] = []
  /** Replies that belong to somebody else, in words. */
  readonly wrong: string[] = []
  /** When each key was last served. */
  readonly servedAt = new Map<string, number>()
  readonly #counts = new Map<string, number>()

  /** The keys that were asked for. */
  get keys(): string[] {
    return [...this.#counts.keys()]
  }

  begin(key: string): Operation {
    const n = this.#counts.get(key) ?? 0
    this.#counts.set(key, n + 1)
    const operation = { id: `${key}#${n}`, key, n, at: now() }
    this.operations.push(operation)
    return operation
  }

  served(operation: Operation, reply?: number): void {
    operation.settledAt = now()
    operation.reply = reply
    this.servedAt.set(operation.key, operation.at)
  }

  failed(operation: Operation, error: unknown): void {
    operation.settledAt = now()
    operation.error = failureOf(error)
  }

  /** Hands over what has settled, and forgets it: a long run must not grow. */
  harvest(): Operation[] {
    const all = this.operations.splice(0)
    this.operations.push(...all.filter(({ settledAt }) => settledAt === undefined))
    return all.filter(({ settledAt }) => settledAt !== undefined)
  }

  /** Runs one operation and writes it down; never rejects. */
  async run(key: string, act: (operation: Operation) => Promise<number | undefined>): Promise<Operation> {
    const operation = this.begin(key)
    try {
      this.served(operation, await act(operation))
    } catch (error) {
      this.failed(operation, error)
    }
    return operation
  }
}

/** An error as data. */
export function failureOf(error: unknown): Failure {
  const { name, message, executed, code } = error as Error & { executed?: string; code?: string }
  const kind = name === 'ReplyError' || name === 'Error' ? (code ?? /^[A-Z]{3,}/.exec(message)?.[0] ?? name) : name
  return { name: kind, message: String(message).slice(0, 200), ...(executed !== undefined && { executed }) }
}
