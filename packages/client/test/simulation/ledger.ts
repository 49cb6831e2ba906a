import type { RetryMode } from '@rc/pipeline'

/** The commands of schedules. */
export type Op = 'GET' | 'SET' | 'INCR' | 'APPEND' | 'RPUSH' | 'MGET' | 'DEL'

/** What became of the part of a command that concerns one hot slot. */
export interface PartLog {
  /** How often the client wrote it, a server turned it away, and a server ran it. */
  written: number
  refused: number
  executed: number
  /** Where its last run stands among all runs. */
  lastRun: number
  /** A server sent it on with ASK. */
  sentOn: boolean
  /** The sending that was run last. */
  ran: Sending | undefined
}

/** One time that a client wrote a part of a command. */
export interface Sending {
  readonly id: number
  readonly hot: number
  readonly wire: number
  /**
   * Commands of the slot that were issued before and under way on the same wire when it was written. Where they are
   * turned away and this one is not, it overtakes them.
   */
  readonly behind: ReadonlySet<number>
}

/** A command that was issued, and what is known of it. */
export interface Asked {
  readonly id: number
  readonly op: Op
  /** Indexes of its keys. */
  readonly keys: readonly number[]
  readonly retry: RetryMode
  /** It goes to primaries alone. */
  readonly toPrimary: boolean
  readonly issuedAt: number
  readonly timeoutMs: number
  /** It was issued in a round of the loop that had stalled: its time may be counted from before that. */
  readonly justStalled: boolean
  /** Milliseconds that the process had stalled for before it was issued. */
  readonly stalledBefore: number
  /** By hot slot. */
  readonly parts: ReadonlyMap<number, PartLog>
  /** Undefined until it has ended. */
  end: { readonly at: number; readonly error: unknown } | undefined
}

const WRITES: ReadonlySet<Op> = new Set<Op>(['SET', 'INCR', 'APPEND', 'RPUSH', 'DEL'])
const IDEMPOTENT: ReadonlySet<Op> = new Set<Op>(['SET', 'DEL'])

export const isWrite = ({ op }: Asked): boolean => WRITES.has(op)

/** Whether it may run more than once, by what its caller asked for. */
export const mayRepeat = (asked: Asked): boolean =>
  !isWrite(asked) || asked.retry === 'all' || (asked.retry === 'idempotent' && IDEMPOTENT.has(asked.op))

/** Everything that was asked for, done, and found wrong. */
export class Ledger {
  readonly all: Asked[] = []
  /** Where commands were sent on to. */
  readonly redirects: { readonly at: number; readonly slot: number; readonly to: string }[] = []
  /** What was found wrong. */
  readonly violations: string[] = []
  /** Writes that the cluster forgot when it failed over, by command and slot. */
  /** Sendings that the client has no answer to, and whose wire it has not given up. */
  readonly #unanswered = new Set<Sending>()
  readonly #lost = new Set<string>()
  #runs = 0

  violated(what: string): void {
    this.violations.push(what)
  }

  issue(asked: Omit<Asked, 'id' | 'parts' | 'end'>, hots: readonly number[]): Asked {
    const parts = new Map(
      hots.map(
        hot => [hot, { written: 0, refused: 0, executed: 0, lastRun: 0, sentOn: false, ran: undefined }] as const,
      ),
    )
    const one: Asked = { ...asked, id: this.all.length, parts, end: undefined }
    this.all.push(one)
    return one
  }

  /** The client put a part of a command on a wire. */
  written(id: number, hot: number, wire: number): Sending {
    const asked = this.all[id] as Asked
    this.#part(id, hot).written++
    if (asked.end !== undefined) this.violated(`${nameOf(asked)} was written after it had ended`)
    const ahead = [...this.#unanswered].filter(other => other.hot === hot && other.wire === wire && other.id < id)
    const sending: Sending = { id, hot, wire, behind: new Set(ahead.map(other => other.id)) }
    this.#unanswered.add(sending)
    return sending
  }

  /** The client got an answer, whatever it was. */
  answered(sending: Sending): void {
    this.#unanswered.delete(sending)
  }

  /** The client will get no more answers from a wire. */
  gone(wire: number): void {
    for (const sending of this.#unanswered) if (sending.wire === wire) this.#unanswered.delete(sending)
  }

  refused({ id, hot }: Sending, code: string): void {
    const part = this.#part(id, hot)
    part.refused++
    if (code === 'ASK') part.sentOn = true
  }

  executed(sending: Sending): void {
    const part = this.#part(sending.id, sending.hot)
    part.executed++
    part.lastRun = ++this.#runs
    part.ran = sending
  }

  /** The cluster lost a write when it failed over. */
  forgot(id: number, hot: number): void {
    this.#lost.add(`${id}:${hot}`)
  }

  isLost(id: number, hot: number): boolean {
    return this.#lost.has(`${id}:${hot}`)
  }

  #part(id: number, hot: number): PartLog {
    return this.all[id]?.parts.get(hot) as PartLog
  }
}

export const nameOf = ({ id, op }: Asked): string => `${op} #${id}`
