import { ConfigError } from '@rc/errors'
import { nodeCrypto, nodeZlib } from '../builtins.js'

// Fields are short, for a token is to be short. Slots stand as ranges.

/** What a token holds of what is looked for. */
export interface PackedQuery {
  readonly v: 1
  readonly m?: string
  readonly t?: string
  readonly c: number
}

/** All that a token holds. Where a scan has not begun, nothing is done. */
export interface Packed extends PackedQuery {
  readonly d?: string
  readonly x?: readonly (readonly [from: string, epoch: number, to: string, slots: string])[]
  readonly p?: PackedPass
}

/** What a token holds of the pass under way. */
export interface PackedPass {
  readonly n: string
  readonly r?: string
  readonly e: number
  readonly o: string
  readonly l: readonly (readonly [to: string, slots: string])[]
  readonly a: string
  readonly c?: string
}

const CHECKSUM_BYTES = 6
const MOST_CHARACTERS = 1 << 20

/** A text that holds the record, and shows where it was changed. */
export function seal(packed: Packed): string {
  const body = nodeZlib().deflateRawSync(JSON.stringify(packed))
  return Buffer.concat([checksum(body), body]).toString('base64url')
}

/**
 * The record that a text holds; what stands in it is not looked at.
 *
 * @throws ConfigError where no scan gave it, or it was changed since
 */
export function unseal(token: string): Packed {
  if (token.length > MOST_CHARACTERS || !/^[\w-]+$/.test(token)) throw refused()
  const bytes = Buffer.from(token, 'base64url')
  const body = bytes.subarray(CHECKSUM_BYTES)
  if (bytes.toString('base64url') !== token || !checksum(body).equals(bytes.subarray(0, CHECKSUM_BYTES)))
    throw refused()
  try {
    const packed = JSON.parse(
      nodeZlib().inflateRawSync(body, { maxOutputLength: MOST_CHARACTERS }).toString(),
    ) as Packed
    if (packed.v === 1) return packed
  } catch {
    // Told below.
  }
  throw refused()
}

const checksum = (body: Buffer): Buffer =>
  nodeCrypto().createHash('sha256').update(body).digest().subarray(0, CHECKSUM_BYTES)

/** The error about a text that is none of a scan. */
export const refused = (): ConfigError =>
  new ConfigError(
    'The option cursor is no token of a scan, or it was cut off or changed. Pass the property cursor of a scan as it was, ' +
      'or leave it out to begin anew.',
  )
