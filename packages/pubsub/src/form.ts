/** A string as a subscription wants it, whichever way it came. */
export function inForm(value: string | Buffer, asBytes: boolean): string | Buffer {
  if (typeof value === 'string') return asBytes ? Buffer.from(value) : value
  return asBytes ? value : value.toString()
}
