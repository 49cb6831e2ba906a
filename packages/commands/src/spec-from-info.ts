import type { Reply } from '@rc/resp'
import { ADMIN, BLOCKING, DENY_OOM, KEYS_INCOMPLETE, NO_MULTI, PUBSUB, READ, WRITE } from './flags.js'
import { type KeyShape, NONE } from './key-shapes.js'
import { MODULE_ROWS } from './module-rows.js'
import type { RequestPolicy, ResponsePolicy } from './policies.js'
import { toList, toRecord, toText } from './replies.js'
import { type CommandSpec, spec } from './spec.js'

/**
 * The row of a command that a server described in its reply to COMMAND INFO: for commands that are not in the table,
 * those of modules above all. Of JSON.MGET and JSON.MSET it knows more than the modules say: they may be split. Undefined
 * where the server knows no such command.
 */
export function specFromInfo(info: Reply): CommandSpec | undefined {
  if (!Array.isArray(info) || info.length < 6) return undefined
  const [text, arity, flags, first, last, step, , tips, keySpecs] = info as readonly Reply[]
  const name = toText(text).replace('|', ' ').toUpperCase()
  const shapes = Array.isArray(keySpecs)
    ? shapesOf(keySpecs, name.split(' ').length)
    : oldShape(Number(first), Number(last), Number(step))
  const incomplete = shapes.includes(undefined) || toList(keySpecs ?? null).some(isIncomplete)
  const said = {
    arity: Number(arity),
    flags: flagsOf(toList(flags ?? null)),
    keys: shapes.filter(shape => shape !== undefined),
    request: policy(tips, 'request_policy:', REQUESTS) ?? 'default',
    response: policy(tips, 'response_policy:', RESPONSES) ?? 'default',
  }
  const known = MODULE_ROWS[name]
  if (known !== undefined) return spec(name, { ...said, ...known, flags: said.flags | (known.flags ?? 0) })
  return spec(name, { ...said, flags: said.flags | (incomplete ? KEYS_INCOMPLETE : 0) })
}

const FLAGS: Readonly<Record<string, number>> = {
  write: WRITE,
  readonly: READ,
  blocking: BLOCKING,
  admin: ADMIN,
  pubsub: PUBSUB,
  no_multi: NO_MULTI,
  denyoom: DENY_OOM,
}

const flagsOf = (words: readonly Reply[]): number =>
  words.reduce<number>((bits, word) => bits | (FLAGS[toText(word)] ?? 0), 0)

const REQUESTS: readonly RequestPolicy[] = ['all_nodes', 'all_shards', 'multi_shard', 'special']
const RESPONSES: readonly ResponsePolicy[] = [
  'one_succeeded',
  'all_succeeded',
  'agg_sum',
  'agg_min',
  'agg_max',
  'agg_logical_and',
  'agg_logical_or',
  'special',
]

/** A server that is newer than this file may have policies that nobody here can follow. */
function policy<P extends string>(tips: Reply | undefined, prefix: string, known: readonly P[]): P | undefined {
  const tip = toList(tips ?? null)
    .map(toText)
    .find(text => text.startsWith(prefix))
    ?.slice(prefix.length)
  return known.find(one => one === tip)
}

/** Servers before 7 tell the first key, the last and the step, counted from the name; 0 where there is no key. */
const oldShape = (first: number, last: number, step: number): readonly KeyShape[] =>
  first < 1 ? NONE : [{ kind: 'range', begin: first - 1, last: last < 0 ? last : last - first, step, limit: 0 }]

/** Undefined stands for a key that nobody can find. The server counts the words of the name as positions. */
const shapesOf = (keySpecs: readonly Reply[], words: number): readonly (KeyShape | undefined)[] =>
  keySpecs.map(keySpec => {
    const { begin_search, find_keys } = toRecord(keySpec)
    const begin = beginOf(toRecord(begin_search ?? null), words)
    return begin === undefined ? undefined : shapeOf(begin, toRecord(find_keys ?? null))
  })

type Fields = Readonly<Record<string, Reply>>
interface Begin {
  readonly begin: number
  readonly keyword?: string
}

function beginOf({ type, spec: how }: Fields, words: number): Begin | undefined {
  const { index, startfrom, keyword } = toRecord(how ?? null)
  switch (toText(type)) {
    case 'index':
      return { begin: Number(index) - words }
    case 'keyword': {
      const from = Number(startfrom)
      return { begin: from > 0 ? from - words : from, keyword: toText(keyword).toUpperCase() }
    }
    default:
      return undefined
  }
}

function shapeOf(begin: Begin, { type, spec: how }: Fields): KeyShape | undefined {
  const { lastkey, keystep, limit, keynumidx, firstkey } = toRecord(how ?? null)
  const step = Number(keystep)
  switch (toText(type)) {
    case 'range':
      return { ...begin, kind: 'range', last: Number(lastkey), step, limit: Number(limit) }
    case 'keynum': {
      // Positions are relative to the first one, which need not be the number's.
      const at = Number(keynumidx)
      return { ...begin, begin: begin.begin + at, kind: 'count', first: Number(firstkey) - at, step }
    }
    default:
      return undefined
  }
}

const isIncomplete = (keySpec: Reply): boolean =>
  toList(toRecord(keySpec)['flags'] ?? null)
    .map(toText)
    .includes('incomplete')
