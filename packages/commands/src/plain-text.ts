/** Marks text that stays text, for types alone; no value has it. */
export declare const plainText: unique symbol

/**
 * Text that a server made of its own: an id, a cursor, a word. A string like any other, but for `Bytes<T>`, which leaves
 * it as it is: it stays text where bytes are asked for.
 */
export type PlainText = string & { readonly [plainText]?: never }
