import type { Command } from '@rc/commands'
import type { NamedAddress } from '@rc/pool'
import type { CallOptions } from './call-options.js'
import type { NodeMerge } from './gather.js'
import type { Gatherer } from './part.js'

/** What runs commands, one by one and many at once. */
export interface Commander {
  /** Runs a command; resolves with its reply, read as the command says. */
  run<T>(command: Command<T>, options: CallOptions): Promise<T>
  /** Runs many commands at once, over all their nodes, and tells the end of each by its position. */
  runAll(commands: readonly Command<unknown>[], options: CallOptions, gatherer: Gatherer): void
  /** Runs commands of one slot together or not at all; resolves with a value or an error for each. */
  transact(commands: readonly Command<unknown>[], options: CallOptions): Promise<unknown[]>
  /** Runs a whole command on each of some nodes. */
  runOn(command: Command<unknown>, options: CallOptions, on: { nodes: NodeSet; merge: NodeMerge }): Promise<unknown>
}

/** All nodes, all primaries, all replicas, or such as are named. */
export type NodeSet = 'all' | 'primaries' | 'replicas' | readonly NamedAddress[]
