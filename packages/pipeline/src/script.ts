import {
  type Command,
  command,
  EVAL,
  EVAL_RO,
  EVALSHA,
  EVALSHA_RO,
  type Executor,
  type OneOrMany,
  type ScriptCall,
  scriptCommand,
  type Value,
} from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { Arg, Reply } from '@rc/resp'
import { checkOptions, FLAG, FUNCTION, NOT_NEGATIVE, type Rules } from './option-rules.js'

/** What is said of a script once. */
export interface ScriptOptions<T> {
  /** How many of the arguments are keys; the others are `ARGV`. Default 0. */
  keys?: number | undefined
  /** The script only reads: servers refuse writes, replicas may run it, and it may be sent again. Since Redis 7.0. */
  readonly?: boolean | undefined
  /** Makes the caller's value of what the script returns, such as `Number`. Default: as the server answers. */
  read?: ((reply: Reply) => T) | undefined
}

/** A script as a function. */
export interface Script<T> {
  /**
   * Runs the script: keys first, then the other arguments. All keys must be in one slot; without keys it runs on any
   * node.
   *
   * @throws CrossSlotError where keys live in several slots, ConfigError where there are fewer arguments than keys
   */
  (...keysAndArgs: Arg[]): Promise<T>
  /** Runs the script with keys and arguments apart, as `eval` takes them. */
  (call: ScriptCall): Promise<T>
  /** SHA-1 of the script's text, by which servers know it. */
  readonly sha1: string
  /** The call as a value, for pipelines: `pipeline().add(script.command('key', 1))`. */
  command(...keysAndArgs: Arg[] | [call: ScriptCall]): Command<T>
}

const RULES: Rules<ScriptOptions<unknown>> = {
  keys: [value => NOT_NEGATIVE[0](value), 'the number of keys, 0 or more'],
  readonly: FLAG,
  read: FUNCTION,
}

/**
 * Makes a function of a script. Its text goes over each connection once, its hash from then on; a server that has lost
 * the script is sent the text again.
 *
 * @throws ConfigError where an option is not known or cannot be
 */
export function makeScript<T>(executor: Executor, lua: string, options: ScriptOptions<T> = {}): Script<T> {
  const { keys = 0, readonly = false, read } = check(lua, options)
  const sha1 = process.getBuiltinModule('node:crypto').createHash('sha1').update(lua).digest('hex')
  const [byHash, withText] = readonly ? [EVALSHA_RO, EVAL_RO] : [EVALSHA, EVAL]
  const make = (...given: Arg[] | [ScriptCall]): Command<T> => {
    const rest = argumentsOf(given, keys)
    return scriptCommand(sha1, command(byHash, [sha1, ...rest], read), command(withText, [lua, ...rest], read))
  }
  const run = (...given: Arg[] | [ScriptCall]): Promise<T> => {
    try {
      return executor.run(make(...given))
    } catch (error) {
      return Promise.reject(error)
    }
  }
  return Object.assign(run, { sha1, command: make })
}

function check<T>(lua: string, options: ScriptOptions<T>): ScriptOptions<T> {
  if (typeof lua !== 'string' || lua === '') throw new ConfigError('script takes the text of a Lua script.')
  checkOptions(options, RULES, { example: '{ keys: 1 }', no: 'script has no option' })
  return options
}

/** How many keys, the keys, the arguments. */
function argumentsOf(given: Arg[] | [ScriptCall], keys: number): Arg[] {
  const [first] = given
  if (!isCall(first)) {
    const flat = given as Arg[]
    if (flat.length >= keys) return [keys, ...flat]
    throw new ConfigError(
      `The script takes ${keys} keys, but was called with ${flat.length} arguments; it was not sent.`,
    )
  }
  const named = listOf(first.keys)
  if (named.length === keys) return [keys, ...named, ...listOf(first.args)]
  throw new ConfigError(
    `The script takes ${keys} keys (script's option keys), but was called with ${named.length}; it was not sent.`,
  )
}

const isCall = (value: unknown): value is ScriptCall =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !Array.isArray(value)

const listOf = (given: OneOrMany<Value> | undefined): readonly Arg[] =>
  given === undefined ? [] : Array.isArray(given) ? given : [given as Arg]
