import { type Key, RENAME, RENAMENX, UNLINK } from '@rc/commands'
import type { Reply } from '@rc/resp'
import { copy } from './copy.js'
import type { Steps } from './steps.js'
import { wordOf } from './words.js'

/**
 * RENAME: copies the key with its expiry, at once where it is small, in chunks under a temporary key beside the
 * destination where it is large, and then deletes the source. When it breaks, the source is there, and the destination is
 * as it was or complete: it can be run again. What others write to the source between the copy and the deletion is lost.
 */
export const rename = (steps: Steps): Promise<Reply> => move(steps, true)

/** RENAMENX: as RENAME, but a destination that exists, or comes to exist, is left alone, and the answer is 0. */
export const renamenx = (steps: Steps): Promise<Reply> => move(steps, false)

async function move(steps: Steps, replace: boolean): Promise<Reply> {
  const [from, to] = steps.args as [Key, Key]
  if (steps.args.length !== 2) return steps.refuse()
  for (;;) {
    switch (await copy(steps, { from, to, replace })) {
      case 'copied':
        await steps.write(UNLINK, from)
        return replace ? 'OK' : 1
      case 'exists':
        // The answer is 0, or an error where there is no source: the server looks at that first.
        return steps.read(RENAMENX, from, from)
      case 'missing':
        // Renaming a key to itself does nothing but complain about a key that is not there.
        await steps.read(RENAME, from, from)
    }
  }
}

/**
 * COPY, with REPLACE or without: copies the key with its expiry, at once where it is small, in chunks under a temporary
 * key beside the destination where it is large. When it breaks, the destination is as it was or complete, and the
 * temporary key expires. Another database (DB) is refused.
 */
export async function copyCommand(steps: Steps): Promise<Reply> {
  const [from, to, ...options] = steps.args as [Key, Key, ...Key[]]
  if (options.some(option => wordOf(option) !== 'REPLACE')) return steps.refuse()
  return (await copy(steps, { from, to, replace: options.length > 0 })) === 'copied' ? 1 : 0
}
