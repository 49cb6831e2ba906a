/**
 * A part of the library that is loaded when it is first used: most clients never need it, and none should ship or parse
 * it at once. Nothing is such a part that gets a client over a fault, as then there is no time to load; and no command
 * waits for one that others of its slot could overtake.
 *
 * @example
 * const walks = new Late(() => import('./walks.js'))
 * const { KeyWalk } = await walks.load()
 */
export class Late<T> {
  readonly #from: () => Promise<T>
  #loading: Promise<T> | undefined
  #loaded: T | undefined

  constructor(from: () => Promise<T>) {
    this.#from = from
  }

  /** The part, where it is here already. */
  get loaded(): T | undefined {
    return this.#loaded
  }

  /** Loads it, once for all who want it. Where that fails, the next who wants it tries again. */
  load(): Promise<T> {
    this.#loading ??= this.#load()
    return this.#loading
  }

  async #load(): Promise<T> {
    try {
      return (this.#loaded = await this.#from())
    } catch (error) {
      this.#loading = undefined
      throw error
    }
  }
}
