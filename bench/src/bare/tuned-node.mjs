import { connect } from 'node:net'

/** @typedef {string | number | null} Scalar */
/** @typedef {Scalar | Scalar[]} Reply */
/** @typedef {(reply: any) => void} Resolve */

/** A string of 128 KB or more is allocated and freed page by page: with 256 KB a GET of 16 KB takes four times as long. */
const READ_BYTES = 120 * 1024
const CR = '\r'
const DOLLAR = 36
const STAR = 42
const COLON = 58
const MINUS = 45

/**
 * Several commands of one pipeline that go to one node: one entry in the ring instead of one each.
 * `positions` says where in `replies` each of them belongs.
 * @typedef {object} Part
 * @property {number[]} positions
 * @property {number} next
 * @property {Reply[]} replies
 * @property {() => void} done
 */

/**
 * One connection. Commands are joined in `out` until `flush`, replies are cut out of one string per chunk.
 * No error is looked for, nothing is timed, text is Latin-1: this is the bound, not a client.
 */
export class BareNode {
  /** Commands of this tick. */
  out = ''
  /** @type {(Resolve | Part | undefined)[]} */
  #ring = slots(1024)
  #head = 0
  #tail = 0
  #buffer = Buffer.allocUnsafeSlow(READ_BYTES)
  /** Bytes at the start of the buffer that belong to a reply not yet whole. */
  #kept = 0
  /** An array whose elements are still coming. @type {Scalar[] | null} */
  #array = null
  #filled = 0
  #corked = false
  /** @type {import('node:net').Socket} */
  #socket

  /** @param {import('../clients/client.mjs').Address} address */
  constructor({ host, port }) {
    this.#socket = connect({
      host,
      port,
      noDelay: true,
      onread: { buffer: () => this.#free(), callback: bytes => this.#read(bytes) },
    })
  }

  /**
   * @param {import('../clients/client.mjs').Address} address
   * @returns {Promise<BareNode>}
   */
  static open(address) {
    return new Promise((resolve, reject) => {
      const node = new BareNode(address)
      node.#socket.once('error', reject)
      node.#socket.once('connect', () => resolve(node))
    })
  }

  /** @param {Resolve | Part} entry */
  expect(entry) {
    this.#ring[this.#tail] = entry
    this.#tail = (this.#tail + 1) & (this.#ring.length - 1)
    if (this.#tail === this.#head) this.#grow()
  }

  flush() {
    const out = this.out
    this.out = ''
    this.#socket.write(out, 'latin1')
    if (this.#corked) {
      this.#corked = false
      this.#socket.uncork()
    }
  }

  /**
   * A large value stays out of the joined string, which would be copied once more to be flat. One writev takes all.
   * @param {string} value
   */
  large(value) {
    if (!this.#corked) {
      this.#corked = true
      this.#socket.cork()
    }
    this.#socket.write(this.out, 'latin1')
    this.#socket.write(value, 'latin1')
    this.out = '\r\n'
  }

  close() {
    this.#socket.destroy()
  }

  #grow() {
    const old = this.#ring
    this.#ring = [...old.slice(this.#head), ...old.slice(0, this.#head), ...slots(old.length)]
    this.#head = 0
    this.#tail = old.length
  }

  /** Where the next bytes go: behind what was kept. */
  #free() {
    return this.#kept === 0 ? this.#buffer : this.#buffer.subarray(this.#kept)
  }

  /** @param {number} bytes */
  #read(bytes) {
    const end = this.#kept + bytes
    const text = this.#buffer.toString('latin1', 0, end)
    const at = this.#cut(text)
    this.#kept = end - at
    if (this.#kept > 0) this.#buffer.copyWithin(0, at, end)
    return true
  }

  /**
   * Hands out every reply that is whole and returns where the first that is not begins.
   * @param {string} text
   */
  #cut(text) {
    let at = 0
    for (;;) {
      const cr = text.indexOf(CR, at)
      if (cr < 0 || cr + 1 >= text.length) return at
      const kind = text.charCodeAt(at)
      /** @type {Scalar} */
      let value
      let end = cr + 2
      if (kind === DOLLAR) {
        if (text.charCodeAt(at + 1) === MINUS) value = null
        else {
          const start = end
          end = start + digits(text, at + 1, cr) + 2
          if (end > text.length) return at
          value = text.slice(start, end - 2)
        }
      } else if (kind === STAR) {
        this.#array = holes(digits(text, at + 1, cr))
        this.#filled = 0
        at = end
        if (this.#array.length === 0) this.#finishArray()
        continue
      } else value = kind === COLON ? digits(text, at + 1, cr) : text.slice(at + 1, cr)
      at = end
      if (this.#array === null) this.#deliver(value)
      else {
        this.#array[this.#filled++] = value
        if (this.#filled === this.#array.length) this.#finishArray()
      }
    }
  }

  #finishArray() {
    const array = this.#array
    this.#array = null
    this.#deliver(array)
  }

  /** @param {Reply} reply */
  #deliver(reply) {
    const entry = this.#ring[this.#head]
    if (typeof entry === 'function') {
      this.#pop()
      entry(reply)
      return
    }
    if (entry === undefined) throw new Error('a reply that nobody waits for')
    entry.replies[/** @type {number} */ (entry.positions[entry.next++])] = reply
    if (entry.next === entry.positions.length) {
      this.#pop()
      entry.done()
    }
  }

  #pop() {
    this.#ring[this.#head] = undefined
    this.#head = (this.#head + 1) & (this.#ring.length - 1)
  }
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function digits(text, from, to) {
  let n = 0
  for (let i = from; i < to; i++) n = n * 10 + text.charCodeAt(i) - 48
  return n
}

/**
 * A ring is filled so that it never turns into an array with holes.
 * @param {number} length
 * @returns {undefined[]}
 */
const slots = length => Array.from({ length }, () => undefined)

/**
 * Made at its full length, so that it need not grow while it is filled.
 * @param {number} length
 */
export function holes(length) {
  // oxlint-disable-next-line unicorn/no-new-array -- Array.from would write every element twice.
  return new Array(length)
}
