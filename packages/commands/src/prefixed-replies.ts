import type { Reply } from '@rc/resp'
import { emptyRecord, toList } from './replies.js'

// Where replies name keys. Each function works on what the server sends, strings or Buffers, under RESP2 and RESP3.

/** What takes the prefix off the keys in a command's reply; undefined where the reply names none. */
export function stripperOf(name: string, prefix: string): ((reply: Reply) => Reply) | undefined {
  const place = PLACES[name]
  if (place === undefined) return undefined
  const known = { text: prefix, bytes: Buffer.from(prefix) }
  return reply => STRIPPERS[place](reply, known)
}

type Place =
  /** The reply is a key. */
  | 'all'
  /** A list of keys. */
  | 'list'
  /** A list whose first element is a key. */
  | 'first'
  /** A cursor and a list of keys. */
  | 'page'
  /** Entries by stream. */
  | 'streams'

const PLACES: Readonly<Record<string, Place>> = {
  RANDOMKEY: 'all',
  KEYS: 'list',
  'CLUSTER GETKEYSINSLOT': 'list',
  SCAN: 'page',
  CLUSTERSCAN: 'page',
  BLPOP: 'first',
  BRPOP: 'first',
  LMPOP: 'first',
  BLMPOP: 'first',
  ZMPOP: 'first',
  BZMPOP: 'first',
  BZPOPMIN: 'first',
  BZPOPMAX: 'first',
  XREAD: 'streams',
  XREADGROUP: 'streams',
}

interface Prefix {
  readonly text: string
  readonly bytes: Buffer
}

const STRIPPERS = {
  all: (reply, prefix) => without(reply, prefix) ?? null,
  list: keysOf,
  first: (reply, prefix) => firstOf(reply, prefix),
  page(reply, prefix) {
    const [cursor, keys] = toList(reply)
    return [cursor ?? null, keysOf(keys ?? null, prefix)]
  },
  streams(reply, prefix) {
    if (reply === null) return null
    if (Array.isArray(reply)) return reply.map(stream => firstOf(stream as Reply, prefix))
    const streams = emptyRecord()
    for (const [name, entries] of Object.entries(reply as Record<string, Reply>)) {
      streams[without(name, prefix) as string] = entries
    }
    return streams
  },
} as const satisfies Record<Place, (reply: Reply, prefix: Prefix) => Reply>

/** The key without the prefix; undefined for one that has it not. */
function without(key: Reply, { text, bytes }: Prefix): Reply | undefined {
  if (typeof key === 'string') return key.startsWith(text) ? key.slice(text.length) : undefined
  if (!(key instanceof Uint8Array)) return undefined
  return key.subarray(0, bytes.length).equals(bytes) ? key.subarray(bytes.length) : undefined
}

/** A slot has keys of others, too. */
function keysOf(reply: Reply, prefix: Prefix): Reply {
  return toList(reply)
    .map(key => without(key, prefix))
    .filter(key => key !== undefined)
}

/** Null stands for nothing, as where a wait has ended. */
function firstOf(reply: Reply, prefix: Prefix): Reply {
  if (!Array.isArray(reply) || reply.length === 0) return reply
  const [key, ...rest] = reply as readonly Reply[]
  return [without(key as Reply, prefix) ?? (key as Reply), ...rest]
}
