import { connect } from 'node:net'

/** @typedef {string | number | null} Scalar */
/** @typedef {Scalar | Scalar[]} Reply */

const DOLLAR = 36
const STAR = 42
const COLON = 58

/**
 * One connection, as anybody would write it who wants no more than the commands on the wire and their replies back: what
 * is issued in a tick is joined into one string and written once, replies are cut by `indexOf` of CR. No error is looked
 * for, nothing is timed, text is Latin-1.
 */
export class PlainNode {
  #out = ''
  /** @type {((reply: any) => void)[]} */
  #waiting = []
  #head = 0
  /** What came last and is not yet whole. */
  #rest = ''
  #end = 0
  /** @type {import('node:net').Socket} */
  #socket

  /** @param {import('../clients/client.mjs').Address} address */
  constructor(address) {
    this.#socket = connect({ ...address, noDelay: true })
    this.#socket.on('data', bytes => this.#read(bytes.toString('latin1')))
  }

  /**
   * @param {string} command encoded
   * @returns {Promise<any>}
   */
  send(command) {
    if (this.#out === '') setImmediate(() => this.#flush())
    this.#out += command
    return new Promise(resolve => this.#waiting.push(resolve))
  }

  close() {
    this.#socket.destroy()
  }

  #flush() {
    this.#socket.write(this.#out, 'latin1')
    this.#out = ''
  }

  /** @param {string} text */
  #read(text) {
    const all = this.#rest + text
    let at = 0
    for (let reply = this.#replyAt(all, at); reply !== undefined; reply = this.#replyAt(all, at)) {
      at = this.#end
      this.#waiting[this.#head++]?.(reply)
    }
    this.#rest = all.slice(at)
    this.#waiting.splice(0, this.#head)
    this.#head = 0
  }

  /**
   * The reply that begins at a place, and in `#end` where it ends; undefined where it is not whole.
   * @param {string} text
   * @param {number} at
   * @returns {Reply | undefined}
   */
  #replyAt(text, at) {
    const cr = text.indexOf('\r', at)
    if (cr < 0 || cr + 1 >= text.length) return undefined
    const kind = text.charCodeAt(at)
    const word = text.slice(at + 1, cr)
    this.#end = cr + 2
    if (kind === DOLLAR) return this.#string(text, Number(word))
    if (kind === STAR) return this.#list(text, Number(word))
    return kind === COLON ? Number(word) : word
  }

  /** @type {(text: string, length: number) => string | null | undefined} */
  #string(text, length) {
    if (length < 0) return null
    const from = this.#end
    this.#end = from + length + 2
    return this.#end > text.length ? undefined : text.slice(from, from + length)
  }

  /** @type {(text: string, length: number) => Scalar[] | undefined} */
  #list(text, length) {
    const list = []
    for (let i = 0; i < length; i++) {
      const item = this.#replyAt(text, this.#end)
      if (item === undefined) return undefined
      list.push(/** @type {Scalar} */ (item))
    }
    return list
  }
}
