// Node's own short ways between bytes and text. They take no encoding's name and no options, which is half the cost for
// short values. They are old and undocumented: where a runtime lacks them, the documented way serves.

interface Utf8Methods {
  utf8Slice?: (from: number, to: number) => string
  latin1Slice?: (from: number, to: number) => string
  utf8Write?: (text: string, at: number) => number
  latin1Write?: (text: string, at: number) => number
}

const methods = Buffer.prototype as unknown as Utf8Methods

const sliceMethod =
  methods.utf8Slice ??
  function (this: Buffer, from: number, to: number): string {
    return this.toString('utf8', from, to)
  }

const asciiMethod =
  methods.latin1Slice ??
  function (this: Buffer, from: number, to: number): string {
    return this.toString('latin1', from, to)
  }

const writeMethod =
  methods.utf8Write ??
  function (this: Buffer, text: string, at: number): number {
    return this.write(text, at, 'utf8')
  }

const asciiWriteMethod =
  methods.latin1Write ??
  function (this: Buffer, text: string, at: number): number {
    return this.write(text, at, 'latin1')
  }

/** The text of `bytes[from, to)`. */
export const utf8Slice = (bytes: Buffer, from: number, to: number): string => sliceMethod.call(bytes, from, to)

/** The text of `bytes[from, to)`, which must be ASCII. */
export const latin1Slice = (bytes: Buffer, from: number, to: number): string => asciiMethod.call(bytes, from, to)

/** Writes text at a position; returns how many bytes it took. */
export const utf8Write = (bytes: Buffer, text: string, at: number): number => writeMethod.call(bytes, text, at)

/** Writes text that must be ASCII at a position; returns how many bytes it took. */
export const latin1Write = (bytes: Buffer, text: string, at: number): number => asciiWriteMethod.call(bytes, text, at)
