import { type Key, XINFO_CONSUMERS, XINFO_GROUPS, XINFO_STREAM } from '@rc/commands'
import type { Arg, Reply } from '@rc/resp'
import { all, type Steps } from './steps.js'
import { textOf } from './words.js'

/** What stands beside the entries of a stream. */
export interface StreamInfo {
  readonly lastId: Arg
  /** Undefined on servers before 7.0. */
  readonly added: Arg | undefined
  readonly maxDeletedId: Arg | undefined
  readonly groups: readonly Group[]
}

/** A consumer group. */
export interface Group {
  readonly name: Arg
  readonly lastId: Arg
  /** Undefined where the server does not know it, or is older than 7.0. */
  readonly read: Arg | undefined
  readonly consumers: readonly Arg[]
}

/** Reads what XINFO tells of a stream, its groups and their consumers. */
export async function streamInfo(steps: Steps, key: Key): Promise<StreamInfo> {
  const stream = fieldsOf(await steps.read(XINFO_STREAM, key))
  const groups = await steps.read<readonly Reply[]>(XINFO_GROUPS, key)
  return {
    lastId: stream.get('last-generated-id') as Arg,
    added: stream.get('entries-added'),
    maxDeletedId: stream.get('max-deleted-entry-id'),
    groups: await all(
      groups.map(async (reply): Promise<Group> => {
        const group = fieldsOf(reply)
        const name = group.get('name') as Arg
        const consumers = await steps.read<readonly Reply[]>(XINFO_CONSUMERS, key, name)
        return {
          name,
          lastId: group.get('last-delivered-id') as Arg,
          read: group.get('entries-read'),
          consumers: consumers.map(consumer => fieldsOf(consumer).get('name') as Arg),
        }
      }),
    ),
  }
}

/** The fields of a map under RESP3, of names and values in turn under RESP2. Null is as good as absent. */
function fieldsOf(reply: Reply): ReadonlyMap<string, Arg> {
  const flat = Array.isArray(reply)
    ? (reply as readonly Reply[])
    : [...(reply instanceof Map ? reply : Object.entries(reply as object))].flat()
  const fields = new Map<string, Arg>()
  for (let at = 0; at < flat.length; at += 2) {
    const value = flat[at + 1] as Arg | null
    if (value !== null) fields.set(textOf(flat[at] as Arg), value)
  }
  return fields
}
