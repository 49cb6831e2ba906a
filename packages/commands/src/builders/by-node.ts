import type { Command } from '../command.js'
import type { ByNode } from '../methods.js'

/** The same command, as a cluster answers it: each node's answer by its address. */
export const byNode = <T>(ofOne: Command<T>): Command<ByNode<T>> => ofOne as unknown as Command<ByNode<T>>
