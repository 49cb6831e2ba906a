import type { Reply } from '@rc/resp'
import { BLOCKING, READ, WRITE } from './flags.js'
import type { KeyShape } from './key-shapes.js'
import type { RequestPolicy, ResponsePolicy } from './policies.js'
import { toText } from './replies.js'
import { type CommandSpec, spec } from './spec.js'

/**
 * The row of a command that a server described in its reply to COMMAND INFO: for commands that are not in the table,
 * those of modules above all. Undefined where the server knows no such command.
 */
export function specFromInfo(info: Reply): CommandSpec | undefined {
  if (!Array.isArray(info) || typeof info[0] !== 'string') return undefined
  const [name, arity, flags, , , , , tips, keySpecs] = info as readonly Reply[]
  const words = new Set(texts(flags))
  const tip = (prefix: string) =>
    texts(tips)
      .find(text => text.startsWith(prefix))
      ?.slice(prefix.length)
  return spec((name as string).toUpperCase(), {
    arity: Number(arity),
    flags:
      (words.has('write') ? WRITE : 0) | (words.has('readonly') ? READ : 0) | (words.has('blocking') ? BLOCKING : 0),
    keys: lists(keySpecs).flatMap(shapeOf),
    request: (tip('request_policy:') as RequestPolicy | undefined) ?? 'default',
    response: (tip('response_policy:') as ResponsePolicy | undefined) ?? 'default',
  })
}

/** The server counts the command's name as position 0. */
function shapeOf(keySpec: Reply): KeyShape[] {
  const search = field(keySpec, 'begin_search')
  const find = field(keySpec, 'find_keys')
  const begin = beginOf(field(search, 'type'), field(search, 'spec'))
  const how = field(find, 'spec')
  if (begin === undefined) return []
  if (field(find, 'type') === 'range') {
    return [
      {
        ...begin,
        kind: 'range',
        last: Number(field(how, 'lastkey')),
        step: Number(field(how, 'keystep')),
        limit: Number(field(how, 'limit')),
      },
    ]
  }
  if (field(find, 'type') !== 'keynum') return []
  const count = Number(field(how, 'keynumidx'))
  return [
    {
      ...begin,
      begin: begin.begin + count,
      kind: 'count',
      first: Number(field(how, 'firstkey')) - count,
      step: Number(field(how, 'keystep')),
    },
  ]
}

function beginOf(type: Reply, how: Reply): { begin: number; keyword?: string } | undefined {
  if (type === 'index') return { begin: Number(field(how, 'index')) - 1 }
  if (type !== 'keyword') return undefined
  const from = Number(field(how, 'startfrom'))
  return { begin: from > 0 ? from - 1 : from, keyword: toText(field(how, 'keyword')).toUpperCase() }
}

/** A field of a map, which is a record under RESP3 and a flat list under RESP2. */
function field(map: Reply, name: string): Reply {
  if (Array.isArray(map)) {
    const at = map.indexOf(name)
    return at === -1 ? null : (map[at + 1] as Reply)
  }
  return typeof map === 'object' && map !== null ? ((map as Record<string, Reply>)[name] ?? null) : null
}

const lists = (reply: Reply | undefined): readonly Reply[] => (Array.isArray(reply) ? reply : [])
const texts = (reply: Reply | undefined): string[] =>
  lists(reply).filter((text): text is string => typeof text === 'string')
