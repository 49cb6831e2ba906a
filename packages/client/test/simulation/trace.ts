/** What happened in a run, in order: a number that differs where anything does, and the lines where somebody reads them. */
export class Trace {
  readonly #lines: string[] | undefined
  #hash = 0x811c9dc5

  /** @param keep whether the lines are kept */
  constructor(keep: boolean) {
    this.#lines = keep ? [] : undefined
  }

  /** Two runs with the same hash went the same way. */
  get hash(): number {
    return this.#hash >>> 0
  }

  get lines(): readonly string[] {
    return this.#lines ?? []
  }

  note(atMs: number, what: string): void {
    const line = `${atMs.toFixed(3)} ${what}`
    let hash = this.#hash
    for (let i = 0; i < line.length; i++) hash = Math.imul(hash ^ line.charCodeAt(i), 0x01000193)
    this.#hash = hash

    this.#lines?.push(line)
  }
}
