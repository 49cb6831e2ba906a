/** Three digits are all that such a measurement is good for. @param {number} n */
export function count(n) {
  const digits = Math.max(0, Math.floor(Math.log10(Math.max(n, 1))) - 2)
  const rounded = Math.round(n / 10 ** digits) * 10 ** digits
  return String(rounded).replace(/\B(?=(\d{3})+$)/g, ' ')
}

/** Shorter, for a plot. @param {number} n */
export function short(n) {
  if (n >= 1e6) return `${(n / 1e6).toFixed(2)} M`
  if (n >= 1e4) return `${Math.round(n / 1e3)} k`
  return n >= 1e3 ? `${(n / 1e3).toFixed(1)} k` : String(Math.round(n))
}

/** @param {number} n microseconds */
export const micros = n => `${n < 10 ? n.toFixed(2) : n.toFixed(0)} µs`

/** @param {number | null} ms */
export function millis(ms) {
  if (ms === null) return '–'
  return ms < 10 ? ms.toFixed(2) : ms.toFixed(0)
}

/** @param {number} bytes */
export const megabytes = bytes => `${(bytes / 2 ** 20).toFixed(1)} MB`

/** @param {number} ratio */
export const times = ratio => `${ratio.toFixed(ratio < 10 ? 2 : 1)}×`

/** @param {number} ratio */
export const percent = ratio => `${Math.round(ratio * 100)} %`
