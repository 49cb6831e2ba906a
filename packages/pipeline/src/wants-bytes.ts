import { BINARY, type Command, TEXT } from '@rc/commands'
import type { CallOptions } from './call-options.js'

/** Whether strings of a command's reply stand as Buffers: as the view says, but for what can only be the one or the other. */
export function wantsBytes({ spec: { flags } }: Command<unknown>, { asBytes }: CallOptions): boolean {
  return asBytes ? (flags & TEXT) === 0 : (flags & BINARY) !== 0
}
