/**
 * Puts methods on the prototype of a class, as its own stand there: they can be replaced, and no loop shows them.
 *
 * Hundreds of methods, one by one, take longer than all the rest of an import: the engine copies the layout of the object
 * for each of them. An object that has lost a property has no such layout, until somebody calls one of its methods.
 */
export function putMethods(prototype: object, methods: Iterable<readonly [name: string, method: unknown]>): void {
  const constructor = Object.getOwnPropertyDescriptor(prototype, 'constructor')
  Reflect.deleteProperty(prototype, 'constructor')
  for (const [name, value] of methods) {
    Object.defineProperty(prototype, name, { configurable: true, writable: true, value })
  }
  if (constructor !== undefined) Object.defineProperty(prototype, 'constructor', constructor)
}
