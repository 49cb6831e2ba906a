import type { ReplyValue } from '../encode.js'
import type { SimulatedConnection } from './simulated-connection.js'
import type { SimulatedNode } from './simulated-node.js'

/** A command that reached a simulated node. */
export interface SimulatedCommand {
  /** In upper case; with its sub-command where it is a family of commands: `'GET'`, `'CLUSTER SLOTS'`. */
  readonly name: string
  /** What follows the name, as text. */
  readonly args: readonly string[]
  /** The same, as the bytes that came. */
  readonly bytes: readonly Buffer[]
}

/**
 * What a script makes of a command:
 *
 * - `'default'` or undefined: the node answers as it would by itself;
 * - `'hang'`: it never answers, nor anything that follows on the connection;
 * - `'drop'`: the connection is closed; `'reset'`: the same, by a TCP reset;
 * - bytes (`Buffer`, `Uint8Array`): written as they are, whether they are RESP or not;
 * - any other value: the reply, in the protocol that the connection speaks; an `Error` is an error reply.
 */
export type ScriptAnswer = ReplyValue | undefined

/** Sees every command first. May take its time: what follows on the connection waits. */
export type Script = (
  node: SimulatedNode,
  command: SimulatedCommand,
  connection: SimulatedConnection,
) => ScriptAnswer | Promise<ScriptAnswer>
