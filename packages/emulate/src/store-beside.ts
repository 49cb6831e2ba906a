import { DEL, type Key, PEXPIRE } from '@rc/commands'
import type { Arg, Reply } from '@rc/resp'
import { copy } from './copy.js'
import { TEMPORARY_MS } from './draft.js'
import { all, type Steps } from './steps.js'

/**
 * ZRANGESTORE, GEOSEARCHSTORE, SORT … STORE, GEORADIUS … STORE: the server stores beside the source, under a temporary
 * key, which is then copied over. When it breaks, the destination is as it was or holds the whole result, and temporary
 * keys expire.
 *
 * @param sourceAt index of the source among the arguments; all other keys name the destination, of which the last counts
 */
export const storeBeside =
  (sourceAt: number) =>
  async (steps: Steps): Promise<Reply> => {
    const { spec, args, positions } = steps
    const destinations = positions.filter(at => at !== sourceAt)
    const destination = args[destinations[destinations.length - 1] ?? sourceAt] as Key
    const beside = steps.temporary(args[sourceAt] as Key)
    const words = args.map((arg, at): Arg => (destinations.includes(at) ? beside : arg))
    const [count] = await all([steps.stage(spec, ...words), steps.tend(PEXPIRE, beside, TEMPORARY_MS)])
    if (count === 0) await steps.write(DEL, destination)
    else await copy(steps, { from: beside, to: destination, replace: true, temporary: true })
    return count as Reply
  }
