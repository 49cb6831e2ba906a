import type { Command } from '@rc/commands'
import type { Arg } from '@rc/resp'

/**
 * A key as the server's messages name it, which are read as text: bytes that are no UTF-8 become U+FFFD there, so that
 * several keys may have one name. They share their invalidations, and `commandId` keeps their values apart.
 */
export function keyName(key: Arg): string {
  if (typeof key !== 'string') return key instanceof Uint8Array ? textOf(key) : wireText(key)
  return (key as WellFormed).isWellFormed() ? key : (key as WellFormed).toWellFormed()
}

/** Node has them since version 20; the compiler's library for this target does not know. */
type WellFormed = string & { isWellFormed(): boolean; toWellFormed(): string }

/**
 * What tells a command from others of the same key: its name, its other arguments, and whether its reply is bytes.
 *
 * @param name may be another one, whose replies are the same
 */
export function commandId({ spec, args }: Command<unknown>, asBytes: boolean, name = spec.name): string {
  let id = asBytes ? `${name}#` : name
  for (let i = 0; i < args.length; i++) id += i === spec.onlyKey ? keyId(args[i] as Arg) : argId(args[i] as Arg)
  return id
}

/** The same for a command with nothing but a key. */
export const idOfKey = (name: string, key: Arg, asBytes: boolean): string => (asBytes ? `${name}#` : name) + keyId(key)

/** Nothing where the key's name says it all. */
const keyId = (key: Arg): string => (key instanceof Uint8Array && textOf(key).includes('\ufffd') ? argId(key) : '')

/** The length goes first, so that no two lists of arguments read alike. */
function argId(arg: Arg): string {
  if (arg instanceof Uint8Array) return `=${arg.length}:${bufferOf(arg).toString('latin1')}`
  const text = wireText(arg)
  return ` ${text.length}:${text}`
}

/** As the protocol writes it. */
const wireText = (arg: string | number | bigint): string =>
  arg === Infinity ? 'inf' : arg === -Infinity ? '-inf' : `${arg}`

const textOf = (bytes: Uint8Array): string => bufferOf(bytes).toString('utf8')

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength)
