/** @typedef {import('../../../packages/client/test/faults/client.js').Ear} Ear */
/** @typedef {import('../../../packages/client/test/faults/client.js').Target} Target */

/** Where functions of the user are called differs from client to client: there is no common row. */
export const NO_THROWING = 'calls functions of the user at other places than those of this row'

/**
 * Says what a client cannot be asked for, before it is measured without it.
 *
 * @param {Target} target
 * @param {Partial<Record<keyof Target, string>>} reasons
 */
export function refuse(target, reasons) {
  for (const [name, reason] of Object.entries(reasons)) {
    if (target[/** @type {keyof Target} */ (name)] !== undefined) throw new Error(`it ${reason}`)
  }
}

/** Who hears which channel, for clients that have one listener for all. */
export function listeners() {
  /** @type {Map<string, Ear>} */
  const ears = new Map()
  return {
    listening: (/** @type {string} */ channel, /** @type {Ear} */ ear) => void ears.set(channel, ear),
    listenersOf: (/** @type {string} */ channel) => ears.get(channel),
  }
}

/**
 * A client of its own for each key, made when first asked for.
 *
 * @template T
 * @param {() => Promise<T>} open
 * @returns {(key: string) => Promise<T>}
 */
export function ownFor(open) {
  /** @type {Map<string, Promise<T>>} */
  const made = new Map()
  return key => {
    const one = made.get(key) ?? open()
    made.set(key, one)
    return one
  }
}
