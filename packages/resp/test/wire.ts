import fc from 'fast-check'

/** A value as a server may send it: its bytes, and what must be read. An independent statement of the protocol. */
export interface Wire {
  readonly bytes: Buffer
  readonly value: unknown
}

const text = (...parts: (string | Buffer)[]): Buffer => Buffer.concat(parts.map(part => Buffer.from(part as string)))
const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'X', 'Y', 'Z', ' ', '0', '1', '9', '_', 'é', '€'),
  maxLength: 12,
})

const bulk = fc
  .oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ maxLength: 2000 }))
  .map((value): Wire => {
    const body = Buffer.from(value)
    // What cannot be written in UTF-8 is read as the sign for that.
    return { bytes: text(`$${body.length}\r\n`, body, '\r\n'), value: body.toString() }
  })
const integer = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }).map((value): Wire => {
  const number = Number(value)
  return { bytes: text(`:${value}\r\n`), value: Number.isSafeInteger(number) ? number : value }
})
const small = fc.integer({ min: -1000, max: 1000 }).map((value): Wire => ({ bytes: text(`:${value}\r\n`), value }))
const simple = word.map((value): Wire => ({ bytes: text(`+${value}\r\n`), value }))
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value): Wire => {
  return { bytes: text(`,${value}\r\n`), value: Object.is(value, -0) ? Number(String(value)) : value }
})
const constants = fc.constantFrom<Wire>(
  { bytes: text('_\r\n'), value: null },
  { bytes: text('$-1\r\n'), value: null },
  { bytes: text('*-1\r\n'), value: null },
  { bytes: text('#t\r\n'), value: true },
  { bytes: text('#f\r\n'), value: false },
  { bytes: text('+OK\r\n'), value: 'OK' },
  { bytes: text(',inf\r\n'), value: Number.POSITIVE_INFINITY },
  { bytes: text(',-inf\r\n'), value: Number.NEGATIVE_INFINITY },
  { bytes: text(',nan\r\n'), value: Number.NaN },
  { bytes: text('*0\r\n'), value: [] },
  { bytes: text('%0\r\n'), value: {} },
)
const big = fc
  .bigInt({ min: -(10n ** 60n), max: 10n ** 60n })
  .map((value): Wire => ({ bytes: text(`(${value}\r\n`), value }))
const verbatim = word.map((value): Wire => {
  const body = Buffer.from(`txt:${value}`)
  return { bytes: text(`=${body.length}\r\n`, body, '\r\n'), value }
})
const error = word.map((value): Wire => ({ bytes: text(`-ERR ${value}\r\n`), value: `ERR ${value}` }))
const blobError = word.map((value): Wire => {
  const body = Buffer.from(`WRONGTYPE ${value}`)
  return { bytes: text(`!${body.length}\r\n`, body, '\r\n'), value: `WRONGTYPE ${value}` }
})

const list =
  (marker: string) =>
  (items: Wire[]): Wire => ({
    bytes: text(`${marker}${items.length}\r\n`, ...items.map(item => item.bytes)),
    value: items.map(item => item.value),
  })

const record = (pairs: [string, Wire][]): Wire => {
  const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [name, item] of pairs) value[name] = item.value
  const fields = pairs.map(([name, item]) => text(`$${Buffer.byteLength(name)}\r\n${name}\r\n`, item.bytes))
  return { bytes: text(`%${pairs.length}\r\n`, ...fields), value }
}

/** Any value, nested a few levels deep, with attributes strewn in. */
export const wire: fc.Arbitrary<Wire> = fc.letrec<{ value: Wire }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(bulk, integer, small, simple, double, constants, big, verbatim, error, blobError),
    fc.array(tie('value'), { maxLength: 5 }).map(list('*')),
    fc.array(tie('value'), { maxLength: 5 }).map(list('~')),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '__proto__', 'constructor', 'é'), tie('value')), { maxLength: 4 })
      .map(record),
    tie('value').map(({ bytes, value }) => ({ bytes: text('|1\r\n+ttl\r\n:3600\r\n', bytes), value })),
  ),
})).value
