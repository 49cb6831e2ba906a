import type { RedisCluster, Subscription } from '@rc/client'

const KINDS = {
  subscribe: ['message', 'messageBuffer'],
  psubscribe: ['pmessage', 'pmessageBuffer'],
  ssubscribe: ['smessage', 'smessageBuffer'],
} as const

export type SubscribeKind = keyof typeof KINDS

export const SUBSCRIBE_KINDS = Object.keys(KINDS) as readonly SubscribeKind[]

/** The subscriptions of a client, told as its events. */
export class Channels {
  readonly #rc: RedisCluster
  readonly #emit: (event: string, ...args: unknown[]) => void
  readonly #open = new Map<SubscribeKind, Promise<Subscription>>()
  readonly #names: Record<SubscribeKind, Set<string>> = {
    subscribe: new Set(),
    psubscribe: new Set(),
    ssubscribe: new Set(),
  }

  constructor(rc: RedisCluster, emit: (event: string, ...args: unknown[]) => void) {
    this.#rc = rc
    this.#emit = emit
  }

  /** Resolves with how many channels and patterns there are then. */
  async add(kind: SubscribeKind, names: readonly string[]): Promise<number> {
    const open = this.#open.get(kind)
    if (open === undefined) {
      const made = this.#begin(kind, names)
      this.#open.set(kind, made)
      made.catch(() => this.#open.delete(kind))
      await made
    } else await (await open).add(names)
    for (const name of names) this.#names[kind].add(name)
    return this.#count(kind)
  }

  /** What is subscribed to. */
  names(kind: SubscribeKind): readonly string[] {
    return [...this.#names[kind]]
  }

  /** Takes some away, or all where none is named. */
  async remove(kind: SubscribeKind, names: readonly string[]): Promise<number> {
    const open = this.#open.get(kind)
    const have = this.#names[kind]
    const gone = (names.length === 0 ? [...have] : names).filter(name => have.has(name))
    for (const name of gone) have.delete(name)
    if (open !== undefined && have.size === 0) {
      this.#open.delete(kind)
      await (await open).unsubscribe()
    } else if (open !== undefined && gone.length > 0) await (await open).remove(gone)
    return this.#count(kind)
  }

  #count(kind: SubscribeKind): number {
    if (kind === 'ssubscribe') return this.#names.ssubscribe.size
    return this.#names.subscribe.size + this.#names.psubscribe.size
  }

  async #begin(kind: SubscribeKind, names: readonly string[]): Promise<Subscription> {
    const [text, bytes] = KINDS[kind]
    const subscription = (await this.#rc.bytes()[kind](names)) as unknown as Subscription
    subscription.on('message', item => {
      const { channel, message, pattern } = item as unknown as { channel: Buffer; message: Buffer; pattern?: Buffer }
      const before = pattern === undefined ? [] : [String(pattern)]
      this.#emit(text, ...before, String(channel), String(message))
      this.#emit(bytes, ...before, kind === 'psubscribe' ? channel : Buffer.from(channel), message)
    })
    return subscription
  }
}
