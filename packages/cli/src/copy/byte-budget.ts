/** How many bytes may be under way at once. What does not fit waits its turn; one thing alone always fits. */
export class ByteBudget {
  readonly #most: number
  #used = 0
  readonly #waiting: { readonly bytes: number; readonly go: () => void }[] = []

  constructor(most: number) {
    this.#most = most
  }

  /** Runs `work` once its bytes fit in. */
  async run<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const share = Math.min(bytes, this.#most)
    if (this.#waiting.length > 0 || this.#used + share > this.#most) {
      await new Promise<void>(go => this.#waiting.push({ bytes: share, go }))
    } else this.#used += share
    try {
      return await work()
    } finally {
      this.#used -= share
      this.#wake()
    }
  }

  #wake(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (this.#used + first.bytes > this.#most) return
      this.#used += first.bytes
      this.#waiting.shift()
      first.go()
    }
  }
}
