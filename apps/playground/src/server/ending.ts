type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** What a shell reports of a program that a signal ended. */
const EXIT_CODES: Record<Signal, number> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/** A Ctrl-C reaches a program twice where its parent passes signals on. */
const SAME_MS = 300

/** Waits for the signal to end. */
export class Ending {
  /** Resolves with the exit code. */
  readonly asked: Promise<number>
  #orderly = false
  #askedAt: number | undefined
  #resolve: (code: number) => void = () => {}

  constructor() {
    this.asked = new Promise(resolve => {
      this.#resolve = resolve
    })
    for (const signal of Object.keys(EXIT_CODES) as Signal[]) process.on(signal, () => this.#signalled(signal))
  }

  /** From here on, somebody waits for `asked` and closes what is open. Before, a signal ends the process at once. */
  beginOrderly(): void {
    this.#orderly = true
  }

  #signalled(signal: Signal): void {
    const now = performance.now()
    // Somebody presses Ctrl-C once more: enough of order.
    const again = signal === 'SIGINT' && this.#askedAt !== undefined && now - this.#askedAt > SAME_MS
    // Servers end with their process all the same: @rc/testing sees to that.
    if (!this.#orderly || again) process.exit(EXIT_CODES[signal])
    this.#askedAt ??= now
    // Ctrl-C is how a playground is meant to end: no reason for npm to complain.
    this.#resolve(signal === 'SIGINT' ? 0 : EXIT_CODES[signal])
  }
}
