import type { Reply } from '@rc/resp'
import { toList, toRecord, toText } from '../replies.js'

/** What a server says of a command. */
export interface CommandDescription {
  /** In lower case; of a sub-command `config|get`. */
  name: string
  /** Number of words, its name among them: exactly, or at least where negative. */
  arity: number
  flags: string[]
  /** Position of the first key, counted from the name; 0 where there is none. */
  firstKey: number
  /** Position of the last key; negative counts from the end. */
  lastKey: number
  keyStep: number
  /** Categories of the access control list, such as `@read`. */
  categories: string[]
  /** Hints for clients, such as `request_policy:all_shards`. */
  tips: string[]
  keySpecs: CommandKeySpec[]
  subcommands: CommandDescription[]
}

/** Where keys stand, under the server's names of the fields. */
export interface CommandKeySpec {
  flags: string[]
  begin_search: CommandKeySearch
  find_keys: CommandKeySearch
  notes?: string
}

/** How a key is found: `index`, `keyword`, `range`, `keynum` or `unknown`, and what that needs to know. */
export interface CommandKeySearch {
  type: string
  spec: Record<string, string | number>
}

export const toDescriptions = (reply: Reply): CommandDescription[] => toList(reply).map(toDescription)

export const toDescriptionsOrNulls = (reply: Reply): (CommandDescription | null)[] =>
  toList(reply).map(info => (info === null ? null : toDescription(info)))

/** Servers before 6 tell no categories, servers before 7 nothing of what follows them. */
function toDescription(info: Reply): CommandDescription {
  const [name, arity, flags, firstKey, lastKey, keyStep, categories, tips, keySpecs, subcommands] = toList(info)
  return {
    name: toText(name),
    arity: Number(arity),
    flags: texts(flags),
    firstKey: Number(firstKey),
    lastKey: Number(lastKey),
    keyStep: Number(keyStep),
    categories: texts(categories),
    tips: texts(tips),
    keySpecs: toList(keySpecs ?? null).map(toKeySpec),
    subcommands: toDescriptions(subcommands ?? null),
  }
}

function toKeySpec(reply: Reply): CommandKeySpec {
  const keySpec = toRecord(reply)
  for (const name of ['begin_search', 'find_keys']) {
    const search = toRecord(keySpec[name] ?? null)
    search['spec'] = toRecord(search['spec'] ?? null)
    keySpec[name] = search
  }
  return keySpec as unknown as CommandKeySpec
}

const texts = (reply: Reply | undefined): string[] => toList(reply ?? null).map(toText)
