import {
  BLOCKING,
  builders,
  type Command,
  CONNECTION,
  type Executor,
  isScriptCommand,
  READ,
  SCRIPT,
} from '@rc/commands'
import { ConfigError } from '@rc/errors'
import { attach, type CallOptions, type Commands, Late, plan } from '@rc/pipeline'
import { keySlot } from '@rc/slots'
import type { Core } from '../core.js'
import type { QuietLines, QuietTarget } from './quiet-lines.js'
import { type UnderWay, underWayIn } from './under-way.js'

/** Methods of commands that nobody answers. */
type QuietMethods = {
  [K in keyof Commands]: Commands[K] extends (...args: infer A) => unknown ? (...args: A) => Promise<void> : never
}

/**
 * Writes without replies. Each resolves when it was handed to the socket: whether it ran, and with what result, stays
 * unknown, an error and a redirect included.
 */
export interface QuietView extends QuietMethods {
  /** Writes a command that is a value. */
  run(command: Command<unknown>): Promise<void>
  /**
   * Resolves when the servers have run what was written before, or refused it: reads behind it see all that there is.
   *
   * @throws ConnectionLostError, TimeoutError where nobody knows
   */
  settled(): Promise<void>
}

/** What is refused, or has more than one form. */
const LONG_WAY = READ | BLOCKING | CONNECTION | SCRIPT

const quietLines = /* @__PURE__ */ new Late(() => import('./quiet-lines.js'))

class Quiet {
  readonly #core: Core
  readonly #options: CallOptions
  /** How is loaded with the first write: most clients never need it. One promise for all keeps their order. */
  #lines: Promise<QuietLines> | undefined
  #loaded: QuietLines | undefined
  readonly #underWay: UnderWay

  constructor(core: Core, options: CallOptions) {
    this.#core = core
    this.#options = options
    this.#underWay = underWayIn(core)
  }

  run(command: Command<unknown>): Promise<void> {
    try {
      return this.#direct(command) ?? this.#underWay.add(this.#write(command))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  async settled(): Promise<void> {
    await this.#underWay.close()
    const lines = await this.#load()
    await lines.settled(this.#options)
    // The servers tell of it over other connections, maybe later.
    this.#core.cache?.clear()
  }

  #load(): Promise<QuietLines> {
    this.#lines ??= quietLines
      .load()
      .then(({ quietLinesOf }) => (this.#loaded = quietLinesOf(this.#core, this.#underWay)))
    return this.#lines
  }

  /** The short way: a write to one key, that no other has to be waited for. */
  #direct(command: Command<unknown>): Promise<void> | undefined {
    const { signal, node, slot } = this.#options
    if (this.#loaded === undefined || this.#underWay.size > 0 || (command.spec.flags & LONG_WAY) !== 0) return undefined
    if (signal !== undefined || node !== undefined || slot !== undefined) return undefined
    const sent = this.#core.prefix.text === '' ? command : this.#core.prefix.command(command)
    const at = sent.spec.onlyKey
    if (at < 0 || at >= sent.args.length) return undefined
    return this.#loaded.direct(sent, keySlot(sent.args[at] as string), this.#options)
  }

  async #write(command: Command<unknown>): Promise<void> {
    // A server that does not know a hash could not say so.
    const whole = isScriptCommand(command) ? command.forms.withText : command
    refuse(whole)
    await this.#core.router.ready()
    const parts = this.#targets(this.#core.prefix.command(whole))
    const lines = await this.#load()
    await Promise.all(parts.map(({ part, target }) => lines.write(part, target, this.#options)))
  }

  #targets(command: Command<unknown>): { part: Command<unknown>; target: QuietTarget }[] {
    const { node, slot, crossSlot } = this.#options
    // In steps is with the replies of the steps.
    const planned = plan(command, crossSlot === 'refuse' ? 'refuse' : 'split')
    if (node !== undefined) return [{ part: command, target: { node } }]
    if (slot !== undefined) return [{ part: command, target: { slot } }]
    switch (planned.kind) {
      case 'slot':
        return [{ part: command, target: { slot: planned.slot } }]
      case 'any':
        return [{ part: command, target: { slot: -1 } }]
      case 'split':
        return planned.parts.map(({ command: part, slot: at }) => ({ part, target: { slot: at } }))
      case 'nodes':
        return this.#core.router.nodes(planned.which).map(one => ({ part: command, target: { node: one } }))
      case 'emulate':
        throw nothingWithout(command, 'it would run in steps, each of which needs the reply of the one before')
    }
  }
}

/**
 * Makes a view whose writes are not answered.
 *
 * @throws ConfigError where the view it is made of promises what needs replies
 */
export function makeQuiet(core: Core, options: CallOptions): QuietView {
  if (options.guarantee !== undefined || options.own !== undefined) {
    throw new ConfigError(
      'noreply gives up the replies that a guarantee, or the block of watch, is made of: use one or the other.',
    )
  }
  if (!('set' in Quiet.prototype)) attach(Quiet.prototype as unknown as Executor, builders)
  return new Quiet(core, options) as unknown as QuietView
}

function refuse(command: Command<unknown>): void {
  const { flags } = command.spec
  if ((flags & READ) !== 0) throw nothingWithout(command, 'it only reads')
  if ((flags & BLOCKING) !== 0) throw nothingWithout(command, 'it waits on the server')
}

const nothingWithout = ({ spec: { name } }: Command<unknown>, why: string): ConfigError =>
  new ConfigError(`${name} means nothing without a reply: ${why}. Nothing was sent; use the client itself.`, {
    command: name,
  })
