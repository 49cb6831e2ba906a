import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Writes to the terminal, in colours where it has them. */
export class Terminal {
  readonly #colours = process.stdout.isTTY && process.env['NO_COLOR'] === undefined

  constructor() {
    // The terminal may be closed while the servers are being ended; what would be written then is of no use to anybody.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  }

  title(text: string): void {
    this.#write(`\n${this.#styled('bold', text)}\n`)
  }

  /** Something that is done, or the step that is being taken. */
  step(name: string, text: string): void {
    this.#write(`  ${this.#styled('dim', name.padEnd(8))} ${text}`)
  }

  /** What to open. */
  open(url: string): void {
    this.#write(`\n  ${this.#styled('bold', 'Open')}     ${this.#styled(['cyan', 'underline'], url)}\n`)
  }

  hint(text: string): void {
    this.#write(`  ${text}`)
  }

  error(text: string): void {
    process.stderr.write(`${text}\n`)
  }

  #write(text: string): void {
    process.stdout.write(`${text}\n`)
  }

  #styled(style: Style, text: string): string {
    return this.#colours ? styleText(style, text) : text
  }
}
