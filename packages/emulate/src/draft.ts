import { type CommandSpec, DEL, type Key, PERSIST, PEXPIRE, RENAME, RENAMENX } from '@rc/commands'
import { RedisClusterError } from '@rc/errors'
import type { Arg } from '@rc/resp'
import { all, type Steps } from './steps.js'

/** How long a temporary key lives without anybody tending to it, in milliseconds: slow steps are done in much less. */
export const TEMPORARY_MS = 300_000

/** A write to the draft: the command, and its arguments behind the key. */
export type DraftWrite = readonly [spec: CommandSpec, ...args: Arg[]]

/** How long what is stored shall live: a command and its argument behind the key. */
export type Expiry = () => readonly [spec: CommandSpec, ms: Arg]

/**
 * A result that is being made, under a temporary key beside its destination. Nobody sees half of it: it takes its place
 * at once. It expires until it does, so that nothing is left where the process ends in between.
 */
export class Draft {
  readonly key: Key
  readonly #steps: Steps
  #begun = false

  constructor(steps: Steps, destination: Key) {
    this.#steps = steps
    this.key = steps.beside(destination)
  }

  /** Whether anything was written. */
  get begun(): boolean {
    return this.#begun
  }

  /** Writes a command of one chunk. */
  add(spec: CommandSpec, ...args: readonly Arg[]): Promise<void> {
    return this.addAll([[spec, ...args]])
  }

  /** Writes commands, one after the other, and makes it live longer; without any it does that alone. */
  async addAll(writes: readonly DraftWrite[]): Promise<void> {
    if (!this.#begun && writes.length === 0) return
    // All of one tick go out together. There is nothing to expire before the first; later ones must not begin anew.
    const first = this.#begun ? [] : writes.slice(0, 1)
    this.#begun = true
    this.#steps.remember(this.key)
    const before = first.map(write => this.#stage(write))
    const renewed = this.#steps.tend<number>(PEXPIRE, this.key, TEMPORARY_MS)
    await all([...before, renewed, ...writes.slice(first.length).map(write => this.#stage(write))])
    if ((await renewed) !== 1) throw this.#lost()
  }

  /**
   * Puts it in the place of the destination; deletes that where nothing was written. False where the destination exists
   * and shall not be replaced.
   */
  async place(
    destination: Key,
    { expiry, replace = true }: { expiry?: Expiry | undefined; replace?: boolean } = {},
  ): Promise<boolean> {
    if (!this.#begun) {
      await this.#steps.write(DEL, destination)
      return true
    }
    const [spec, ...ms] = expiry?.() ?? [PERSIST]
    if ((await this.#steps.stage<number>(spec, this.key, ...ms)) !== 1) throw this.#lost()
    const placed = await this.#steps.write(replace ? RENAME : RENAMENX, this.key, destination)
    if (placed === 0) return false
    this.#steps.forget(this.key)
    return true
  }

  #stage([spec, ...args]: DraftWrite): Promise<unknown> {
    return this.#steps.stage(spec, this.key, ...args)
  }

  #lost(): RedisClusterError {
    return new RedisClusterError(
      'TEMPORARY_KEY_LOST',
      `${this.#steps.spec.name} made its result under a temporary key, which expired or was removed before it was ` +
        'complete. What the result was to replace is as it was.',
      { command: this.#steps.spec.name },
    )
  }
}
