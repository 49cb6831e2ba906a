import type { Sending } from './ledger.js'

/** A request as it passes over a wire. */
export interface SeenRequest {
  /** Its words; long ones are cut short, as only values are long. */
  readonly words: readonly string[]
  /** Where it ends in the stream of its connection, in bytes. */
  readonly end: number
  /** What the ledger knows of it, where it has keys. */
  sending?: Sending
}

const LONGEST_WORD = 100
const CR = 13

/** Finds the requests in what a client writes. */
export class RequestReader {
  #rest: Buffer = Buffer.alloc(0)
  /** Bytes before those of `#rest`. */
  #passed = 0

  /** Every request that is complete with this chunk. */
  read(chunk: Buffer): SeenRequest[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const requests: SeenRequest[] = []
    let from = 0
    for (;;) {
      const read = readRequest(bytes, from)
      if (read === undefined) break
      from = read.end
      requests.push({ words: read.words, end: this.#passed + from })
    }
    this.#passed += from
    this.#rest = bytes.subarray(from)
    return requests
  }
}

function readRequest(bytes: Buffer, from: number): { words: string[]; end: number } | undefined {
  let line = readLength(bytes, from)
  if (line === undefined) return undefined
  const words: string[] = []
  let at = line.next
  for (let left = line.value; left > 0; left--) {
    line = readLength(bytes, at)
    if (line === undefined) return undefined
    const { value, next } = line
    at = next + value + 2
    if (at > bytes.length) return undefined
    words.push(bytes.toString('latin1', next, next + Math.min(value, LONGEST_WORD)))
  }
  return { words, end: at }
}

/** The number of a line such as `*3` or `$12`, and where the next line begins. */
function readLength(bytes: Buffer, at: number): { value: number; next: number } | undefined {
  const end = bytes.indexOf(CR, at)
  if (end === -1 || end + 1 >= bytes.length) return undefined
  return { value: Number(bytes.toString('latin1', at + 1, end)), next: end + 2 }
}
