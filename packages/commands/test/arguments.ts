import type { Arg, Reply } from '@rc/resp'
import fc from 'fast-check'
import { toList, toRecord, toText } from '../src/replies.js'

// Arguments that a server should take, made of what it says of a command's syntax in COMMAND DOCS.

/** A part of a command's syntax. */
interface Part {
  readonly name: string
  readonly type: string
  readonly token: string | undefined
  readonly optional: boolean
  readonly multiple: boolean
  readonly repeatsToken: boolean
  readonly parts: readonly Part[]
}

/** Reads the `arguments` of a command's documentation. */
export const syntaxOf = (documentation: Reply): Part[] =>
  toList(toRecord(documentation)['arguments'] ?? null).map(toPart)

function toPart(reply: Reply): Part {
  const part = toRecord(reply)
  const flags = toList(part['flags'] ?? null).map(toText)
  return {
    name: toText(part['name']),
    type: toText(part['type']),
    token: part['token'] === undefined ? undefined : toText(part['token']),
    optional: flags.includes('optional'),
    multiple: flags.includes('multiple'),
    repeatsToken: flags.includes('multiple_token'),
    parts: toList(part['arguments'] ?? null).map(toPart),
  }
}

/** Keys that look like anything, the words of a syntax among them. */
const key = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6 }),
  fc.constantFrom('KEYS', 'store', 'STREAMS', 'limit', '{tag}:k', '1', 'ä'),
)

/** Draws arguments for a syntax. */
export function draw(syntax: readonly Part[], gen: fc.GeneratorValue): Arg[] {
  const args: Arg[] = []
  // A number of keys or fields is kept, and so are the lengths of lists in one block: STREAMS a b 0 0.
  let count: number | undefined
  for (const part of syntax) {
    if (part.optional && gen(fc.boolean)) continue
    if (/^num(keys|fields)$/.test(part.name)) {
      count = gen(fc.integer, { min: 1, max: 4 })
      args.push(String(count))
      continue
    }
    const times = part.multiple ? (count ?? gen(fc.integer, { min: 1, max: 3 })) : 1
    if (part.multiple) count = undefined
    args.push(...repeat(part, times, gen))
  }
  return args
}

function repeat(part: Part, times: number, gen: fc.GeneratorValue): Arg[] {
  const args: Arg[] = []
  for (let i = 0; i < times; i++) {
    if (part.token !== undefined && (i === 0 || part.repeatsToken)) args.push(part.token)
    args.push(...one(part, gen))
  }
  return args
}

function one(part: Part, gen: fc.GeneratorValue): Arg[] {
  switch (part.type) {
    case 'key':
      return [gen(() => key)]
    case 'integer':
    case 'double':
    case 'unix-time':
      return [String(gen(fc.integer, { min: 0, max: 9 }))]
    case 'pure-token':
      return []
    case 'oneof':
      return repeat(gen(fc.constantFrom, ...part.parts), 1, gen)
    case 'block':
      return block(part.parts, gen)
    default:
      return [gen(fc.string, { maxLength: 6 })]
  }
}

/** Lists in one block have one length. */
function block(parts: readonly Part[], gen: fc.GeneratorValue): Arg[] {
  const length = gen(fc.integer, { min: 1, max: 3 })
  return parts.flatMap(part => {
    if (part.optional && gen(fc.boolean)) return []
    return repeat(part, part.multiple ? length : 1, gen)
  })
}
