import { type CommandSpec, type Key, LRANGE, SSCAN } from '@rc/commands'
import type { Steps } from './steps.js'

/** Elements of a chunk, at most. */
export const CHUNK = 1000
/** Bytes of a chunk, at most, but for a single element that is larger. */
export const CHUNK_BYTES = 2 ** 20
/** How much is asked for first, when nobody knows how large the elements are. */
export const FIRST_COUNT = 8

const size = (elements: readonly Buffer[]): number => elements.reduce((sum, { length }) => sum + length, 0)

/** How many elements to ask for next, where so many were asked for before and so many of so many bytes came. */
export function nextCount(count: number, came: number, bytes: number): number {
  const fit = bytes === 0 ? CHUNK : Math.floor((CHUNK_BYTES * came) / bytes)
  return Math.max(1, Math.min(CHUNK, count * 4, fit))
}

/**
 * What a collection holds, chunk by chunk: members of a set (SSCAN), members and scores in turn (ZSCAN), fields and
 * values in turn (HSCAN). May hold an element more than once, as scans do.
 */
export async function* scan(steps: Steps, spec: CommandSpec, key: Key): AsyncGenerator<Buffer[]> {
  const width = spec === SSCAN ? 1 : 2
  let cursor: string | Buffer = '0'
  let count = FIRST_COUNT
  do {
    const [next, elements]: [Buffer, Buffer[]] = await steps.read(spec, key, cursor, 'COUNT', count)
    // A small collection comes whole, whatever was asked for.
    yield* portions(elements, width)
    cursor = next
    count = nextCount(count, elements.length / width, size(elements))
  } while (cursor.toString() !== '0')
}

/** The elements of a list from its head, chunk by chunk. */
export async function* elementsOf(steps: Steps, key: Key): AsyncGenerator<Buffer[]> {
  let count = FIRST_COUNT
  for (let at = 0; ; ) {
    const elements: Buffer[] = await steps.read(LRANGE, key, at, at + count - 1)
    if (elements.length === 0) return
    yield elements
    at += elements.length
    count = nextCount(count, elements.length, size(elements))
  }
}

/** Cuts a list into chunks that are small enough to be sent. */
export function* portions(elements: Buffer[], width: number): Generator<Buffer[]> {
  let from = 0
  let bytes = 0
  for (let at = 0; at < elements.length; at += width) {
    const more = size(elements.slice(at, at + width))
    if (at > from && (bytes + more > CHUNK_BYTES || at - from >= CHUNK * width)) {
      yield elements.slice(from, at)
      from = at
      bytes = 0
    }
    bytes += more
  }
  yield from === 0 ? elements : elements.slice(from)
}

/** Writes each chunk while the next one is being read. */
export async function pour<T>(chunks: AsyncIterable<T>, write: (chunk: T) => Promise<unknown>): Promise<void> {
  let writing: Promise<unknown> = Promise.resolve()
  try {
    for await (const chunk of chunks) {
      await writing
      writing = write(chunk)
      // It is waited for below; until then its failure is nobody's.
      writing.catch(() => {})
    }
  } finally {
    await writing
  }
}
