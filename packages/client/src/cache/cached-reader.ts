import type { Command } from '@rc/commands'
import type { CallOptions, Commander } from '@rc/pipeline'
import type { Ticker } from '@rc/pool'
import type { Arg, Reply } from '@rc/resp'
import { keySlot, sameSlot } from '@rc/slots'
import { commandId, idOfKey, keyName } from './cache-key.js'
import type { ClientCache } from './client-cache.js'
import type { Flight, Wanted } from './flights.js'
import { failureOfWhole } from './failure-of-whole.js'
import { copyReply } from './reply-copy.js'

/**
 * Hits before one waits for the event loop to go round, a millisecond's worth. A caller that reads in a loop would keep the
 * process from reading what the servers say of changes, for ever.
 */
export const HITS_IN_A_ROW = 2000

type Landing = (reply: Reply, flight: Flight) => void

/** Reads out of a cache, and asks the servers for what is not there: once, however many callers want it. */
export class CachedReader {
  readonly #inner: Commander
  readonly #cache: ClientCache
  readonly #ticker: Ticker
  #hitsLeft = HITS_IN_A_ROW
  #turn: Promise<void> | undefined

  constructor(inner: Commander, cache: ClientCache, ticker: Ticker) {
    this.#inner = inner
    this.#cache = cache
    this.#ticker = ticker
  }

  /** A command with one key. */
  one<T>(command: Command<T>, options: CallOptions): Promise<T> {
    const cache = this.#cache
    const arg = command.args[command.spec.onlyKey]
    if (arg === undefined) return this.#inner.run(command, options)
    const key = keyName(arg)
    if (!cache.covers(key)) return this.#inner.run(command, options)
    const id = commandId(command, options.asBytes)
    const entry = cache.find(key, id)
    if (entry !== undefined) {
      cache.hits++
      return this.#served(command, copyReply(entry.reply))
    }
    cache.misses++
    const wanted = [cache.want(key, keySlot(arg))]
    return this.#ask(command, options, {
      id,
      wanted,
      land: (reply, flight) => this.#keep(flight, 0, { id, reply }),
    }).then(reply => valueOf(command, copyReply(reply)))
  }

  /** MGET: only the keys that are not there are asked for. */
  many<T>(command: Command<T>, options: CallOptions): Promise<T> {
    const cache = this.#cache
    const { args } = command
    // It is refused, or has nothing to ask for, whatever is here.
    if (args.length === 0 || (options.crossSlot === 'refuse' && !sameSlot(args)))
      return this.#inner.run(command, options)
    const values = args.map(arg => this.#find(arg, options.asBytes))
    const missing = [...args.keys()].filter(i => values[i] === undefined)
    cache.hits += args.length - missing.length
    if (missing.length === 0) return this.#served(command, copyReply(values as Reply[]))
    cache.misses += missing.length
    const asked = missing.map(i => args[i] as Arg)
    const part: Command<unknown> = { ...command, args: asked }
    const wanted = asked.map(arg => cache.want(keyName(arg), keySlot(arg)))
    const land: Landing = (replies, flight) => {
      asked.forEach((arg, i) => {
        const reply = (replies as readonly Reply[])[i] as Reply
        // For a key that holds no string, MGET says that there is none and GET that it is of the wrong kind.
        const id = idOfKey(reply === null ? 'MGET' : 'GET', arg, options.asBytes)
        this.#keep(flight, i, { id, reply })
      })
    }
    const whole = (replies: unknown): T => {
      const all = values.map(value => value ?? null)
      missing.forEach((at, i) => {
        all[at] = (replies as readonly Reply[])[i] as Reply
      })
      return valueOf(command, copyReply(all))
    }
    const kept = { values, missing, whole }
    return this.#ask(part, options, { id: commandId(part, options.asBytes), wanted, land }).then(whole, error => {
      throw failureOfWhole(error, kept)
    })
  }

  #find(arg: Arg, asBytes: boolean): Reply | undefined {
    const key = keyName(arg)
    const entry =
      this.#cache.find(key, idOfKey('GET', arg, asBytes)) ?? this.#cache.find(key, idOfKey('MGET', arg, asBytes))
    return entry?.reply
  }

  #keep(flight: Flight, at: number, what: { id: string; reply: Reply }): void {
    this.#cache.keep(flight.wanted[at] as Wanted, what, flight)
  }

  /** The reply as the server gives it. It may be another caller's, too. */
  #ask(
    { spec, args }: Command<unknown>,
    options: CallOptions,
    { id, wanted, land }: { id: string; wanted: readonly Wanted[]; land: Landing },
  ): Promise<Reply> {
    const { flights } = this.#cache
    const now = this.#ticker.now()
    const other = flights.find((wanted[0] as Wanted).key, id, { options, now })
    if (other !== undefined) {
      this.#cache.joined += wanted.length
      return other.reply
    }
    const reply = this.#inner.run<Reply>({ spec, args, read: undefined }, options).then(
      landed => {
        flights.end(flight)
        land(landed, flight)
        return landed
      },
      (error: unknown) => {
        flights.end(flight)
        throw error
      },
    )
    const flight: Flight = { id, wanted, options, since: now, reply, doubtful: new Set() }
    flights.begin(flight)
    return reply
  }

  #served<T>(command: Command<T>, reply: Reply): Promise<T> {
    if (--this.#hitsLeft < 0) return this.#nextTurn().then(() => valueOf(command, reply))
    if (command.read === undefined) return Promise.resolve(reply as T)
    try {
      return Promise.resolve(command.read(reply))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  #nextTurn(): Promise<void> {
    this.#turn ??= new Promise(resolve => {
      this.#ticker.clock.soon(() => {
        this.#turn = undefined
        this.#hitsLeft = HITS_IN_A_ROW
        resolve()
      })
    })
    return this.#turn
  }
}

const valueOf = <T>({ read }: Command<T>, reply: Reply): T => (read === undefined ? (reply as T) : read(reply))
