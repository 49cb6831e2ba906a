import { isRedisClusterError, PartialFailureError } from '@rc/client'
import type { ErrorView, ReplyView } from '../shared/protocol.js'

/** Of longer ones a page shows the beginning. */
const MAX_TEXT = 5000
const MAX_ITEMS = 200
const MAX_DEPTH = 12

/** A reply as a page can show it: with its type, and not too much of it. */
export function viewReply(reply: unknown, depth = 0): ReplyView {
  if (reply === null || reply === undefined) return { type: 'null' }
  if (typeof reply === 'string') return viewText(reply)
  if (typeof reply === 'number' || typeof reply === 'bigint') return { type: 'number', text: String(reply) }
  if (typeof reply === 'boolean') return { type: 'boolean', text: String(reply) }
  if (reply instanceof Error) return viewError(reply)
  if (reply instanceof Uint8Array) return viewText(Buffer.from(reply).toString('latin1'))
  if (depth >= MAX_DEPTH) return viewText('…')
  if (Array.isArray(reply)) {
    const items = reply.slice(0, MAX_ITEMS).map(item => viewReply(item, depth + 1))
    return { type: 'list', items, length: reply.length }
  }
  const entries: (readonly [unknown, unknown])[] =
    reply instanceof Map ? [...(reply as ReadonlyMap<unknown, unknown>)] : Object.entries(reply)
  return {
    type: 'map',
    entries: entries
      .slice(0, MAX_ITEMS)
      .map(([key, value]) => [viewReply(key, depth + 1), viewReply(value, depth + 1)]),
    length: entries.length,
  }
}

/** An error with its class, its code, and whether the command took effect. */
export function viewError(error: unknown): ErrorView {
  if (!isRedisClusterError(error)) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    return { type: 'error', name, code: name.toUpperCase(), message, executed: 'no', node: undefined, parts: [] }
  }
  const { name, code, message, executed, node } = error
  const parts = error instanceof PartialFailureError ? [...error.failed, ...error.succeeded] : []
  return {
    type: 'error',
    name,
    code,
    message,
    executed,
    node,
    parts: parts.map(part => ({ node: part.node, keys: part.keys, reply: viewReply(part.error ?? part.reply, 1) })),
  }
}

const viewText = (text: string): ReplyView => ({ type: 'string', text: text.slice(0, MAX_TEXT), length: text.length })
