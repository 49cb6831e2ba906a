import type { Command } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import { BareView } from './bare-view.js'
import { type CallWords, commandOf, type PlaceOptions, sendWords } from './call.js'
import { type Explanation, explainCommand } from './explain.js'
import { makeScript, type Script, type ScriptOptions } from './script.js'

/** What clients and views have besides the commands. */
export interface Verbs {
  /**
   * Sends any command. One that is in the command table is routed as the table says; one that is not is looked up once
   * with COMMAND INFO; one that cannot be placed needs `key`, `slot`, `node` or `nodes`.
   *
   * @returns the reply as the server gave it
   * @throws ConfigError where it is not known where the command should go
   * @example
   * await rc.call(['JSON.GET', 'doc:1', '$'])
   * await rc.call(['DEBUG', 'SLEEP', 0], { node: '127.0.0.1:7000' })
   * await rc.call(['INFO', 'memory'], { nodes: 'replica' })
   */
  call(words: CallWords, options?: PlaceOptions): Promise<unknown>

  /**
   * Makes a function of a Lua script. The text goes over each connection once, its hash from then on; a server that has
   * lost the script is sent the text again.
   *
   * @throws ConfigError where an option is not known or cannot be
   * @example
   * const take = rc.script("return redis.call('decrby', KEYS[1], ARGV[1])", { keys: 1, read: Number })
   * await take('stock:7', 2)
   * await rc.pipeline().add(take.command('stock:7', 1)).execute()
   */
  script<T = Reply>(lua: string, options?: ScriptOptions<T>): Script<T>

  /**
   * Says what a command will do, without sending it: slots, nodes, how it is split, how replies are merged, whether a
   * replica may serve it, and whether it would be sent again when nobody knows whether it ran.
   *
   * @param command a command out of @rc/commands, or words as `call` takes them
   * @throws ConfigError where words are not in the command table: the server would have to be asked
   * @example
   * rc.explain(['MGET', 'a', 'b']).parts // [{ slot: 15495, nodes: […], keys: [0] }, …]
   */
  explain(command: Command<unknown> | CallWords): Explanation
}

const VERBS: { readonly [K in keyof Verbs]: (this: BareView, ...args: Parameters<Verbs[K]>) => ReturnType<Verbs[K]> } =
  {
    call(words, options) {
      const { core, options: base } = BareView.inside(this)
      return sendWords(core, base, { words, options })
    },
    script(lua, options) {
      return makeScript<never>(this, lua, options as ScriptOptions<never> | undefined) as unknown as Script<Reply>
    },
    explain(given) {
      const { core, options } = BareView.inside(this)
      return explainCommand(isWords(given) ? inTable(given) : given, {
        options,
        topology: core.monitor.topology,
        emulator: core.emulator,
      })
    },
  }

const isWords = (given: Command<unknown> | CallWords): given is CallWords => Array.isArray(given)

function inTable(words: CallWords): Command<Reply> {
  const command = commandOf(words)
  if (command !== undefined) return command
  throw new ConfigError(
    `${String(words[0]).toUpperCase()} is not in the command table: only a server could say where it goes, and explain sends nothing.`,
  )
}

/** Puts the verbs on a prototype, beside the commands. */
export function attachVerbs(prototype: BareView): void {
  for (const [name, value] of Object.entries(VERBS)) {
    Object.defineProperty(prototype, name, { configurable: true, writable: true, value })
  }
}
