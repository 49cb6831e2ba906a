const KEY = 'playground-history'
const KEPT = 200

/** Lines typed before, and where in them one is. Kept while the tab is open. */
export class History {
  readonly #lines: string[]
  #at: number
  #draft = ''

  constructor() {
    this.#lines = read()
    this.#at = this.#lines.length
  }

  /** Adds a line; one that was just there is not added twice. */
  add(line: string): void {
    if (this.#lines.at(-1) !== line) this.#lines.push(line)
    if (this.#lines.length > KEPT) this.#lines.shift()
    this.#at = this.#lines.length
    this.#draft = ''
    sessionStorage.setItem(KEY, JSON.stringify(this.#lines))
  }

  /** The line before the one shown; the line shown where there is none. */
  back(shown: string): string {
    if (this.#at === this.#lines.length) this.#draft = shown
    if (this.#at === 0) return shown
    return this.#lines[--this.#at] as string
  }

  /** The line after the one shown; at the end, what was being typed. */
  forward(shown: string): string {
    if (this.#at >= this.#lines.length) return shown
    return this.#lines[++this.#at] ?? this.#draft
  }
}

function read(): string[] {
  try {
    const lines: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
    return Array.isArray(lines) ? lines.filter(line => typeof line === 'string') : []
  } catch {
    return []
  }
}
