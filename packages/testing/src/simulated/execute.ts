import type { ReplyValue } from '../encode.js'
import { CLUSTER_COMMANDS } from './cluster-commands.js'
import { COLLECTION_COMMANDS } from './collection-commands.js'
import { type CommandContext, type CommandSpec, keysOf } from './command-spec.js'
import { CONNECTION_COMMANDS } from './connection-commands.js'
import { KEY_COMMANDS } from './key-commands.js'
import { checkRoute } from './route.js'
import { CommandError } from './store.js'
import { STRING_COMMANDS } from './string-commands.js'

/** Every command that the simulation knows, by its name in upper case. */
export const COMMANDS: ReadonlyMap<string, CommandSpec> = new Map(
  Object.entries({
    ...STRING_COMMANDS,
    ...KEY_COMMANDS,
    ...COLLECTION_COMMANDS,
    ...CONNECTION_COMMANDS,
    ...CLUSTER_COMMANDS,
  }),
)

/** What a command is run with. */
export type ExecuteContext = Omit<CommandContext, 'table'> & { readonly requireFullCoverage: boolean }

/** Runs a command as a real node would, and returns its reply, an error as a value. */
export function execute(words: readonly Buffer[], context: ExecuteContext): ReplyValue {
  const { connection } = context
  const asked = connection.asking
  try {
    return run(words, { ...context, table: COMMANDS })
  } catch (error) {
    if (error instanceof CommandError) return error
    throw error
  } finally {
    // ASKING is good for the one command behind it.
    if (asked) connection.asking = false
  }
}

function run(words: readonly Buffer[], context: CommandContext & { requireFullCoverage: boolean }): ReplyValue {
  const name = words[0]?.toString('latin1') ?? ''
  const spec = COMMANDS.get(name.toUpperCase())
  if (spec === undefined) throw new CommandError(unknown(words))
  const fits = spec.arity >= 0 ? words.length === spec.arity : words.length >= -spec.arity
  if (!fits) throw new CommandError(`ERR wrong number of arguments for '${name.toLowerCase()}' command`)
  if (!context.connection.authenticated && !spec.flags.includes('no_auth')) {
    throw new CommandError('NOAUTH Authentication required.')
  }
  checkRoute(spec, keysOf(spec, words), context)
  return spec.run(words.slice(1), context)
}

function unknown(words: readonly Buffer[]): string {
  const [name, ...args] = words.map(word => word.toString('latin1').slice(0, 128))
  return `ERR unknown command '${name}', with args beginning with: ${args.map(arg => `'${arg}' `).join('')}`
}
