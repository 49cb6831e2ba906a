import type { Bytes, Command, FieldValue, ScoredMember } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import { type CommandChain, type Form, makeScript, putMethods, type Script, type ScriptOptions } from '@rc/pipeline'
import type { Reply } from '@rc/resp'
import type { Key } from '@rc/slots'
import { BareView } from './bare-view.js'
import { type Batch, type BatchResult, makeBatch, type ReplyOf } from './batch/batch.js'
import type { BatchOptions } from './batch/batch-options.js'
import type { CommandSource } from './batch/window.js'
import { type CallWords, commandOf, type PlaceOptions, sendWords } from './call.js'
import { type Explanation, explainCommand } from './explain.js'
import type { KeyScan, PagedScan } from './scan/scan.js'
import { scanKeys } from './scan/scan-keys.js'
import type { KeyScanOptions, PartScanOptions } from './scan/scan-options.js'
import { scanFields, scanMembers, scanScored } from './scan/scan-parts.js'
import type { GroupConsumerOptions, StreamConsumerOptions } from './streams/consumer-options.js'
import type { GroupMessage, StreamMessage } from './streams/message.js'
import { makeConsumer, type StreamConsumer } from './streams/stream-consumer.js'
import { makeQuiet, type QuietView } from './quiet/quiet-view.js'

/** A value as a view gives it: with Buffers for strings, or as it is. */
export type InForm<F extends Form, T> = F extends 'bytes' ? Bytes<T> : T

/**
 * What clients and views have besides the commands.
 *
 * @typeParam F whether strings of replies stand as text or as Buffers
 */
export interface Verbs<F extends Form = 'text'> {
  /**
   * Queues commands and sends them together, to all their nodes. A list of results, typed as the chain was written.
   *
   * @example
   * const [name, visits] = await rc.pipeline().get('name').incr('visits').execute()
   */
  pipeline(): CommandChain<[], F>

  /**
   * Queues commands of one slot and runs them together, between MULTI and EXEC: all of them, or none.
   *
   * @example
   * const [, left] = await rc.multi().lpush('{job}log', 'taken').decr('{job}left').execute()
   */
  multi(): CommandChain<[], F>

  /**
   * Feeds commands of an iterable or async iterable through the cluster, a bounded number at a time, and gives their
   * results in the order of the commands. The source is asked for more as results are taken, so that a million commands
   * need the memory of a thousand. Commands of one slot run in their order, as in a pipeline.
   *
   * @throws ConfigError where an option is not known or cannot be; of the loop and of `run`: the first error of a
   *   command, unless `raiseOnError` is false; AbortError where its signal fires
   * @example
   * import { get, set } from '@rc/commands'
   * for await (const value of rc.batch(ids.map(id => get(`user:${id}`)))) console.log(value)
   * const { done, failed } = await rc.batch(rowsOfFile(), { inFlight: 5000, raiseOnError: false }).run()
   */
  batch<C extends Command<unknown>, const O extends BatchOptions = Record<never, never>>(
    commands: Iterable<C> | AsyncIterable<C>,
    options?: O & BatchOptions,
  ): Batch<BatchResult<InForm<F, ReplyOf<C>>, O>>

  /**
   * All keys of the cluster; of the node, on a view of one. Every key that is there from beginning to end comes at least
   * once, also while slots move and primaries fail over. It may come twice.
   *
   * @throws ConfigError where an option is not known or cannot be
   * @example
   * for await (const key of rc.scan({ match: 'user:*', count: 500 })) console.log(key)
   * for await (const keys of rc.scan().batches()) await rc.unlink(keys)
   */
  scan(options?: KeyScanOptions): KeyScan<InForm<F, string>>

  /**
   * The fields of a hash with their values; each that is there all the while comes at least once.
   *
   * @example
   * for await (const { field, value } of rc.hscan('h', { match: 'a*' })) console.log(field, value)
   */
  hscan(key: Key, options?: PartScanOptions): PagedScan<InForm<F, FieldValue>>

  /** The members of a set; each that is there all the while comes at least once. */
  sscan(key: Key, options?: PartScanOptions): PagedScan<InForm<F, string>>

  /** The members of a sorted set with their scores; each that is there all the while comes at least once. */
  zscan(key: Key, options?: PartScanOptions): PagedScan<InForm<F, ScoredMember>>

  /**
   * Sends any command. One that is in the command table is routed as the table says; one that is not is looked up once
   * with COMMAND INFO; one that cannot be placed needs `key`, `slot`, `node` or `nodes`.
   *
   * @returns the reply as the server gave it
   * @throws ConfigError where it is not known where the command should go
   * @example
   * await rc.call(['JSON.GET', 'doc:1', '$'])
   * await rc.call(['DEBUG', 'SLEEP', 0], { node: '127.0.0.1:7000' })
   * await rc.call(['INFO', 'memory'], { nodes: 'replica' })
   */
  call(words: CallWords, options?: PlaceOptions): Promise<unknown>

  /**
   * Makes a function of a Lua script. The text goes over each connection once, its hash from then on; a server that has
   * lost the script is sent the text again.
   *
   * @throws ConfigError where an option is not known or cannot be
   * @example
   * const take = rc.script("return redis.call('decrby', KEYS[1], ARGV[1])", { keys: 1, read: Number })
   * await take('stock:7', 2)
   * await rc.pipeline().add(take.command('stock:7', 1)).execute()
   */
  script<T = Reply>(lua: string, options?: ScriptOptions<T>): Script<T>

  /**
   * Reads streams, in any slots, as entries come; with `group` as one consumer of a group. There is a connection for each
   * slot that has one of the streams. Failovers, moved slots and lost connections do not end it. Without a group each
   * entry comes once; with one each entry comes at least once, until it is acknowledged.
   *
   * @throws ConfigError where an option is missing, not known, or cannot be; of the loop: what another attempt would meet
   *   again, such as a key that is no stream; AbortError where the signal fires
   * @example
   * for await (const { stream, id, message } of rc.xconsumer({ streams: ['orders', 'payments'] })) console.log(message)
   *
   * const jobs = rc.xconsumer({ streams: 'jobs', group: 'workers', consumer: 'worker-1', claimIdleMs: 60_000 })
   * for await (const job of jobs) {
   *   await work(job.message)
   *   await job.ack()
   * }
   */
  xconsumer(options: GroupConsumerOptions): StreamConsumer<GroupMessage<InForm<F, string>>>
  xconsumer(options: StreamConsumerOptions): StreamConsumer<StreamMessage<InForm<F, string>>>

  /**
   * A view whose writes are not answered (CLIENT REPLY): each resolves when it was handed to the socket. Cheaper for
   * server and network, and it gives up what a reply says: results, errors, and redirects, so that a write to a slot that
   * has just moved is lost. The order among its writes to a slot is kept while nothing breaks; towards other commands
   * there is none, for it has a connection of its own to each node. `settled()` waits until the servers are through.
   *
   * @throws ConfigError on a view with a guarantee; of its commands: ConfigError where one means nothing without a reply
   * @example
   * const quiet = rc.noreply()
   * for (const hit of hits) await quiet.hincrby('hits', hit.page, 1)
   * await quiet.settled()
   */
  noreply(): QuietView

  /**
   * Says what a command will do, without sending it: slots, nodes, how it is split, how replies are merged, whether a
   * replica may serve it, and whether it would be sent again when nobody knows whether it ran.
   *
   * @param command a command out of @rc/commands, or words as `call` takes them
   * @throws ConfigError where words are not in the command table: the server would have to be asked
   * @example
   * rc.explain(['MGET', 'a', 'b']).parts // [{ slot: 15495, nodes: […], keys: [0] }, …]
   */
  explain(command: Command<unknown> | CallWords): Explanation
}

type Own = Omit<Verbs, 'pipeline' | 'multi'>

const VERBS: { readonly [K in keyof Own]: (this: BareView, ...args: Parameters<Own[K]>) => ReturnType<Own[K]> } = {
  batch(source, given) {
    const { core, options } = BareView.inside(this)
    return makeBatch(core, options, { source: source as CommandSource<never>, given })
  },
  scan(given) {
    const { core, options } = BareView.inside(this)
    return scanKeys(core, options, given)
  },
  hscan(key, given) {
    const { core, options } = BareView.inside(this)
    return scanFields(core, options, { key, given })
  },
  sscan(key, given) {
    const { core, options } = BareView.inside(this)
    return scanMembers(core, options, { key, given })
  },
  zscan(key, given) {
    const { core, options } = BareView.inside(this)
    return scanScored(core, options, { key, given })
  },
  call(words, options) {
    const { core, options: base } = BareView.inside(this)
    return sendWords(core, base, { words, options })
  },
  script(lua, options) {
    return makeScript<never>(this, lua, options as ScriptOptions<never> | undefined) as unknown as Script<Reply>
  },
  xconsumer(given) {
    const { core, options } = BareView.inside(this)
    return makeConsumer(core, options, given)
  },
  noreply() {
    const { core, options } = BareView.inside(this)
    return makeQuiet(core, options)
  },
  explain(given) {
    const { core, options } = BareView.inside(this)
    return explainCommand(core.prefix.command(isWords(given) ? inTable(given) : given), {
      options,
      topology: core.monitor.topology,
      emulator: core.emulator,
    })
  },
}

const isWords = (given: Command<unknown> | CallWords): given is CallWords => Array.isArray(given)

function inTable(words: CallWords): Command<Reply> {
  const command = commandOf(words)
  if (command !== undefined) return command
  throw new ConfigError(
    `${String(words[0]).toUpperCase()} is not in the command table: only a server could say where it goes, and explain sends nothing.`,
  )
}

/** Puts the verbs on a prototype, beside the commands. */
export function attachVerbs(prototype: BareView): void {
  putMethods(prototype, Object.entries(VERBS))
}
