import type { Clock } from '@rc/pool'

/** Does something after a while, once, however often it is asked to meanwhile. */
export class Later {
  readonly #clock: Clock
  readonly #task: () => void
  #cancel: (() => void) | undefined

  constructor(clock: Clock, task: () => void) {
    this.#clock = clock
    this.#task = task
  }

  /** In so many milliseconds, or when it is due already. Keeps the process alive until then. */
  after(ms: number): void {
    this.#cancel ??= this.#clock.after(
      ms,
      () => {
        this.#cancel = undefined
        this.#task()
      },
      true,
    )
  }

  cancel(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }
}
