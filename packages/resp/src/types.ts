import type { ReplyError } from '@rc/errors'

/**
 * What may stand in a command: nothing else is taken, and nothing is converted but numbers to their decimal text.
 * Infinity is written as `inf`; NaN is refused.
 */
export type Arg = string | number | bigint | Uint8Array

/**
 * What a server answers, the same shapes under RESP2 and RESP3:
 *
 * - a string is decoded as UTF-8, or stands as a `Buffer` where bytes were asked for;
 * - an integer is a number, or a bigint beyond 2^53; a double is a number; a big number is a bigint;
 * - a map is an object without a prototype, or a `Map` where a key is not a string;
 * - an array, a set and a push message are arrays; nil is null;
 * - an error inside an aggregate stands in its place as a value.
 */
export type Reply =
  | string
  | Buffer
  | number
  | bigint
  | boolean
  | null
  | ReplyError
  | readonly Reply[]
  | { readonly [field: string]: Reply }
  | ReadonlyMap<Reply, Reply>

/** A command as the encoder needs it: its name, already encoded, and its arguments. */
export interface Request {
  readonly spec: {
    /** The words of the name as bulk strings: `'$3\r\nGET\r\n'`. ASCII. */
    readonly head: string
    /** How many words the name has. */
    readonly words: number
  }
  readonly args: readonly Arg[]
}
