import type { FieldValue, Key, ScoredMember } from '@rc/commands'
import { type CommandChain, type Form, makeScript, putMethods, type Script, type ScriptOptions } from '@rc/pipeline'
import type { Reply } from '@rc/resp'
import { BareView } from './bare-view.js'
import { type CallWords, type PlaceOptions, sendWords } from './call.js'
import type { InForm } from './in-form.js'
import { attachPubSub, type PubSubVerbs } from './pubsub-verbs.js'
import { type KeyScanOptions, PARTS, type PartScanOptions, type Scan, scanKeys, scanParts } from './scan.js'

/**
 * What clients and views have besides the commands.
 *
 * @typeParam F whether strings of replies stand as text or as Buffers
 */
export interface Verbs<F extends Form = 'text'> extends PubSubVerbs<F> {
  /**
   * Queues commands and sends them together, to all their nodes. A list of results, typed as the chain was written.
   * Commands of one node run in their order.
   *
   * @example
   * const [name, visits] = await r.pipeline().get('name').incr('visits').execute()
   */
  pipeline(): CommandChain<[], F>

  /**
   * Queues commands of one node and runs them together, between MULTI and EXEC: all of them, or none.
   *
   * @throws CrossSlotError of `execute`, where keys live on several nodes
   * @example
   * const [, left] = await r.multi().lpush('log{job}', 'taken').decr('left{job}').execute()
   */
  multi(): CommandChain<[], F>

  /**
   * All keys of all nodes, as they are stored; of the node, on a view of one. Every key that is there from beginning to
   * end comes at least once, also where a connection breaks; it may come twice.
   *
   * @throws ConfigError where an option is not known or cannot be; of the loop: what keeps a node from being asked
   * @example
   * for await (const key of r.scan({ match: 'user:*', count: 500 })) console.log(key)
   */
  scan(options?: KeyScanOptions): Scan<InForm<F, string>>

  /**
   * The fields of a hash with their values; each that is there all the while comes at least once.
   *
   * @example
   * for await (const { field, value } of r.hscan('h', { match: 'a*' })) console.log(field, value)
   */
  hscan(key: Key, options?: PartScanOptions): Scan<InForm<F, FieldValue>>

  /** The members of a set; each that is there all the while comes at least once. */
  sscan(key: Key, options?: PartScanOptions): Scan<InForm<F, string>>

  /** The members of a sorted set with their scores; each that is there all the while comes at least once. */
  zscan(key: Key, options?: PartScanOptions): Scan<InForm<F, ScoredMember>>

  /**
   * Sends any command. One that is in the command table is routed and merged as the table says; one that is not is
   * looked up once with COMMAND INFO; one that cannot be placed needs `key`, `node` or `nodes`.
   *
   * @returns the reply as the server gave it
   * @throws ConfigError where it is not known where the command should go
   * @example
   * await r.call(['OBJECT', 'ENCODING', 'key'])
   * await r.call(['DEBUG', 'SLEEP', 0], { node: 'node_1' })
   */
  call(words: CallWords, options?: PlaceOptions): Promise<unknown>

  /**
   * Makes a function of a Lua script, whose keys must all be on one node. The text goes over each connection once, its
   * hash from then on.
   *
   * @throws ConfigError where an option is not known or cannot be
   * @example
   * const take = r.script("return redis.call('decrby', KEYS[1], ARGV[1])", { keys: 1, read: Number })
   * await take('stock:7', 2)
   */
  script<T = Reply>(lua: string, options?: ScriptOptions<T>): Script<T>
}

type Own = Omit<Verbs, 'pipeline' | 'multi' | keyof PubSubVerbs>

const VERBS: { readonly [K in keyof Own]: (this: BareView, ...args: Parameters<Own[K]>) => ReturnType<Own[K]> } = {
  scan(given) {
    const { core, options } = BareView.inside(this)
    return scanKeys(core, options, given)
  },
  hscan(key, given) {
    const { core, options } = BareView.inside(this)
    return scanParts(core, options, { ...PARTS.hscan, key, given })
  },
  sscan(key, given) {
    const { core, options } = BareView.inside(this)
    return scanParts(core, options, { ...PARTS.sscan, key, given })
  },
  zscan(key, given) {
    const { core, options } = BareView.inside(this)
    return scanParts(core, options, { ...PARTS.zscan, key, given })
  },
  call(words, options) {
    const { core, options: base } = BareView.inside(this)
    return sendWords(core, base, { words, options })
  },
  script(lua, options) {
    return makeScript<never>(this, lua, options as ScriptOptions<never> | undefined) as unknown as Script<Reply>
  },
}

/** Puts the verbs on a prototype, beside the commands. */
export function attachVerbs(prototype: BareView): void {
  putMethods(prototype, Object.entries(VERBS))
  attachPubSub(prototype)
}
