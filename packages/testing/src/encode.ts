import { ReplyError } from '@rc/errors'
import type { RawReply } from './raw-reply.js'

/** What may stand in a command. Numbers are sent as their decimal text. */
export type RequestArg = string | number | bigint | Uint8Array

/** A command as an array of strings. */
export function encodeRequest(args: readonly RequestArg[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`*${args.length}\r\n`)]
  for (const arg of args) parts.push(bulk(arg instanceof Uint8Array ? Buffer.from(arg) : Buffer.from(String(arg))))
  return Buffer.concat(parts)
}

/** A value as a server would write it. Strings become bulk strings; maps are flat under RESP2. */
export function encodeReply(reply: RawReply | Uint8Array, protocol: 2 | 3 = 2): Buffer {
  if (reply === null) return Buffer.from(protocol === 3 ? '_\r\n' : '$-1\r\n')
  if (reply instanceof Uint8Array) return bulk(Buffer.from(reply))
  if (reply instanceof ReplyError) return Buffer.from(`-${reply.message}\r\n`)
  if (typeof reply === 'string') return bulk(Buffer.from(reply))
  if (typeof reply === 'bigint') return Buffer.from(`:${reply}\r\n`)
  if (typeof reply === 'number') return encodeNumber(reply, protocol)
  if (typeof reply === 'boolean')
    return Buffer.from(protocol === 3 ? `#${reply ? 't' : 'f'}\r\n` : `:${reply ? 1 : 0}\r\n`)
  return encodeAggregate(reply, protocol)
}

function encodeNumber(value: number, protocol: 2 | 3): Buffer {
  if (Number.isInteger(value)) return Buffer.from(`:${value}\r\n`)
  return protocol === 3 ? Buffer.from(`,${value}\r\n`) : bulk(Buffer.from(String(value)))
}

function encodeAggregate(reply: readonly RawReply[] | ReadonlyMap<RawReply, RawReply>, protocol: 2 | 3): Buffer {
  if (!(reply instanceof Map)) {
    const items = reply as readonly RawReply[]
    return Buffer.concat([Buffer.from(`*${items.length}\r\n`), ...items.map(item => encodeReply(item, protocol))])
  }
  const head = protocol === 3 ? `%${reply.size}\r\n` : `*${reply.size * 2}\r\n`
  return Buffer.concat([Buffer.from(head), ...[...reply].flat().map(item => encodeReply(item as RawReply, protocol))])
}

const bulk = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')])
