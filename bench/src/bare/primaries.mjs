/**
 * The primaries that have slots, out of the reply to CLUSTER NODES.
 * @param {string} text
 * @returns {{ address: import('../clients/client.mjs').Address, ranges: [from: number, to: number][] }[]}
 */
export function primariesOf(text) {
  const primaries = []
  for (const line of text.trim().split('\n')) {
    const [, address = '', flags = '', , , , , , ...ranges] = line.split(' ')
    if (!flags.includes('master') || ranges.length === 0) continue
    const at = address.split('@')[0] ?? ''
    const colon = at.lastIndexOf(':')
    primaries.push({
      address: { host: at.slice(0, colon), port: Number(at.slice(colon + 1)) },
      ranges: ranges.map(range => {
        const [from = NaN, to = from] = range.split('-').map(Number)
        return /** @type {[number, number]} */ ([from, to])
      }),
    })
  }
  return primaries
}
