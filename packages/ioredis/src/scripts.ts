import type { RedisCluster, Script } from '@rc/client'
import type { Command } from '@rc/commands'
import { Chain } from './chain.js'
import { behind, wordsOf } from './words.js'

/** What `defineCommand` takes. */
export interface Definition {
  lua: string
  /** How many of the arguments are keys. Default: the first argument says it at each call. */
  numberOfKeys?: number | undefined
  readOnly?: boolean | undefined
}

/** The Lua scripts that a client knows by name. */
export class Scripts {
  /** Chains that have a method for each of the scripts. */
  readonly Chain: typeof Chain = class extends Chain {}
  readonly #client: () => RedisCluster
  readonly #keyPrefix: string
  readonly #definitions = new Map<string, Definition>()
  readonly #compiled = new Map<string, Script<unknown>>()

  constructor(client: () => RedisCluster, keyPrefix: string) {
    this.#client = client
    this.#keyPrefix = keyPrefix
  }

  /** Learns a script, or another one under its name. */
  define(name: string, definition: Definition): void {
    this.#definitions.set(name, definition)
    for (const key of this.#compiled.keys()) if (key.startsWith(`${name} `)) this.#compiled.delete(key)
    for (const asBytes of [false, true]) {
      Object.defineProperty(this.Chain.prototype, asBytes ? `${name}Buffer` : name, {
        configurable: true,
        writable: true,
        value(this: Chain, ...args: unknown[]) {
          return this.queue(name, args, asBytes)
        },
      })
    }
  }

  /** A call of a script; undefined where there is none of that name. */
  command(name: string, args: readonly unknown[]): Command<unknown> | undefined {
    const definition = this.#definitions.get(name)
    if (definition === undefined) return undefined
    const { lua, numberOfKeys, readOnly = false } = definition
    const [, ...words] = wordsOf(name, args)
    const keys = numberOfKeys ?? Number(words.shift())
    const id = `${name} ${keys}`
    const script = this.#compiled.get(id) ?? this.#client().script(lua, { keys, readonly: readOnly })
    this.#compiled.set(id, script)
    return script.command(...words.map((word, i) => (i < keys ? behind(this.#keyPrefix, word) : word)))
  }
}
