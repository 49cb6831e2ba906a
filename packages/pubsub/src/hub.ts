import { classify, MovedError, type ReplyError } from '@rc/errors'
import type { ClusterNode } from '@rc/slots'
import { Departures } from './departures.js'
import { Entry, type Lost, type Member, type Place, TRAVEL_MS } from './entry.js'
import { isHopeless } from './hopeless.js'
import type { Host } from './host.js'
import { Later } from './later.js'
import type { Line } from './line.js'
import { Lines, type LooksEvents } from './lines.js'
import type { GapReason } from './messages.js'
import { type Placed, rehome } from './rehome.js'
import { StandIns } from './stand-ins.js'
import type { Topic } from './topic.js'
import { Trouble } from './trouble.js'

/** Between questions for a new map, while a node is gone that nobody can stand in for. */
const ASK_MS = 50
/** The same, where somebody stands in. */
const CALM_ASK_MS = 250
const RETRY_MS = 100
const LONG_RETRY_MS = 1000

/** Keeps topics subscribed: which connection serves which, and what happens when that changes. */
export class Hub implements LooksEvents {
  readonly #host: Host
  readonly #entries = new Map<string, Entry>()
  readonly #lines: Lines
  readonly #trouble: Trouble
  readonly #standIns: StandIns
  readonly #departures: Departures
  /** The run of each server that was last met. */
  readonly #runs = new Map<string, string>()
  readonly #asking: Later
  readonly #retrying: Later
  #paused = false
  #over = false

  constructor(host: Host) {
    this.#host = host
    const { clock } = host
    this.#lines = new Lines(host, this)
    this.#trouble = new Trouble(clock)
    this.#departures = new Departures(clock)
    this.#standIns = new StandIns({
      ownerOf: slot => host.topology.ownerOf(slot),
      isWell: node => this.#isWell(node),
      goHome: entry => this.#goHome(entry),
    })
    this.#asking = new Later(clock, () => {
      if (this.#standIns.size === 0 && !this.#lines.missing) return
      host.refresh('connection-lost')
      this.#ask()
    })
    this.#retrying = new Later(clock, () => this.#placeAll(this.#entries.values()))
  }

  /** Connections that are open, or being opened. */
  get size(): number {
    return this.#lines.size
  }

  /**
   * Wants a topic. The member hears when it is confirmed, at once where it is already.
   *
   * @param lost makes it a topic that was served before, elsewhere
   */
  add(topic: Topic, member: Member, lost?: Lost): Entry {
    const key = keyOf(topic)
    const known = this.#entries.get(key)
    const entry = known ?? new Entry(topic)
    if (lost !== undefined) {
      entry.admit(member)
      if (!entry.live) entry.lost ??= lost
    } else if (entry.live) entry.admit(member)
    else entry.waiting.add(member)
    entry.place?.reread(entry)
    if (known === undefined) {
      this.#entries.set(key, entry)
      this.#place(entry)
    } else if (entry.live) member.confirmed(entry)
    return entry
  }

  /** Wants a topic no more. `ended` is called when nothing of it is left, on the server either, where nobody else wants it. */
  remove(entry: Entry, member: Member, ended: () => void): void {
    entry.dismiss(member)
    if (entry.wanted || this.#entries.get(keyOf(entry.topic)) !== entry) {
      ended()
      return
    }
    this.#entries.delete(keyOf(entry.topic))
    this.#standIns.remove(entry)
    if (entry.place === undefined) ended()
    else entry.place.drop(entry, ended)
    entry.live = false
  }

  /** Since when messages of an entry may be missed if it were lost now, by the clock. */
  provenAt(entry: Entry): number {
    return entry.lost?.from ?? (entry.place?.provenAt ?? this.#host.clock.now()) - TRAVEL_MS
  }

  mapChanged(): void {
    this.#rehome()
    this.#standIns.review()
    this.#placeAll(this.#entries.values())
  }

  /** Reads from no connection, until `resume`. */
  pause(): void {
    this.#paused = true
    this.#lines.pause()
  }

  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#lines.resume()
  }

  /** Ends all connections. */
  close(): void {
    this.#over = true
    this.#asking.cancel()
    this.#retrying.cancel()
    this.#entries.clear()
    this.#lines.close()
  }

  refused(line: Line, entries: readonly Entry[], error: ReplyError): void {
    const fault = classify(error)
    switch (fault.kind) {
      case 'final':
      case 'connection':
        this.#refusedForGood(line, entries, error)
        return
      case 'moved':
      case 'ask':
        if (error instanceof MovedError) this.#host.moved(error, line.node)
        this.#retry(entries, error)
        return
      case 'wait':
      case 'elsewhere':
        this.#host.refresh('cluster-down')
        this.#retry(entries, error)
        return
    }
  }

  identified(line: Line, run: string | undefined): void {
    const { name } = line.node
    this.#standIns.review()
    const before = this.#runs.get(name)
    if (run === undefined || before === run) return
    this.#runs.set(name, run)
    if (before === undefined) return
    this.#trouble.avoid(name)
    this.#clear(line)
  }

  evicted(line: Line, entry: Entry): void {
    this.#lose(entry, line, 'slot-moved')
    this.#place(entry)
  }

  lost(line: Line, error: Error | undefined): void {
    this.#lines.remove(line)
    if (this.#over) return
    const { name } = line.node
    // A connection can break where the node is well. One that cannot be made is another matter.
    if (!line.greeted || this.#lines.isSuspicious(line)) this.#trouble.miss(name)
    const entries = [...line.entries()]
    const reason = this.#host.topology.nodes.has(name) ? 'connection-lost' : 'node-left'
    for (const entry of entries) {
      this.#lose(entry, line, reason)
      entry.trouble = error
    }
    if (error !== undefined) this.#host.refresh('connection-lost')
    if (error !== undefined && isHopeless(error)) {
      this.#tellWaiting(entries, error)
      this.#retryAfter(LONG_RETRY_MS)
      return
    }
    this.#placeAll(entries)
    this.#standIns.review()
    const next = this.#lines.get(name)
    if (next === undefined) return
    this.#lines.markAgain(next)
    this.#ask()
  }

  looking(): void {
    this.#trouble.forgive()
    this.#standIns.review()
    if (!this.#departures.review(this.#host.topology)) return
    this.#rehome()
    // Nobody else may miss the node: without a question the map could lack it for long.
    this.#host.refresh('suspicion')
  }

  silent(line: Line): void {
    this.#trouble.miss(line.node.name)
    this.#host.refresh('suspicion')
    this.#ask()
    this.#clear(line)
  }

  #place(entry: Entry): void {
    if (this.#over || entry.place !== undefined || !entry.wanted) return
    const { topic } = entry
    const home = this.#homeOf(topic)
    if (home !== undefined) {
      if (topic.kind === 'shard' && home.name !== this.#host.topology.ownerOf(topic.slot)?.name) this.#standIn(entry)
      else this.#standIns.remove(entry)
      this.#lines.to(home).add(entry)
      return
    }
    // A node may never come back; if it does, the map says so.
    if (topic.pin !== undefined) return
    this.#host.refresh('cluster-down')
    this.#retryAfter(RETRY_MS)
  }

  #rehome(): void {
    const left = new Set<string>()
    for (const { item, reason } of rehome(this.#placed(), this.#host.topology)) {
      const { node } = item.entry.place as Place
      if (reason !== 'node-left') this.#move(item.entry, reason)
      else if (this.#lines.get(node.name)?.well !== true || this.#departures.isOver(node.name)) {
        this.#move(item.entry, reason, this.#departures.since(node.name))
        left.add(node.name)
      }
    }
    for (const name of left) this.#departures.forget(name)
  }

  #placeAll(entries: Iterable<Entry>): void {
    for (const entry of entries) this.#place(entry)
  }

  /** @param since when it was served well last, where that is longer ago than its place knows */
  #move(entry: Entry, reason: GapReason, since = Number.POSITIVE_INFINITY): void {
    const { place } = entry
    if (place === undefined) return
    place.drop(entry)
    this.#lose(entry, { provenAt: Math.min(since, place.provenAt) }, reason)
    this.#place(entry)
  }

  /** A refusal names no culprit: among many, each is asked for alone. */
  #refusedForGood(line: Line, entries: readonly Entry[], error: ReplyError): void {
    if (entries.length > 1) {
      const half = entries.length >> 1
      for (const part of [entries.slice(0, half), entries.slice(half)]) line.addApart(part)
      return
    }
    for (const entry of entries) {
      this.#entries.delete(keyOf(entry.topic))
      this.#standIns.remove(entry)
      entry.fail(error)
    }
  }

  #retry(entries: readonly Entry[], error: Error): void {
    let again = 0
    for (const entry of entries) {
      entry.trouble = error
      again = Math.max(again, entry.refused++)
    }
    if (again === 0 && error instanceof MovedError) this.#placeAll(entries)
    else this.#retryAfter(RETRY_MS)
  }

  #tellWaiting(entries: readonly Entry[], error: Error): void {
    let told = false
    for (const entry of entries) {
      for (const member of entry.waiting) member.failed(entry, error)
      told ||= entry.members.size > 0
    }
    if (told) this.#host.report(error)
  }

  /** Has other nodes serve what they can. */
  #clear(line: Line): void {
    for (const entry of line.entries()) {
      if (entry.topic.pin !== undefined) continue
      const home = this.#homeOf(entry.topic)
      if (home !== undefined && home.name !== line.node.name) this.#move(entry, 'connection-lost')
    }
  }

  /** Asks for a new map again and again while topics wait for a node that is gone. */
  #ask(): void {
    if (!this.#over) this.#asking.after(this.#standIns.size > 0 ? CALM_ASK_MS : ASK_MS)
  }

  /** Looks for a place for all that have none. */
  #retryAfter(ms: number): void {
    if (!this.#over) this.#retrying.after(ms)
  }

  #lose(entry: Entry, place: { readonly provenAt: number }, reason: GapReason): void {
    const since = this.#standIns.remove(entry)
    const from = Math.min(since ?? Number.POSITIVE_INFINITY, place.provenAt) - TRAVEL_MS
    entry.lose({ from, reason }, { until: this.#host.clock.now(), secondHand: since !== undefined })
  }

  #standIn(entry: Entry): void {
    this.#standIns.add(entry, this.#host.clock.now())
    this.#ask()
  }

  /** Whether a node answers. Where there is no connection to it yet, there will be. */
  #isWell(node: ClusterNode): boolean {
    const line = this.#lines.to(node)
    line.idle = 0
    return line.well
  }

  #goHome(entry: Entry): void {
    const { topic } = entry
    this.#trouble.meet(this.#host.topology.ownerOf(topic.slot)?.name ?? '')
    this.#move(entry, 'connection-lost')
  }

  #homeOf(topic: Topic): ClusterNode | undefined {
    return this.#trouble.homes(this.#host.topology).of(topic)
  }

  *#placed(): Iterable<Placed & { readonly entry: Entry }> {
    for (const entry of this.#entries.values()) {
      yield { topic: entry.topic, at: entry.place?.node.name, standsIn: this.#standIns.has(entry), entry }
    }
  }
}

const keyOf = ({ kind, pin, name }: Topic): string => `${kind}\n${pin ?? ''}\n${name}`
