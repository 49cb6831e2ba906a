import { DUMP, EXISTS, type Key, MEMORY_USAGE, PEXPIRE, PEXPIREAT, RESTORE, TYPE } from '@rc/commands'
import { ReplyError } from '@rc/errors'
import type { Arg } from '@rc/resp'
import { CHUNK_BYTES } from './chunks.js'
import { copierOf } from './copiers.js'
import { Draft, TEMPORARY_MS } from './draft.js'
import { expiryOf } from './expiry.js'
import { all, type Steps } from './steps.js'
import { textOf } from './words.js'

/** What became of a copy: the source did not exist, or the destination did and was not to be replaced. */
export type Copied = 'copied' | 'missing' | 'exists'

/** What to copy. */
export interface Copy {
  readonly from: Key
  readonly to: Key
  readonly replace: boolean
  /** The source is a temporary key: it is kept from expiring, and its expiry is not copied. */
  readonly temporary?: boolean
}

/** What a server answers to commands that it does not have, or does not let this user run: RESTORE often is among them. */
const WITHHELD = /^NOPERM|unknown command/i
/** What it answers to RESTORE where the destination exists, and where the bytes are of a server that is newer. */
const BUSY = /^BUSYKEY/
const NOT_RESTORED = /^BUSYKEY|DUMP payload version|Bad data format|^NOPERM|unknown command/i

/**
 * Copies a key with its expiry: at once where it is small, in chunks where it is large. The destination is seen whole or
 * not at all.
 */
export async function copy(steps: Steps, what: Copy): Promise<Copied> {
  const { from, to, replace } = what
  const [bytes, type] = await all([
    steps.tryRead<number | null>(WITHHELD, MEMORY_USAGE, from),
    steps.read<Arg>(TYPE, from),
    what.temporary === true ? steps.tend(PEXPIRE, from, TEMPORARY_MS) : undefined,
  ])
  if (bytes === null) return 'missing'
  if (!replace && (await steps.tend(EXISTS, to)) === 1) return 'exists'
  const copier = copierOf(textOf(type))
  // Without a word on its size, it may be large.
  const small = !(bytes instanceof ReplyError) && bytes <= CHUNK_BYTES
  if (!small && copier !== undefined) return inChunks(steps, what, copier)
  const outcome = await atOnce(steps, what)
  if (!(outcome instanceof ReplyError)) return outcome
  if (copier === undefined) throw outcome
  return inChunks(steps, what, copier)
}

async function atOnce(steps: Steps, { from, to, replace, temporary }: Copy): Promise<Copied | ReplyError> {
  const [expiry, bytes] = await all([
    temporary === true ? undefined : expiryOf(steps, from),
    steps.tryRead<Buffer | null>(WITHHELD, DUMP, from),
  ])
  if (bytes === null) return 'missing'
  if (bytes instanceof ReplyError) return bytes
  const [spec, ms] = expiry?.() ?? [PEXPIRE, 0]
  const options = [...(replace ? ['REPLACE'] : []), ...(spec === PEXPIREAT ? ['ABSTTL'] : [])]
  const restored = await steps.tryWrite(NOT_RESTORED, RESTORE, to, ms, bytes, ...options)
  if (!(restored instanceof ReplyError)) return 'copied'
  return BUSY.test(restored.message) ? 'exists' : restored
}

type Copier = NonNullable<ReturnType<typeof copierOf>>

async function inChunks(steps: Steps, { from, to, replace, temporary }: Copy, copier: Copier): Promise<Copied> {
  const expiry = temporary === true ? undefined : await expiryOf(steps, from)
  const draft = new Draft(steps, to)
  const renew = temporary === true ? () => steps.tend(PEXPIRE, from, TEMPORARY_MS) : () => Promise.resolve()
  await copier({ steps, from, draft, renew })
  if (!draft.begun) return 'missing'
  const placed = await draft.place(to, { expiry, replace })
  return placed ? 'copied' : 'exists'
}
