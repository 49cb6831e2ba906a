import { type ByNode, type Builder, builders, type Command, type CommandSpec, type OfOneNode } from '@rc/commands'
import type { Commands } from '@rc/pipeline'

/** What rediscluster-py runs on every server, and answers by alias. */
export const FAN_OUT = [
  'save',
  'bgsave',
  'bgrewriteaof',
  'info',
  'lastsave',
  'ping',
  'flushall',
  'flushdb',
  'configGet',
  'configSet',
  'time',
  'clientList',
] as const satisfies (keyof Commands)[]

/** Names of the methods that answer by alias. */
export type FanOutName = (typeof FAN_OUT)[number]

/** Their methods: each node's answer by its alias. */
export type FanOutMethods = {
  [K in FanOutName]: Commands[K] extends (...args: infer A) => Command<infer T>
    ? (...args: A) => Promise<ByNode<OfOneNode<T>>>
    : never
}

/** Builders for the methods: as the others, but that nothing is merged. */
export const fanOutBuilders: Record<string, Builder> = Object.fromEntries(
  FAN_OUT.map(name => [name, fannedOut(builders[name])]),
)

function fannedOut(build: Builder): Builder {
  const fanned: Builder = (...args) => {
    const command = build(...args)
    return { ...command, spec: specOf(command.spec) }
  }
  // Methods take as many parameters as their builders name.
  return Object.defineProperty(fanned, 'length', { value: build.length })
}

const specs = new Map<CommandSpec, CommandSpec>()

function specOf(spec: CommandSpec): CommandSpec {
  const known = specs.get(spec)
  if (known !== undefined) return known
  // What empties a server is for primaries alone: a replica refuses it, and hears of it from them.
  const request = spec.name.startsWith('FLUSH') ? 'all_shards' : 'all_nodes'
  const fanned: CommandSpec = { ...spec, request, response: 'default' }
  specs.set(spec, fanned)
  return fanned
}
