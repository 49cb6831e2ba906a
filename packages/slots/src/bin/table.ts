type Align = 'left' | 'right'

/** Columns as wide as their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], align: readonly Align[]): string {
  const widths = head.map((title, column) =>
    Math.max(...[[title], ...rows.map(row => [row[column] ?? ''])].map(widest)),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return align[column] === 'right'
          ? ' '.repeat(width - cell.length) + cell
          : cell + ' '.repeat(width - cell.length)
      })
      .join('  ')
      .trimEnd()
  return `${[head, ...rows].map(line).join('\n')}\n`
}

const widest = (cells: readonly string[]): number => Math.max(0, ...cells.map(cell => cell.length))

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A bar of `width` characters at a part of 1, to an eighth of a character. */
export function bar(part: number, width: number): string {
  const eighths = Math.round(Math.min(Math.max(part, 0), 1) * width * 8)
  return '█'.repeat(eighths >> 3) + (EIGHTHS[eighths & 7] ?? '')
}

/** A whole number with its thousands set apart. */
export const whole = (value: number): string => value.toLocaleString('en-US').replaceAll(',', ' ')

/** A part of 1 in per cent. */
export const percent = (part: number): string => `${(part * 100).toFixed(1)} %`
