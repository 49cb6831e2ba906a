import { encode } from '../bare/encode.mjs'
import { primariesOf } from '../bare/primaries.mjs'
import { slotOf } from '../bare/slot.mjs'
import { BareNode, holes } from '../bare/tuned-node.mjs'

/** @type {import('./client.mjs').Connect} */
export async function connect(nodes) {
  return BareCluster.open(nodes)
}

/** From here on a value is worth its own entry in a writev. */
const LARGE = 4096

export class BareCluster {
  /** @type {BareNode[]} one for each slot */
  #bySlot
  /** @type {BareNode[]} */
  #nodes
  #waiting = false

  /**
   * @param {BareNode[]} nodes
   * @param {BareNode[]} bySlot
   */
  constructor(nodes, bySlot) {
    this.#nodes = nodes
    this.#bySlot = bySlot
  }

  /** @param {readonly import('./client.mjs').Address[]} seeds */
  static async open(seeds) {
    const seed = seeds[0]
    if (seed === undefined) throw new Error('no node to connect to')
    const first = await BareNode.open(seed)
    const text = await one(first, 'CLUSTER', ['NODES'])
    first.close()
    /** @type {BareNode[]} */
    const bySlot = []
    const nodes = []
    for (const { address, ranges } of primariesOf(text)) {
      const node = await BareNode.open(address)
      nodes.push(node)
      for (const [from, to] of ranges) for (let slot = from; slot <= to; slot++) bySlot[slot] = node
    }
    return new BareCluster(nodes, bySlot)
  }

  /** @param {string} key */
  get(key) {
    return this.#one(key, `*2\r\n$3\r\nGET\r\n$${key.length}\r\n${key}\r\n`)
  }

  /** @type {(key: string, value: string) => Promise<any>} */
  set(key, value) {
    if (value.length >= LARGE) return this.#setLarge(key, value)
    return this.#one(key, `*3\r\n$3\r\nSET\r\n$${key.length}\r\n${key}\r\n$${value.length}\r\n${value}\r\n`)
  }

  /** @param {string} key */
  lrange(key) {
    return this.#one(key, `*4\r\n$6\r\nLRANGE\r\n$${key.length}\r\n${key}\r\n$1\r\n0\r\n$2\r\n-1\r\n`)
  }

  /** @param {string} key */
  async hgetall(key) {
    const flat = await this.#one(key, `*2\r\n$7\r\nHGETALL\r\n$${key.length}\r\n${key}\r\n`)
    const record = Object.create(null)
    for (let i = 0; i < flat.length; i += 2) record[flat[i]] = flat[i + 1]
    return record
  }

  /** @param {readonly string[]} keys */
  mget(keys) {
    return this.getMany(keys)
  }

  /** @param {readonly string[]} keys */
  getMany(keys) {
    return this.#many(keys, null)
  }

  /** @type {(keys: readonly string[], values: readonly string[]) => Promise<any[]>} */
  setMany(keys, values) {
    return this.#many(keys, values)
  }

  /**
   * Any command, for the set-up of the bench.
   * @type {(key: string, words: readonly string[]) => Promise<any>}
   */
  send(key, words) {
    return this.#one(key, encode(words))
  }

  /** How many keys the primaries hold together. */
  async size() {
    const sizes = await Promise.all(this.#nodes.map(node => one(node, 'DBSIZE', [])))
    return sizes.reduce((sum, n) => sum + n, 0)
  }

  async close() {
    for (const node of this.#nodes) node.close()
  }

  /** @type {(key: string, value: string) => Promise<any>} */
  #setLarge(key, value) {
    const node = /** @type {BareNode} */ (this.#bySlot[slotOf(key)])
    node.out += `*3\r\n$3\r\nSET\r\n$${key.length}\r\n${key}\r\n$${value.length}\r\n`
    node.large(value)
    return this.#expect(node)
  }

  /** @type {(key: string, encoded: string) => Promise<any>} */
  #one(key, encoded) {
    const node = /** @type {BareNode} */ (this.#bySlot[slotOf(key)])
    node.out += encoded
    return this.#expect(node)
  }

  /** @param {BareNode} node */
  #expect(node) {
    const promise = new Promise(take)
    node.expect(taken)
    if (!this.#waiting) {
      this.#waiting = true
      setImmediate(this.#flush)
    }
    return promise
  }

  /** @type {(keys: readonly string[], values: readonly string[] | null) => Promise<any[]>} */
  #many(keys, values) {
    return new Promise(resolve => {
      const replies = holes(keys.length)
      /** @type {Map<BareNode, import('../bare/tuned-node.mjs').Part>} */
      const parts = new Map()
      let left = 0
      const done = () => {
        if (--left === 0) resolve(replies)
      }
      for (let i = 0; i < keys.length; i++) {
        const key = /** @type {string} */ (keys[i])
        const node = /** @type {BareNode} */ (this.#bySlot[slotOf(key)])
        if (values === null) node.out += `*2\r\n$3\r\nGET\r\n$${key.length}\r\n${key}\r\n`
        else {
          const value = /** @type {string} */ (values[i])
          node.out += `*3\r\n$3\r\nSET\r\n$${key.length}\r\n${key}\r\n$${value.length}\r\n${value}\r\n`
        }
        let part = parts.get(node)
        if (part === undefined) {
          part = { positions: [], next: 0, replies, done }
          parts.set(node, part)
          node.expect(part)
          left++
        }
        part.positions.push(i)
      }
      if (!this.#waiting) {
        this.#waiting = true
        setImmediate(this.#flush)
      }
    })
  }

  #flush = () => {
    this.#waiting = false
    for (const node of this.#nodes) if (node.out !== '') node.flush()
  }
}

/** @type {(value: any) => void} */
let taken = () => {}
/** One function for all promises: no closure is made for a command. @param {(value: any) => void} resolve */
const take = resolve => {
  taken = resolve
}

/**
 * @param {BareNode} node
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<any>}
 */
function one(node, command, args) {
  node.out += encode([command, ...args])
  const promise = new Promise(take)
  node.expect(taken)
  node.flush()
  return promise
}
