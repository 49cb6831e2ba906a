import type { NodeView } from '@rc/client'
import type { Readable } from 'node:stream'
import {
  attachMethods,
  CommandMethods,
  type IoredisCommands,
  pagesOf,
  type ScanStreamOptions,
} from './command-methods.js'
import { replyOf } from './replies.js'
import { type Call, commandOf } from './words.js'

/** One node, with all commands: what ioredis' `nodes()` gives. Redirects are errors here. */
export class NodeClient extends CommandMethods {
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

  /** Pages of the keys of this node. */
  scanStream(options: ScanStreamOptions = {}): Readable {
    return pagesOf(this, ['SCAN'], options)
  }
}

export interface NodeClient extends Omit<IoredisCommands, keyof CommandMethods> {}

attachMethods(NodeClient.prototype)
