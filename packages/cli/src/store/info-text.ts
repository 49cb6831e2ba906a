/** A field of what INFO says. */
export function fieldOf(info: string, name: string): string | undefined {
  const at = info.startsWith(`${name}:`) ? 0 : info.indexOf(`\n${name}:`)
  if (at === -1) return undefined
  const from = info.indexOf(':', at) + 1
  const to = info.indexOf('\n', from)
  return info.slice(from, to === -1 ? undefined : to).trim()
}

/** A field that is a number; 0 where there is none. */
export const numberOf = (info: string, name: string): number => Number(fieldOf(info, name) ?? 0) || 0

/** How many keys a server has, in all of its databases. */
export const keysOf = (info: string): number =>
  [...info.matchAll(/^db\d+:keys=(\d+)/gm)].reduce((sum, [, keys]) => sum + Number(keys), 0)
