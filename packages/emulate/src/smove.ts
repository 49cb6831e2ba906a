import { EXISTS, type Key, SADD, SCARD, SISMEMBER, SMOVE, SREM } from '@rc/commands'
import { ReplyError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import type { Steps } from './steps.js'

/**
 * SMOVE: adds the member at the destination, then removes it at the source. When it breaks in between, it is in both.
 *
 * Where somebody else removes it at the source first, it is taken back from the destination, and the answer is 0.
 */
export async function smove(steps: Steps): Promise<Reply> {
  const [source, destination, member] = steps.args as [Key, Key, Key]
  if (steps.args.length !== SMOVE.arity - 1) return steps.refuse()
  const held = await steps.read<number>(SISMEMBER, source, member)
  const fits = await steps.tryRead(/^WRONGTYPE/, SCARD, destination)
  if (fits instanceof ReplyError) {
    // Without a source, the server does not look at the destination.
    if ((await steps.read(EXISTS, source)) === 0) return 0
    throw fits
  }
  if (held === 0) return 0
  const added = await steps.write(SADD, destination, member)
  if ((await steps.write(SREM, source, member)) === 1) return 1
  if (added === 1) await steps.write(SREM, destination, member)
  return 0
}
