/** How often each command was seen. */
export class CommandCounter {
  readonly #counts = new Map<string, number>()

  /** Of one command, `'GET'` or `'CLUSTER SLOTS'`; of a whole family, `'CLUSTER'`; of all, without a name. */
  count(name?: string): number {
    const wanted = name?.toUpperCase()
    let sum = 0
    for (const [one, count] of this.#counts) {
      if (wanted === undefined || one === wanted || one.startsWith(`${wanted} `)) sum += count
    }
    return sum
  }

  /** Every name that was seen, with its count. */
  all(): Record<string, number> {
    return Object.fromEntries(this.#counts)
  }

  /** Begins again at zero. */
  clear(): void {
    this.#counts.clear()
  }

  /** @internal */
  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }
}
