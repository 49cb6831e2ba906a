import type { Command } from '@rc/commands'
import { ConfigError } from '@rc/errors'

/** Where the commands of a batch come from. */
export type CommandSource<T> = Iterable<Command<T>> | AsyncIterable<Command<T>>

/** How a command ended. */
export type Ended<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }

/** What a window works with. */
export interface WindowSetup<T> {
  readonly source: CommandSource<T>
  /** Commands that are under way or wait to be taken, at most. */
  readonly size: number
  run(command: Command<T>): Promise<T>
  /** Whether a command has to wait for those before it, and those behind it for its end. */
  standsAlone(command: Command<T>): boolean
  /** Told when a command has ended. */
  ended(ended: Ended<T>): void
}

/**
 * Takes commands out of a source as long as there is room, and gives their ends in order. The source is asked for no
 * more than the window holds: memory is bounded, and a slow taker slows the source down.
 */
export class Window<T> {
  readonly #setup: WindowSetup<T>
  readonly #waiting: Promise<Ended<T>>[] = []
  #begun = false
  #over = false
  #failure: { readonly error: unknown } | undefined
  /** The taker waits for a command to come, or the source for room. */
  #wakeTaker: (() => void) | undefined
  #wakeSource: (() => void) | undefined

  constructor(setup: WindowSetup<T>) {
    this.#setup = setup
  }

  /**
   * The end of the next command; undefined where there are no more.
   *
   * @throws what the source threw, once all that it gave before was taken
   */
  async take(): Promise<Ended<T> | undefined> {
    if (!this.#begun) {
      this.#begun = true
      void this.#pump()
    }
    while (this.#waiting.length === 0 && !this.#over) {
      await new Promise<void>(resolve => {
        this.#wakeTaker = resolve
      })
    }
    const next = this.#waiting[0]
    if (next === undefined) {
      if (this.#failure !== undefined) throw this.#failure.error
      return undefined
    }
    const ended = await next
    void this.#waiting.shift()
    this.#wakeSource?.()
    return ended
  }

  /** Takes no more commands out of the source. Resolves when those under way have ended. */
  async stop(): Promise<void> {
    this.#end(undefined)
    await Promise.all(this.#waiting)
  }

  async #pump(): Promise<void> {
    try {
      for await (const command of this.#setup.source) {
        if (this.#over) return
        await this.#add(checked(command))
        if (this.#over) return
      }
      this.#end(undefined)
    } catch (error) {
      this.#end({ error })
    }
  }

  async #add(command: Command<T>): Promise<void> {
    const isAlone = this.#setup.standsAlone(command)
    if (isAlone) await Promise.all(this.#waiting)
    if (this.#over) return
    const end = this.#run(command)
    this.#waiting.push(end)
    this.#wakeTaker?.()
    if (isAlone) await end
    while (this.#waiting.length >= this.#setup.size && !this.#over) {
      await new Promise<void>(resolve => {
        this.#wakeSource = resolve
      })
    }
  }

  async #run(command: Command<T>): Promise<Ended<T>> {
    let ended: Ended<T>
    try {
      ended = { ok: true, value: await this.#setup.run(command) }
    } catch (error) {
      ended = { ok: false, error }
    }
    this.#setup.ended(ended)
    return ended
  }

  #end(failure: { readonly error: unknown } | undefined): void {
    if (!this.#over) this.#failure = failure
    this.#over = true
    this.#wakeTaker?.()
    this.#wakeSource?.()
  }
}

function checked<T>(command: Command<T>): Command<T> {
  if (typeof command === 'object' && command !== null && typeof command.spec === 'object') return command
  throw new ConfigError(
    "The source of the batch gave something that is no command. Make commands with the functions of @rc/commands: set('k', 'v').",
  )
}
