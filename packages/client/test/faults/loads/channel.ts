import type { ChannelKind, Ear } from '../client.js'

interface Sent {
  readonly at: number
  /** When the publisher had its acknowledgement; undefined before. */
  done?: number
  heard?: boolean
  /** What was published next failed or took long: the node that acknowledged this one may have died right then. */
  lastWord?: boolean
}

/** How many numbers a channel remembers to tell what came twice: a long run must not grow. */
const REMEMBERED = 2000
/** Messages this close before the death of their node may never have left it. */
const LAST_WORD_MS = 250

/** The numbers published on one channel, what was heard of them, and the gaps that were told. */
export class Channel implements Ear {
  readonly #kind: ChannelKind
  readonly #name: string
  /** Those not heard yet. */
  readonly #sent = new Map<number, Sent>()
  readonly #unsure = new Set<number>()
  readonly #recent = new Set<number>()
  readonly #gaps: { readonly from: number; readonly to: number }[] = []
  #last = -1

  /** What went wrong, in words. */
  readonly wrong: string[] = []
  heard = 0

  constructor(kind: ChannelKind, name: string) {
    this.#kind = kind
    this.#name = name
  }

  message(text: string): void {
    const n = Number(text)
    this.heard++
    if (this.#recent.has(n)) this.wrong.push(`${this.#name}: ${n} came twice`)
    // A shard keeps the order of one publisher. Classic messages go by any node; what was not acknowledged may have waited
    // in a server that was frozen.
    const stray = n < this.#last && this.#kind === 'sharded' && !this.#unsure.has(n)
    if (stray) this.wrong.push(`${this.#name}: ${n} came behind ${this.#last}`)
    this.#last = Math.max(this.#last, n)
    this.#remember(n)
    const sent = this.#sent.get(n)
    if (sent === undefined) return
    sent.heard = true
    if (sent.done !== undefined) this.#sent.delete(n)
  }

  gap(from: number, to: number): void {
    this.#gaps.push({ from, to })
  }

  /** Publishes a number, and rejects as the client does. */
  async publish(n: number, act: () => Promise<unknown>): Promise<void> {
    const sent: Sent = { at: Date.now() }
    this.#sent.set(n, sent)
    try {
      await act()
    } catch (error) {
      // Not known to be published: no miss.
      this.#sent.delete(n)
      this.#unsure.add(n)
      this.#markLastWords(sent.at)
      throw error
    }
    sent.done = Date.now()
    if (sent.done - sent.at > LAST_WORD_MS) this.#markLastWords(sent.at)
    if (sent.heard) this.#sent.delete(n)
  }

  /** Every miss lies within a gap that was told. */
  conclude(): void {
    for (const [n, { at, done = at, lastWord }] of this.#sent) {
      const told = this.#gaps.some(({ from, to }) => done >= from && at <= to)
      if (!told && !lastWord) this.wrong.push(`${this.#name}: ${n} of ${at} to ${done} is missing, and no gap was told`)
    }
    if (this.heard === 0) this.wrong.push(`${this.#name}: nothing was heard`)
  }

  /**
   * A node that dies may have acknowledged a classic message, and not passed it on to other nodes. It is lost to all, and
   * nobody can know.
   */
  #markLastWords(before: number): void {
    if (this.#kind === 'sharded') return
    for (const sent of this.#sent.values()) if (before - sent.at <= LAST_WORD_MS) sent.lastWord = true
  }

  #remember(n: number): void {
    this.#recent.add(n)
    if (this.#recent.size <= REMEMBERED) return
    const [oldest] = this.#recent
    if (oldest !== undefined) this.#recent.delete(oldest)
  }
}
