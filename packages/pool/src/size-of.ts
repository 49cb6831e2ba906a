import type { Arg, Request } from '@rc/resp'

/** Bytes that a command takes up while it waits, whatever it says: its objects, its promise, its place in a queue. */
const OWN = 512

/** Roughly the memory that a request takes up while it waits: its own objects, and characters or bytes of its arguments. */
export function sizeOf({ args }: Request): number {
  let size = OWN
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as Arg
    size += typeof arg === 'string' ? arg.length : arg instanceof Uint8Array ? arg.length : 8
  }
  return size
}
