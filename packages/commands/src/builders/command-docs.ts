import type { Reply } from '@rc/resp'
import { toList, toPairs, toRecord } from '../replies.js'

/** What a server's documentation says of a command, under the server's names of the fields. */
export interface CommandDocs {
  summary: string
  since: string
  group: string
  complexity?: string
  module?: string
  /** Which version changed what. */
  history?: [version: string, change: string][]
  doc_flags?: string[]
  deprecated_since?: string
  replaced_by?: string
  arguments?: CommandArgument[]
  /** By name, such as `config|get`. */
  subcommands?: Record<string, CommandDocs>
}

/** What the documentation says of an argument, under the server's names of the fields. */
export interface CommandArgument {
  name: string
  type: string
  display_text?: string
  key_spec_index?: number
  token?: string
  summary?: string
  since?: string
  deprecated_since?: string
  flags?: string[]
  /** Those that it is made of, or that it is one of. */
  arguments?: CommandArgument[]
}

export function toDocs(reply: Reply): Record<string, CommandDocs> {
  const docs = Object.create(null) as Record<string, CommandDocs>
  for (const [name, one] of Object.entries(toRecord(reply))) docs[name] = toDocsOfOne(one)
  return docs
}

function toDocsOfOne(reply: Reply): CommandDocs {
  const { arguments: args, subcommands, history, ...rest } = toRecord(reply)
  const docs = Object.assign(Object.create(null), rest) as CommandDocs
  if (history !== undefined) docs.history = toPairs(history) as CommandDocs['history'] & {}
  if (args !== undefined) docs.arguments = toArguments(args)
  if (subcommands !== undefined) docs.subcommands = toDocs(subcommands)
  return docs
}

const toArguments = (reply: Reply): CommandArgument[] =>
  toList(reply).map(one => {
    const { arguments: args, ...rest } = toRecord(one)
    const argument = Object.assign(Object.create(null), rest) as CommandArgument
    if (args !== undefined) argument.arguments = toArguments(args)
    return argument
  })
