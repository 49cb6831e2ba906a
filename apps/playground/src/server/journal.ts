import type { LogEntry, LogKind } from '../shared/protocol.js'

const KEPT = 200

/** What happened, the latest last. Forgets what is old. */
export class Journal {
  readonly #entries: LogEntry[] = []
  readonly #written: (entry: LogEntry) => void
  #lastId = 0

  /** @param written told of every new line, and of a line whose count grew */
  constructor(written: (entry: LogEntry) => void) {
    this.#written = written
  }

  get entries(): readonly LogEntry[] {
    return this.#entries
  }

  /** Writes a line; the same text as in the line before makes that line count instead. */
  write(kind: LogKind, text: string): void {
    const last = this.#entries.at(-1)
    const again = last?.kind === kind && last.text === text
    const entry: LogEntry = again
      ? { ...last, at: Date.now(), count: last.count + 1 }
      : { id: ++this.#lastId, at: Date.now(), kind, text, count: 1 }
    if (again) this.#entries.pop()
    this.#entries.push(entry)
    if (this.#entries.length > KEPT) this.#entries.shift()
    this.#written(entry)
  }
}
