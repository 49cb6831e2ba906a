import type { Reply } from '@rc/resp'
import { expect } from 'vitest'

/**
 * Names of properties whose value stays text where bytes are asked for, and of commands whose value as a whole does. The
 * types say the same of them: see methods.test-d.ts.
 */
export const PLAIN = [
  'cursor',
  'deleted',
  'element',
  'entries',
  'flags',
  'id',
  'last-delivered-id',
  'last-generated-id',
  'max',
  'max-deleted-entry-id',
  'min',
  'quantization',
  'recorded-first-entry-id',
  'xclaim',
] as const

const plain: ReadonlySet<string> = new Set(PLAIN)

/** Their replies are what a script makes of them: words that stand for success among them. */
const ANYTHING = /^(?:EVAL|FCALL)/

/** Elements of vector sets alone are names of fields. */
const ELEMENT_OF_A_LIST = /^B[LR]POP\b/

/**
 * Expects that a reader made of Buffers what it made of strings: Buffers in their places, but for names of fields, `'OK'`
 * and what stays text.
 */
export function expectSameInBytes(name: string, text: unknown, bytes: unknown): void {
  if (ANYTHING.test(name)) return
  compare({ text, bytes, at: name.toLowerCase(), path: name })
}

interface Place {
  readonly text: unknown
  readonly bytes: unknown
  /** The nearest property's name, or the command's. */
  readonly at: string
  readonly path: string
}

function compare({ text, bytes, at, path }: Place): void {
  if (typeof text === 'string') {
    const isText = text === 'OK' || (plain.has(at) && !(at === 'element' && ELEMENT_OF_A_LIST.test(path)))
    expect([path, Buffer.isBuffer(bytes), String(bytes)]).toEqual([path, !isText, text])
  } else if (Array.isArray(text)) {
    expect([path, (bytes as unknown[]).length]).toEqual([path, text.length])
    text.forEach((one, i) => {
      compare({ text: one, bytes: (bytes as unknown[])[i], at, path: `${path}[${i}]` })
    })
  } else if (typeof text === 'object' && text !== null && !(text instanceof Error)) {
    expect([path, Object.keys(bytes as object)]).toEqual([path, Object.keys(text)])
    for (const [field, one] of Object.entries(text)) {
      compare({ text: one, bytes: (bytes as Record<string, unknown>)[field], at: field, path: `${path}.${field}` })
    }
  } else expect([path, bytes]).toEqual([path, text])
}

/** A reply as it would have been read as text. */
export function asText(reply: Reply): Reply {
  if (reply instanceof Uint8Array) return reply.toString()
  if (Array.isArray(reply)) return (reply as readonly Reply[]).map(asText)
  if (typeof reply !== 'object' || reply === null || reply instanceof Error || reply instanceof Map) return reply
  const record = Object.create(null) as Record<string, Reply>
  for (const [field, one] of Object.entries(reply as Record<string, Reply>)) record[field] = asText(one)
  return record
}
