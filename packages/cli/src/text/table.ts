import { stripVTControlCharacters } from 'node:util'

/** A column: its title, and where its cells stand. */
export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
}

/** Columns as wide as their widest cell. Colours do not count. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ title }) => title), ...rows]
  const widths = columns.map((_, at) => Math.max(...lines.map(line => width(line[at] ?? ''))))
  const cell = (text: string, at: number): string => {
    const gap = ' '.repeat(Math.max(0, (widths[at] ?? 0) - width(text)))
    return columns[at]?.align === 'right' ? gap + text : text + gap
  }
  return `${lines
    .map(line =>
      columns
        .map((_, at) => cell(line[at] ?? '', at))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`
}

const width = (text: string): number => Array.from(stripVTControlCharacters(text)).length

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A bar of `length` characters at a part of 1, to an eighth of a character. */
export function bar(part: number, length: number): string {
  const eighths = Math.round(Math.min(Math.max(part, 0), 1) * length * 8)
  return '█'.repeat(eighths >> 3) + (EIGHTHS[eighths & 7] ?? '')
}
