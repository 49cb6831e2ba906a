/** DER, the few types of it that a certificate consists of. */

/** A value: its tag, its length, its content. */
export function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag]), length(body.length), body])
}

export const sequence = (...items: Uint8Array[]): Buffer => der(0x30, ...items)

export const set = (...items: Uint8Array[]): Buffer => der(0x31, ...items)

export const utf8String = (text: string): Buffer => der(0x0c, Buffer.from(text))

export const octetString = (...content: Uint8Array[]): Buffer => der(0x04, ...content)

export const boolean = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]))

/** A bit string whose last byte leaves `unused` bits out. */
export const bitString = (bytes: Uint8Array, unused = 0): Buffer => der(0x03, Buffer.from([unused]), bytes)

/** A whole number that is not negative. */
export function integer(bytes: Uint8Array): Buffer {
  const negative = (bytes[0] ?? 0) >= 0x80
  return der(0x02, negative ? Buffer.from([0]) : Buffer.alloc(0), bytes)
}

/** A field that its number tells apart. */
export const tagged = (number: number, ...content: Uint8Array[]): Buffer => der(0xa0 + number, ...content)

/** An object identifier, such as `'2.5.29.17'`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

/** A time of this century's first half, to the second. */
export const utcTime = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`))

function length(count: number): Buffer {
  if (count < 0x80) return Buffer.from([count])
  const bytes: number[] = []
  for (let rest = count; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([0x80 + bytes.length, ...bytes])
}

function base128(value: number): number[] {
  const bytes = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(0x80 + (rest % 128))
  return bytes
}
