// Hosts come from the network and from users, and are dialled. Only what can be one gets through.

/** Whether the text can be dialled: a host name, an IPv4 or an IPv6 address without brackets. */
export function isHost(text: string): boolean {
  if (text.length === 0 || text.length > 253) return false
  if (text.includes(':')) return isIPv6(text)
  return NUMERIC.test(text) ? isIPv4(text) : NAME.test(text)
}

/** `[::1]` without its brackets; any other text as it is. */
export const unbracket = (text: string): string =>
  text.startsWith('[') && text.endsWith(']') && text.includes(':') ? text.slice(1, -1) : text

// An underscore is no letter of a host name, but container networks use it; never in front.
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9._])?$/
const NUMERIC = /^[0-9.]+$/
const GROUP = /^[0-9A-Fa-f]{1,4}$/
const ZONE = /^[A-Za-z0-9._-]+$/

const BYTE = '(?:[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])'
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`)

const isIPv4 = (text: string): boolean => IPV4.test(text)

function isIPv6(text: string): boolean {
  const percent = text.indexOf('%')
  if (percent !== -1 && !ZONE.test(text.slice(percent + 1))) return false
  const halves = (percent === -1 ? text : text.slice(0, percent)).split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1)
  let count = groups.length
  // The last two groups may be written as an IPv4 address.
  if (last?.includes('.')) {
    if (!isIPv4(last) || halves.at(-1) === '') return false
    groups.pop()
    count++
  }
  return groups.every(group => GROUP.test(group)) && (halves.length === 2 ? count < 8 : count === 8)
}
