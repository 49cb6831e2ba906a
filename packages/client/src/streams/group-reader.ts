import { type Command, xack, xautoclaim, xgroupCreate, xreadgroup, type StreamEntry } from '@rc/commands'
import { RedisClusterError, ReplyError } from '@rc/errors'
import { type CallOptions, retryPolicy } from '@rc/pipeline'
import type { CheckedGroup } from './consumer-options.js'
import { type Delivered, type ReaderSetup, type ReadStream, SlotReader } from './slot-reader.js'

/** What a server has of an entry: without a message where it was deleted. */
type Entry = Pick<StreamEntry, 'id'> & { readonly message: StreamEntry['message'] | null }

/** A stream as one consumer of a group reads it. */
interface GroupStream extends ReadStream {
  /** Behind what to read the entries that this consumer has pending; undefined once all were read. */
  pending: string | undefined
  /** Entries that were delivered and not acknowledged: they are not handed out once more. */
  readonly held: Set<string>
}

// What may have been answered and lost is read again as pending, or does no harm when it is done twice.
const AGAIN = retryPolicy('all')

/**
 * Reads streams as one consumer of a group: first what it had pending, then what is new; now and then what others left
 * undone. Each entry is handed out at least once. What a server delivered into a connection that broke is pending there,
 * so that it is found again.
 */
export class GroupReader extends SlotReader {
  readonly #group: CheckedGroup
  readonly #streams: readonly GroupStream[]
  /** Which stream is being looked through for entries to take over, and from where on. */
  #claiming = { index: 0, cursor: '0-0' }
  #nextClaim = 0

  constructor(setup: ReaderSetup, streams: readonly ReadStream[], group: CheckedGroup) {
    super(setup, streams)
    this.#group = group
    this.#streams = streams.map(stream => Object.assign(stream, { pending: '0', held: new Set<string>() }))
    if (group.ack === 'none') for (const stream of this.#streams) stream.pending = undefined
  }

  protected async begin(): Promise<void> {
    if (this.#group.create) await Promise.all(this.#streams.map(stream => this.#create(stream)))
  }

  protected async read(): Promise<void> {
    try {
      const pending = this.#streams.filter(stream => stream.pending !== undefined)
      if (pending.length > 0) await this.#readPending(pending)
      else if (this.#msToClaim() <= 0) await this.#claim()
      else await this.#readNew()
    } catch (error) {
      this.#afterLoss(error)
      throw error
    }
  }

  protected override outlives(error: unknown): boolean {
    if (!isOf(error, 'NOGROUP') || !this.#group.create) return super.outlives(error)
    this.beginAgain()
    return true
  }

  async #create(stream: GroupStream): Promise<void> {
    const { core, options } = this.setup
    try {
      const { name } = this.#group
      await core.runner.run(xgroupCreate(stream.key, name, stream.at, { mkstream: true }), { ...options, retry: AGAIN })
    } catch (error) {
      if (!isOf(error, 'BUSYGROUP')) throw error
    }
  }

  async #readPending(streams: readonly GroupStream[]): Promise<void> {
    const places = streams.map(({ key, pending }) => [key, pending ?? '0'] as const)
    const reply = await this.#run(
      xreadgroup(this.#group.name, this.#group.consumer, places, { count: this.setup.checked.count }),
    )
    const messages = streams.flatMap(stream => {
      const entries = reply?.[stream.name] ?? []
      stream.pending = entries[entries.length - 1]?.id
      return this.#take(stream, entries, true)
    })
    await this.setup.inbox.put(messages)
  }

  async #readNew(): Promise<void> {
    const { count, blockMs } = this.setup.checked
    const { name, consumer, ack } = this.#group
    const places = this.#streams.map(({ key }) => [key, '>'] as const)
    const block = Math.max(1, Math.min(blockMs, Math.ceil(this.#msToClaim())))
    const reply = await this.#run(xreadgroup(name, consumer, places, { count, block, noack: ack === 'none' }))
    if (reply === null) return
    const messages = this.#streams.flatMap(stream => {
      const entries = reply[stream.name] ?? []
      stream.at = entries[entries.length - 1]?.id ?? stream.at
      return this.#take(stream, entries, false)
    })
    await this.setup.inbox.put(messages)
  }

  /** Takes over a page of what has been pending for too long. */
  async #claim(): Promise<void> {
    const { name, consumer, claimIdleMs = 0 } = this.#group
    const { index, cursor: from } = this.#claiming
    const stream = this.#streams[index] as GroupStream
    const { count } = this.setup.checked
    const { cursor, entries } = await this.#run(xautoclaim(stream.key, name, consumer, claimIdleMs, from, { count }))
    this.#claiming = cursor === '0-0' ? { index: index + 1, cursor } : { index, cursor }
    if (this.#claiming.index === this.#streams.length) {
      this.#claiming = { index: 0, cursor: '0-0' }
      this.#nextClaim = this.#now() + claimIdleMs / 2
    }
    await this.setup.inbox.put(this.#take(stream, entries as StreamEntry[], true))
  }

  /** What may be pending for this consumer now though it never came is looked for. */
  #afterLoss(error: unknown): void {
    if (this.#group.ack === 'none' || !(error instanceof RedisClusterError) || error.executed === 'no') return
    for (const stream of this.#streams) stream.pending = '0'
  }

  #take(stream: GroupStream, entries: readonly Entry[], redelivered: boolean): Delivered[] {
    const messages: Delivered[] = []
    for (const { id, message } of entries) {
      if (stream.held.has(id)) continue
      // It was deleted: nobody can do anything with it.
      if (message === null) void this.#ack(stream, id).catch(() => undefined)
      else messages.push(this.#messageOf(stream, { id, message }, redelivered))
    }
    return messages
  }

  #messageOf(stream: GroupStream, { id, message }: StreamEntry, redelivered: boolean): Delivered {
    if (this.#group.ack !== 'none') stream.held.add(id)
    return { stream: stream.name, id, message, redelivered, ack: () => this.#ack(stream, id) }
  }

  async #ack(stream: GroupStream, id: string): Promise<boolean> {
    const { core, options } = this.setup
    // A consumer that ends still acknowledges.
    const ackOptions: CallOptions = { ...options, retry: AGAIN, signal: undefined }
    const acknowledged = await core.runner.run(xack(stream.key, this.#group.name, id), ackOptions)
    stream.held.delete(id)
    return acknowledged === 1
  }

  #run<T>(command: Command<T>): Promise<T> {
    return this.setup.core.runner.run(command, this.setup.options)
  }

  #msToClaim(): number {
    return this.#group.claimIdleMs === undefined ? Infinity : this.#nextClaim - this.#now()
  }

  #now(): number {
    return this.setup.core.ticker.clock.now()
  }
}

const isOf = (error: unknown, code: string): boolean => error instanceof ReplyError && error.code === code
