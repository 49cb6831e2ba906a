import type { Reply } from '@rc/resp'
import { toText } from '../replies.js'

/**
 * A value in a reply that is text: a number where it is one and keeps all of its digits, a record where it is
 * `name=value,name=value`.
 */
export type InfoValue = string | number | Record<string, string | number>

/** What INFO tells: values by name, by section in lower case. */
export type Info = Record<string, Record<string, InfoValue>>

/** Sections of lines `name:value`, each under a heading `# Section`. */
export function toInfo(reply: Reply): Info {
  const info = Object.create(null) as Info
  let section = emptyFields()
  for (const line of linesOf(reply)) {
    if (line.startsWith('#')) info[line.slice(1).trim().toLowerCase()] = section = emptyFields()
    else setField(section, line)
  }
  return info
}

/** Lines `name:value`. */
export function toFields(reply: Reply): Record<string, InfoValue> {
  const fields = emptyFields()
  for (const line of linesOf(reply)) setField(fields, line)
  return fields
}

const emptyFields = (): Record<string, InfoValue> => Object.create(null) as Record<string, InfoValue>

function setField(into: Record<string, InfoValue>, line: string): void {
  const at = line.indexOf(':')
  if (at < 1) return
  const name = line.slice(0, at)
  const value = toInfoValue(line.slice(at + 1))
  // The one name that comes more than once: a line for each module, which says its name.
  if (name === 'module' && typeof value === 'object') into[String(value['name'])] = value
  else into[name] = value
}

const PAIRS = /^[\w.-]+=[^,]*(,[\w.-]+=[^,]*)*$/

function toInfoValue(text: string): InfoValue {
  if (!PAIRS.test(text)) return numberOr(text)
  const fields = Object.create(null) as Record<string, string | number>
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at)
    const value = numberOr(pair.slice(at + 1))
    // A listener has several addresses: `bind=127.0.0.1,bind=::1`.
    fields[name] = fields[name] === undefined ? value : `${fields[name]},${value}`
  }
  return fields
}

/** A number where the text is one and loses nothing by it: an id such as `00000000` stays text. */
export function numberOr(text: string): string | number {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return text
  const number = Number(text)
  return text.includes('.') || Number.isSafeInteger(number) ? number : text
}

/** The lines of a text that are not empty. */
export const linesOf = (reply: Reply): string[] => toText(reply).split(/\r?\n/).filter(Boolean)
