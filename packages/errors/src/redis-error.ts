/**
 * Whether the command that an error belongs to took effect:
 *
 * - `'no'`: it was never sent, or the server said that it did not run it. Sending it again is safe.
 * - `'maybe'`: it was sent and no answer came. Only the caller knows whether sending it again is safe.
 * - `'yes'`: the server ran it, and the error is its answer.
 */
export type Executed = 'no' | 'maybe' | 'yes'

/** What is known of the place where an error happened. Never holds an argument, a key or a credential. */
export interface ErrorContext {
  /** Name of the command, such as `'GET'` or `'CLUSTER INFO'`; never its arguments. */
  command?: string | undefined
  /** The node that was asked, as `host:port`. */
  node?: string | undefined
  /** How often the command was sent or tried to be sent. */
  attempts?: number | undefined
  /** Whether the command took effect. */
  executed?: Executed | undefined
  /** The error that led to this one. */
  cause?: unknown
}

const brandOf = (name: string): symbol => Symbol.for(`@rc/errors/${name}`)

/**
 * Base of every error that these packages throw.
 *
 * `instanceof` works across copies and versions of the package: a class is recognised by its brand, not by its identity.
 */
export class RedisClusterError extends Error {
  /** A stable word to switch on: the first word of a server's error reply, or a name of ours such as `'TIMEOUT'`. */
  readonly code: string
  /** Name of the command, without arguments, where the error belongs to one. */
  command: string | undefined
  /** The node that was asked, as `host:port`, where there was one. */
  node: string | undefined
  /** How often the command was sent or tried to be sent. */
  attempts: number
  /** Whether the command took effect. */
  executed: Executed

  constructor(code: string, message: string, context: ErrorContext = {}) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause })
    this.code = code
    this.command = context.command
    this.node = context.node
    this.attempts = context.attempts ?? 0
    this.executed = context.executed ?? 'no'
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // A subclass of the user's own has no brand: for it, the prototype chain decides as usual.
    const brand = brands.get(this)
    if (brand === undefined) return Function.prototype[Symbol.hasInstance].call(this, value)
    return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[brand] === true
  }
}

const brands = new WeakMap<object, symbol>()

/**
 * Gives a class its name and its brand. Called once for each class, where it is declared.
 * @internal
 */
export function brand(type: abstract new (...args: never[]) => RedisClusterError, name: string): void {
  const symbol = brandOf(name)
  brands.set(type, symbol)
  Object.defineProperty(type.prototype, symbol, { value: true })
  // Spelled out, so that a minifier that renames the class does not rename the error.
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true })
}

brand(RedisClusterError, 'RedisClusterError')

/**
 * True for every error of these packages, whichever copy or version of them made it.
 *
 * @example
 * try { await rc.get('k') } catch (e) { if (isRedisClusterError(e)) console.log(e.code, e.executed) }
 */
export const isRedisClusterError = (value: unknown): value is RedisClusterError => value instanceof RedisClusterError
