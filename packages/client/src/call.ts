import { COMMAND_INFO, type Command, command, type CommandSpec, lookup, NONE, spec, specFromInfo } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { CallOptions, NodeMerge } from '@rc/pipeline'
import type { Arg, Reply } from '@rc/resp'
import { type Key, keySlot, type NodeAddress } from '@rc/slots'
import type { Core } from './core.js'
import { nodeMerge, nodeSet, type OnNodes } from './node-set.js'
import { named } from './view-options.js'

/** A command as a list of words: its name, then its arguments. */
export type CallWords = readonly [name: string, ...args: Arg[]]

/** Where a command goes that the table cannot place. At most one of them. */
export interface PlaceOptions {
  /** To the owner of this key's slot. */
  key?: Key | undefined
  /** To the owner of this slot. */
  slot?: number | undefined
  /** To this node. */
  node?: string | NodeAddress | undefined
  /** To each of these nodes; answers with a record by address, unless `merge` says otherwise. */
  nodes?: OnNodes | undefined
  /** How the replies of `nodes` become one. */
  merge?: NodeMerge | undefined
}

/** Sends words as a command. */
export async function sendWords(
  core: Core,
  base: CallOptions,
  { words, options = {} }: { words: CallWords; options?: PlaceOptions | undefined },
): Promise<unknown> {
  const { nodes, merge } = options
  const placed = place(core, base, options)
  const explicit = placed !== base || base.node !== undefined || nodes !== undefined
  const sent = commandOf(words) ?? (await unknownCommand(core, words, explicit))
  if (nodes === undefined) return core.runner.run(sent, placed)
  return core.runner.runOn(sent, placed, { nodes: nodeSet(nodes), merge: nodeMerge(merge ?? 'default') })
}

/** The command that words mean, where the table has it. */
export function commandOf(words: CallWords): Command<Reply> | undefined {
  const found = lookup(words)
  return found === undefined ? undefined : command<Reply>(found, words.slice(found.words))
}

async function unknownCommand(core: Core, words: CallWords, explicit: boolean): Promise<Command<Reply>> {
  const name = nameOf(words)
  return command<Reply>(explicit ? unplaced(name) : await infoOf(core, name), words.slice(1))
}

function place(core: Core, base: CallOptions, { key, slot, node, nodes, merge }: PlaceOptions): CallOptions {
  if ([key, slot, node, nodes].filter(value => value !== undefined).length > 1) {
    throw new ConfigError('call takes one of key, slot, node and nodes, not several.')
  }
  if (merge !== undefined && nodes === undefined) {
    throw new ConfigError('The option merge says how the replies of several nodes become one: it needs nodes.')
  }
  if (node !== undefined) return { ...base, node: named(node) }
  if (key !== undefined) return { ...base, slot: keySlot(core.prefix.key(key)) }
  if (slot === undefined) return base
  if (!Number.isInteger(slot) || slot < 0 || slot > 16383) {
    throw new ConfigError('The option slot must be a whole number from 0 to 16383.')
  }
  return { ...base, slot }
}

function nameOf(words: CallWords): string {
  const name: unknown = Array.isArray(words) ? words[0] : undefined
  if (typeof name !== 'string' || !/^[!-~]+$/.test(name)) {
    throw new ConfigError("call takes a list of words, the command's name first: rc.call(['GET', 'key']).")
  }
  return name.toUpperCase()
}

/** A command of which nothing is known but its name. Nobody knows what it does, so it is never sent twice. */
const unplaced = (name: string): CommandSpec => spec(name, { arity: -1, flags: 0, keys: NONE })

const known = new WeakMap<Core, Map<string, CommandSpec>>()

/** What the servers say of a command that is not in the table. Asked once. */
async function infoOf(core: Core, name: string): Promise<CommandSpec> {
  const cache = known.get(core) ?? new Map<string, CommandSpec>()
  known.set(core, cache)
  const cached = cache.get(name)
  if (cached !== undefined) return cached
  const reply = await core.runner.run(command<Reply>(COMMAND_INFO, [name]), core.defaults)
  const found = specFromInfo(Array.isArray(reply) ? (reply[0] as Reply) : null)
  if (found === undefined) {
    throw new ConfigError(
      `${name} is known neither here nor to the server, so it is not clear where it should go; it was not sent. If it ` +
        'is spelt right, say where: call(words, { key }), { slot } or { node }.',
      { command: name },
    )
  }
  cache.set(name, found)
  return found
}
