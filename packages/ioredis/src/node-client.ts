import type { NodeView } from '@rc/client'
import type { ChainableCommander, Command as IoredisCommand } from 'ioredis'
import { Chain } from './chain.js'
import { attachMethods, CommandMethods, type IoredisCommands } from './command-methods.js'
import { replyOf } from './replies.js'
import { sendMade } from './send-made.js'
import { type Call, commandOf } from './words.js'

/** One node, with all commands: what ioredis' `nodes()` gives. Redirects are errors here. */
export class NodeClient extends CommandMethods {
  readonly isCluster = false
  /** Connections come and go by themselves. */
  readonly status = 'ready'
  /** Where the node is. */
  readonly options: { readonly host: string; readonly port: number; readonly keyPrefix: string }
  readonly #view: NodeView
  readonly #stringNumbers: boolean

  constructor(view: NodeView, { keyPrefix, stringNumbers }: { keyPrefix: string; stringNumbers: boolean }) {
    super()
    this.#view = view
    this.#stringNumbers = stringNumbers
    this.options = { host: view.address.host, port: view.address.port, keyPrefix }
  }

  override async send({ words, asBytes }: Call): Promise<unknown> {
    const view = (asBytes ? this.#view.bytes() : this.#view) as NodeView
    const made = commandOf(words, this.options.keyPrefix)
    const raw = await (made === undefined ? view.call(words) : view.run(made))
    return replyOf(words[0], raw, { asBytes, stringNumbers: this.#stringNumbers })
  }

  /** Sends a command that ioredis' class `Command` made. */
  sendCommand(command: IoredisCommand): Promise<unknown> {
    return sendMade(command, async words => (this.#view.bytes() as unknown as NodeView).call(words))
  }

  /** Queues commands; `exec()` sends them to this node and resolves with `[error, reply]` for each. */
  pipeline(commands?: readonly (readonly unknown[])[]): ChainableCommander {
    return this.#chain(false, commands)
  }

  /** Queues commands of one slot of this node, which run together or not at all. */
  multi(commands?: readonly (readonly unknown[])[]): ChainableCommander {
    return this.#chain(true, commands)
  }

  #chain(atomic: boolean, commands: readonly (readonly unknown[])[] | undefined): ChainableCommander {
    const { keyPrefix } = this.options
    const setup = { client: () => this.#view, keyPrefix, stringNumbers: this.#stringNumbers }
    return new Chain(setup, atomic, commands) as unknown as ChainableCommander
  }
}

export interface NodeClient extends Omit<IoredisCommands, keyof CommandMethods> {}

attachMethods(NodeClient.prototype)
