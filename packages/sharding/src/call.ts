import {
  COMMAND_INFO,
  type Command,
  command,
  type CommandSpec,
  type Key,
  lookup,
  NONE,
  spec,
  specFromInfo,
} from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { CallOptions, NodeMerge } from '@rc/pipeline'
import type { Arg, Reply } from '@rc/resp'
import type { ShardCore } from './core.js'
import { checkMerge, type OnNodes, serverNamed, serversOn } from './node-choice.js'

/** A command as a list of words: its name, then its arguments. */
export type CallWords = readonly [name: string, ...args: Arg[]]

/** Where a command goes that the table cannot place. At most one of `key`, `node` and `nodes`. */
export interface PlaceOptions {
  /** To the node of this key. */
  key?: Key | undefined
  /** To the node of this alias. */
  node?: string | undefined
  /** To each of these nodes; answers with a record by alias, unless `merge` says otherwise. */
  nodes?: OnNodes | undefined
  /** How the replies of `nodes` become one. */
  merge?: NodeMerge | undefined
}

/** Sends words as a command. */
export async function sendWords(
  core: ShardCore,
  base: CallOptions,
  {
    words,
    options: { key, node, nodes, merge = 'default' } = {},
  }: { words: CallWords; options?: PlaceOptions | undefined },
): Promise<unknown> {
  if ([key, node, nodes].filter(value => value !== undefined).length > 1) {
    throw new ConfigError('call takes one of key, node and nodes, not several.')
  }
  const explicit = base.node !== undefined || (key ?? node ?? nodes) !== undefined
  const sent = await commandOf(core, words, explicit)
  if (nodes !== undefined) {
    return core.runner.runOn(sent, base, { nodes: serversOn(core, nodes), merge: checkMerge(merge) })
  }
  if (node !== undefined) return core.runner.run(sent, { ...base, node: serverNamed(core, node) })
  if (key !== undefined) return core.runner.run(sent, { ...base, slot: core.keyspace.slotOf(key) })
  return core.runner.run(sent, base)
}

async function commandOf(core: ShardCore, words: CallWords, explicit: boolean): Promise<Command<Reply>> {
  const first: unknown = Array.isArray(words) ? words[0] : undefined
  if (typeof first !== 'string' || !/^[!-~]+$/.test(first)) {
    throw new ConfigError("call takes a list of words, the command's name first: r.call(['GET', 'key']).")
  }
  const found = lookup(words)
  if (found !== undefined) return command<Reply>(found, words.slice(found.words))
  const name = first.toUpperCase()
  // Of one that is not in the table nobody knows what it does, so it is never sent twice.
  const unknown = explicit ? spec(name, { arity: -1, flags: 0, keys: NONE }) : await specOf(core, name)
  return command<Reply>(unknown, words.slice(1))
}

const known = new WeakMap<ShardCore, Map<string, CommandSpec>>()

/** What the servers say of a command that is not in the table. Asked once. */
async function specOf(core: ShardCore, name: string): Promise<CommandSpec> {
  const cache = known.get(core) ?? new Map<string, CommandSpec>()
  known.set(core, cache)
  const cached = cache.get(name)
  if (cached !== undefined) return cached
  const reply = await core.runner.run(command<Reply>(COMMAND_INFO, [name]), core.defaults)
  const found = specFromInfo(Array.isArray(reply) ? (reply[0] as Reply) : null)
  if (found === undefined) {
    throw new ConfigError(
      `${name} is known neither here nor to the servers, so it is not clear where it should go; it was not sent. If it ` +
        'is spelt right, say where: call(words, { key }) or { node }.',
      { command: name },
    )
  }
  cache.set(name, found)
  return found
}
