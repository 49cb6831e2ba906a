import type { Command } from './command.js'

/** Any function that makes a command. */
export type Builder = (...args: never[]) => Command<unknown>

/** A set of builders: a module of them, or a record that a user put together. */
export type Builders = Record<string, Builder>

/**
 * The methods that a set of builders gives a client: the same names, the same parameters, a promise for each reply.
 *
 * The mapped type runs over `keyof B` itself, so that editors keep the documentation of each builder and jump to it.
 */
export type Methods<B> = {
  [K in keyof B]: B[K] extends (...args: infer A) => Command<infer T> ? (...args: A) => Promise<T> : never
}

/** Marks a record by node, for types alone; no value has it. */
declare const byNode: unique symbol

/**
 * What a command answers that ran on many nodes, where the table merges nothing: each node's answer, by its address
 * (`'127.0.0.1:7000'`). On a view of one node the same command answers with that node's answer alone; see `NodeMethods`.
 */
export interface ByNode<T> {
  readonly [address: string]: T
  readonly [byNode]?: never
}

/** What one node answers where a cluster answers by node; anything else as it is. */
export type OfOneNode<T> = typeof byNode extends keyof T ? (T extends ByNode<infer One> ? One : T) : T

/** The methods that a set of builders gives a view of one node. */
export type NodeMethods<B> = {
  [K in keyof B]: B[K] extends (...args: infer A) => Command<infer T> ? (...args: A) => Promise<OfOneNode<T>> : never
}
