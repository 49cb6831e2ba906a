/** A whole number with its thousands set apart. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US').replaceAll(',', ' ')

/** A part of 1 in per cent. */
export const percent = (part: number): string => `${(part * 100).toFixed(1)} %`

/** `1 key`, `2 keys`. */
export const many = (count: number, noun: string): string => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** Bytes in the largest unit that leaves a number above one. */
export function size(bytes: number): string {
  let value = bytes
  let unit = 0
  while (Math.abs(value) >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${UNITS[unit]}`
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?'
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const left = Math.round(seconds)
  if (left < 60) return `${left} s`
  const minutes = Math.floor(left / 60)
  if (minutes < 60) return `${minutes} min ${left % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
