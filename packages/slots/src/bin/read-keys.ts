import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { InputError, type Io } from './io.js'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * Gives each key of a stream to `add`, as bytes that are only valid meanwhile. Holds one chunk and one key at a time.
 *
 * @param separator the byte that ends a key: a line feed, or 0
 */
export async function readKeys(stream: Readable, separator: number, add: (key: Uint8Array) => void): Promise<void> {
  // The beginning of a key whose end has not come yet, in as many pieces as chunks it spans.
  let pieces: Uint8Array[] = []
  const take = (end: Uint8Array): void => {
    const whole = pieces.length === 0 ? end : Buffer.concat([...pieces, end])
    pieces = []
    const cut = separator === LINE_FEED && whole.at(-1) === CARRIAGE_RETURN ? whole.subarray(0, -1) : whole
    if (cut.length > 0) add(cut)
  }
  for await (const chunk of stream as AsyncIterable<Uint8Array | string>) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    let start = 0
    for (let end = bytes.indexOf(separator); end !== -1; end = bytes.indexOf(separator, start)) {
      take(bytes.subarray(start, end))
      start = end + 1
    }
    if (start < bytes.length) pieces.push(bytes.subarray(start))
  }
  take(new Uint8Array(0))
}

/** The keys' stream: a file, or what is piped in. */
export function openKeys(file: string | undefined, io: Io): Readable {
  if (file !== undefined && file !== '-') return createReadStream(file, { highWaterMark: 1 << 18 })
  if (io.stdin.isTTY === true) {
    io.stderr.write('Reading one key a line; end with Ctrl-D. Keys can be piped in: redis-cli --scan | slots plan\n')
  }
  return io.stdin
}

/** An error of the file system, with the name of the file, as the user wrote it. */
export function unreadable(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error
  const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : code
  return new InputError(`Cannot read ${file}: ${why}.`)
}
