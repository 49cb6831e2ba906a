import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { FailedError, type Io } from '../io.js'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** The keys of a file or of the standard input (`-`), in lists that came together: one a line, or ended by a NUL. */
export async function* readKeys(
  { file, nul }: { readonly file: string; readonly nul: boolean },
  io: Io,
): AsyncGenerator<readonly Buffer[]> {
  const end = nul ? 0 : LINE_FEED
  const stream: Readable = file === '-' ? io.stdin : createReadStream(file, { highWaterMark: 1 << 18 })
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of stream as AsyncIterable<Buffer | string>) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      if (!bytes.includes(end)) {
        rest = Buffer.concat([rest, bytes])
        continue
      }
      const { keys, left } = cut(rest.length === 0 ? bytes : Buffer.concat([rest, bytes]), end)
      // The stream may use its memory again.
      rest = Buffer.from(left)
      yield keys
    }
  } catch (error) {
    throw unreadable(file, error)
  }
  const last = withoutReturn(rest, end)
  if (last.length > 0) yield [last]
}

function cut(bytes: Buffer, end: number): { keys: Buffer[]; left: Buffer } {
  const keys: Buffer[] = []
  let from = 0
  for (let to = bytes.indexOf(end); to !== -1; to = bytes.indexOf(end, from)) {
    const key = withoutReturn(bytes.subarray(from, to), end)
    if (key.length > 0) keys.push(key)
    from = to + 1
  }
  return { keys, left: bytes.subarray(from) }
}

const withoutReturn = (key: Buffer, end: number): Buffer =>
  end === LINE_FEED && key.at(-1) === CARRIAGE_RETURN ? key.subarray(0, -1) : key

function unreadable(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (typeof code !== 'string') return error
  const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : code
  return new FailedError(`Cannot read ${file === '-' ? 'the standard input' : file}: ${why}.`)
}
