import type { Reply } from '@rc/resp'
import { toText } from '../replies.js'

/** A value of INFO: a number where it is one, a record where it is `name=value,name=value`. */
export type InfoValue = string | number | Record<string, string | number>

/** Lines `name:value`, as one record of all sections. */
export function toInfo(reply: Reply): Record<string, InfoValue> {
  const info = Object.create(null) as Record<string, InfoValue>
  for (const line of linesOf(reply)) {
    const at = line.indexOf(':')
    if (at > 0 && line[0] !== '#') info[line.slice(0, at)] = toInfoValue(line.slice(at + 1))
  }
  return info
}

const PAIRS = /^[\w.-]+=[^,]*(,[\w.-]+=[^,]*)*$/

function toInfoValue(text: string): InfoValue {
  if (!PAIRS.test(text)) return numberOr(text)
  const fields = Object.create(null) as Record<string, string | number>
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=')
    fields[pair.slice(0, at)] = numberOr(pair.slice(at + 1))
  }
  return fields
}

/** A number where the text is one and loses nothing by it. */
export function numberOr(text: string): string | number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text
  const number = Number(text)
  return text.includes('.') || Number.isSafeInteger(number) ? number : text
}

/** The lines of a text that are not empty. */
export const linesOf = (reply: Reply): string[] => toText(reply).split(/\r?\n/).filter(Boolean)
