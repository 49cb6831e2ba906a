import type { Builder, Builders, Executor } from '@rc/commands'
import { putMethods } from './put-methods.js'

/**
 * Puts a method for each builder on a prototype: it makes the command and runs it. The one place that does so.
 *
 * The methods take as many parameters as their builders name, because spreading a list of arguments costs more than all
 * the rest of a call.
 */
export function attach(prototype: Executor, builders: Builders): void {
  putMethods(
    prototype,
    Object.entries<Builder>(builders).map(([name, build]) => [name, method(build)] as const),
  )
}

type AnyBuilder = (...args: unknown[]) => ReturnType<Builder>

function method(build: Builder): (this: Executor, ...args: never[]) => Promise<unknown> {
  const make = build as AnyBuilder
  switch (build.length) {
    case 0:
      return function () {
        return run(this, make, undefined)
      }
    case 1:
      return function (a) {
        try {
          return this.run(make(a))
        } catch (error) {
          return Promise.reject(error)
        }
      }
    case 2:
      return function (a, b) {
        try {
          return this.run(make(a, b))
        } catch (error) {
          return Promise.reject(error)
        }
      }
    case 3:
      return function (a, b, c) {
        try {
          return this.run(make(a, b, c))
        } catch (error) {
          return Promise.reject(error)
        }
      }
    default:
      return function (...args) {
        return run(this, make, args)
      }
  }
}

function run(executor: Executor, make: AnyBuilder, args: readonly unknown[] | undefined): Promise<unknown> {
  try {
    return executor.run(args === undefined ? make() : make(...args))
  } catch (error) {
    return Promise.reject(error)
  }
}
