/** What may stand in a command. Numbers are sent as their decimal text. */
export type RequestArg = string | number | bigint | Uint8Array

/** A simple string, as servers answer where no data can stand: `+OK`. */
export class SimpleString {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A text for people, which RESP3 marks as such: the reply of `INFO`. */
export class VerbatimString {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** An array that is not there, which RESP2 tells apart from a string that is not. */
export class NullArray {
  readonly isNull = true
}

/**
 * A value as a server may answer it. Strings and bytes become bulk strings, an `Error` an error reply, a `Map` a map and
 * a `Set` a set (both arrays under RESP2).
 */
export type ReplyValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | Error
  | SimpleString
  | VerbatimString
  | NullArray
  | readonly ReplyValue[]
  | ReadonlyMap<ReplyValue, ReplyValue>
  | ReadonlySet<ReplyValue>

/** A command as an array of strings. */
export function encodeRequest(args: readonly RequestArg[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`*${args.length}\r\n`)]
  for (const arg of args) parts.push(bulk('$', arg instanceof Uint8Array ? arg : Buffer.from(String(arg))))
  return Buffer.concat(parts)
}

/**
 * A value as a server would write it.
 *
 * @param protocol default 2
 * @example
 * encodeReply(['a', 1, null]) // *3 $1 a :1 $-1
 */
export function encodeReply(reply: ReplyValue, protocol: 2 | 3 = 2): Buffer {
  if (reply === null) return Buffer.from(protocol === 3 ? '_\r\n' : '$-1\r\n')
  if (typeof reply === 'string') return bulk('$', Buffer.from(reply))
  if (typeof reply === 'bigint') return Buffer.from(`:${reply}\r\n`)
  if (typeof reply === 'number') return encodeNumber(reply, protocol)
  if (typeof reply === 'boolean') return encodeBoolean(reply, protocol)
  if (reply instanceof Uint8Array) return bulk('$', reply)
  if (reply instanceof Error) return Buffer.from(`-${reply.message}\r\n`)
  if (reply instanceof NullArray) return Buffer.from(protocol === 3 ? '_\r\n' : '*-1\r\n')
  if (reply instanceof SimpleString) return Buffer.from(`+${reply.text}\r\n`)
  if (reply instanceof VerbatimString)
    return protocol === 3 ? bulk('=', Buffer.from(`txt:${reply.text}`)) : bulk('$', Buffer.from(reply.text))
  if (reply instanceof Map)
    return aggregate(protocol === 3 ? `%${reply.size}` : `*${reply.size * 2}`, [...reply].flat(), protocol)
  if (reply instanceof Set) return aggregate(`${protocol === 3 ? '~' : '*'}${reply.size}`, [...reply], protocol)
  const items = reply as readonly ReplyValue[]
  return aggregate(`*${items.length}`, items, protocol)
}

/** A push message: out of turn under RESP3, an array like any other under RESP2. */
export function encodePush(items: readonly ReplyValue[], protocol: 2 | 3): Buffer {
  return aggregate(`${protocol === 3 ? '>' : '*'}${items.length}`, items, protocol)
}

function encodeNumber(value: number, protocol: 2 | 3): Buffer {
  if (Number.isInteger(value)) return Buffer.from(`:${value}\r\n`)
  return protocol === 3 ? Buffer.from(`,${value}\r\n`) : bulk('$', Buffer.from(String(value)))
}

function encodeBoolean(value: boolean, protocol: 2 | 3): Buffer {
  return Buffer.from(protocol === 3 ? `#${value ? 't' : 'f'}\r\n` : `:${value ? 1 : 0}\r\n`)
}

function aggregate(head: string, items: readonly ReplyValue[], protocol: 2 | 3): Buffer {
  return Buffer.concat([Buffer.from(`${head}\r\n`), ...items.map(item => encodeReply(item, protocol))])
}

const bulk = (type: '$' | '=', bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${type}${bytes.length}\r\n`), bytes, Buffer.from('\r\n')])
