import type { Reply } from '@rc/resp'
import type { TextBuilder } from './builders/text-builders.gen.js'
import type { Command } from './command.js'
import type { plainText } from './plain-text.js'

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

/**
 * A reply with Buffers where strings were, at any depth. Left as they are: names of fields, literals such as `'OK'`, and
 * `PlainText`, which a server made of its own. A `Reply` and `unknown` can hold Buffers anyway.
 *
 * @example
 * type Entries = Bytes<{ member: string; score: number }[]> // { member: Buffer; score: number }[]
 */
export type Bytes<T> = [Reply] extends [T] ? T : BytesOf<T>

type BytesOf<T> = T extends string
  ? BytesOfText<T>
  : T extends Uint8Array | ReadonlyMap<unknown, unknown>
    ? T
    : typeof byNode extends keyof T
      ? T extends ByNode<infer One>
        ? ByNode<Bytes<One>>
        : T
      : T extends object
        ? { [K in keyof T]: Bytes<T[K]> }
        : T

type BytesOfText<T extends string> = typeof plainText extends keyof T ? T : string extends T ? Buffer : T

/** What a builder's command answers where bytes are asked for: commands whose reply is no user's data keep their text. */
export type BytesReply<K, T> = K extends TextBuilder ? T : Bytes<T>

/** The methods that a set of builders gives a client that was asked for bytes. */
export type BytesMethods<B> = {
  [K in keyof B]: B[K] extends (...args: infer A) => Command<infer T>
    ? (...args: A) => Promise<BytesReply<K, T>>
    : never
}

/** The methods that a set of builders gives a view of one node that was asked for bytes. */
export type BytesNodeMethods<B> = {
  [K in keyof B]: B[K] extends (...args: infer A) => Command<infer T>
    ? (...args: A) => Promise<BytesReply<K, OfOneNode<T>>>
    : never
}
