import { COPY, command, type Executor, type Key } from '@rc/commands'
import { type Copied, copy } from './copy.js'
import { Steps } from './steps.js'

export type { Copied } from './copy.js'

/** Where a key is copied from and to. */
export interface CopyKeyOptions {
  /** Runs what reads the source. Bulk strings in its replies are Buffers. */
  readonly reads: Executor
  /** Runs what looks at and writes to the destination. Steps of one key run in the order in which they are issued. */
  readonly writes: Executor
  /** A name for a temporary key that lives where `key` lives at the destination: a new one at every call. */
  beside(key: Key): Key
  /** Whether a destination that exists is replaced. Default false. */
  readonly replace?: boolean
}

/**
 * Copies a key with its expiry, within a database or from one into another: at once by DUMP and RESTORE where it takes no
 * more than a mebibyte, or is of a module's type; else in chunks, under a temporary key beside the destination, which then
 * takes its place. So no reply and no command is larger than about a mebibyte, but for single elements that are.
 *
 * Also copies to servers that are older than the source, whose DUMP they cannot read, as long as they know the type.
 *
 * When it breaks, the destination is as it was or complete, and the temporary key expires. Not atomic for a key that is
 * written to meanwhile.
 *
 * @returns `'copied'`; `'missing'` where there is no source; `'exists'` where the destination exists and is not replaced
 * @throws PartialFailureError where a step failed after others; its parts name them
 * @throws ReplyError the server's own, where nothing was changed
 * @example
 * await copyKey('user:1', 'user:1', { reads: old, writes: cluster, beside: key => siblingKey(key, `:${randomUUID()}`) })
 */
export async function copyKey(from: Key, to: Key, how: CopyKeyOptions): Promise<Copied> {
  const steps = new Steps(command(COPY, [from, to]), how)
  try {
    return await copy(steps, { from, to, replace: how.replace ?? false })
  } catch (error) {
    throw steps.explain(error)
  } finally {
    steps.tidy()
  }
}
