import type { Arg, Request } from '@rc/resp'

/** Roughly what a request's arguments take up: characters of strings, bytes of byte arrays. */
export function sizeOf(request: Request): number {
  const { args } = request
  let size = 0
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as Arg
    size += typeof arg === 'string' ? arg.length : arg instanceof Uint8Array ? arg.length : 8
  }
  return size
}
