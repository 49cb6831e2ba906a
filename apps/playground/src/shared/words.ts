/** A word of a command: text, or bytes where an escape such as `\xff` names one that is no text. */
export type Word = string | Uint8Array

/** The words of a line, or why it has none. */
export type Words = { readonly words: readonly Word[] } | { readonly problem: string }

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' }

/**
 * Splits a line into words as redis-cli does: `"…"` knows the escapes `\n \r \t \b \a \xHH`, `'…'` knows `\'` alone, and
 * a closing quote must be followed by a space or the end.
 */
export function splitWords(line: string): Words {
  const words: Word[] = []
  const reader = new LineReader(line)
  for (;;) {
    reader.skipSpaces()
    if (reader.ended) return { words }
    const problem = reader.readWord()
    if (problem !== undefined) return { problem }
    words.push(reader.word())
  }
}

class LineReader {
  readonly #line: string
  #at = 0
  #text = ''
  #bytes: Uint8Array[] = []

  constructor(line: string) {
    this.#line = line
  }

  get ended(): boolean {
    return this.#at >= this.#line.length
  }

  skipSpaces(): void {
    while (!this.ended && isSpace(this.#line[this.#at])) this.#at++
  }

  /** Reads up to the end of a word; says what is wrong with it, if anything is. */
  readWord(): string | undefined {
    this.#text = ''
    this.#bytes = []
    while (!this.ended && !isSpace(this.#line[this.#at])) {
      const char = this.#line[this.#at++] as string
      if (char !== '"' && char !== "'") {
        this.#text += char
        continue
      }
      const problem = this.#readQuoted(char)
      if (problem !== undefined) return problem
    }
    return undefined
  }

  /** The word that was read: bytes only where text could not hold it. */
  word(): Word {
    if (this.#bytes.length === 0) return this.#text
    this.#bytes.push(new TextEncoder().encode(this.#text))
    const whole = new Uint8Array(this.#bytes.reduce((sum, { length }) => sum + length, 0))
    let offset = 0
    for (const part of this.#bytes) {
      whole.set(part, offset)
      offset += part.length
    }
    return whole
  }

  #readQuoted(quote: string): string | undefined {
    const start = this.#at
    for (;;) {
      if (this.ended) return `The quote ${quote} at character ${start} is not closed.`
      const char = this.#line[this.#at++] as string
      if (char === quote) break
      if (char === '\\') this.#readEscape(quote)
      else this.#text += char
    }
    if (this.ended || isSpace(this.#line[this.#at])) return undefined
    return `A space must follow the closing ${quote} at character ${this.#at}.`
  }

  #readEscape(quote: string): void {
    const next = this.#line[this.#at]
    if (quote === "'") {
      this.#text += next === "'" ? "'" : '\\'
      if (next === "'") this.#at++
      return
    }
    const hex = /^x([0-9a-f]{2})/i.exec(this.#line.slice(this.#at, this.#at + 3))?.[1]
    if (hex !== undefined) {
      this.#at += 3
      this.#addByte(Number.parseInt(hex, 16))
      return
    }
    if (next === undefined) return
    this.#at++
    this.#text += Object.hasOwn(ESCAPES, next) ? ESCAPES[next] : next
  }

  #addByte(byte: number): void {
    if (byte < 0x80) {
      this.#text += String.fromCharCode(byte)
      return
    }
    this.#bytes.push(new TextEncoder().encode(this.#text), Uint8Array.of(byte))
    this.#text = ''
  }
}

const isSpace = (char: string | undefined): boolean => char !== undefined && /\s/.test(char)
