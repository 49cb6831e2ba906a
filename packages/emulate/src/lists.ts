import { BLMOVE, BRPOPLPUSH, type CommandSpec, DEL, type Key, LLEN, LMOVE, LPUSH, RPOPLPUSH, RPUSH } from '@rc/commands'
import { ReplyError } from '@rc/errors'
import type { Arg, Reply } from '@rc/resp'
import type { Steps } from './steps.js'
import { wordOf } from './words.js'

interface Move {
  readonly from: string
  readonly to: string
  /** How long to wait, in seconds; undefined for commands that do not. */
  readonly seconds: Arg | undefined
}

/**
 * LMOVE, RPOPLPUSH and their blocking forms, by a temporary list beside the source: the element moves there, is pushed to
 * the destination, and the temporary list is deleted. When it breaks in between, the element waits in the temporary list,
 * which does not expire: `waitsIn` of the error's part names it. When only the deletion fails, it is at the destination
 * too.
 *
 * A blocking form waits at the source, and answers null when its time is over.
 */
const mover =
  (parse: (args: readonly Arg[]) => Move, { arity }: CommandSpec) =>
  async (steps: Steps): Promise<Reply> => {
    const { from, to, seconds } = parse(steps.args)
    if (steps.args.length !== arity - 1 || !isEnd(from) || !isEnd(to)) return steps.refuse()
    const [source, destination] = steps.args as [Key, Key]
    const fits = await steps.tryRead(/^WRONGTYPE/, LLEN, destination)
    if (fits instanceof ReplyError) return inVain(steps, { source, seconds, error: fits })
    const waiting = steps.beside(source)
    const element = await steps.take<Buffer | null>(waiting, ...taking({ source, waiting, from, seconds }))
    if (element === null) return null
    await steps.write(to === 'LEFT' ? LPUSH : RPUSH, destination, element)
    await steps.write(DEL, waiting)
    return element
  }

/** LMOVE. When it breaks, the element waits in a temporary list, or is at the destination too. */
export const lmove = mover(([, , from, to]) => ({ from: wordOf(from), to: wordOf(to), seconds: undefined }), LMOVE)
/** BLMOVE: as LMOVE, after waiting at the source. */
export const blmove = mover(([, , from, to, seconds]) => ({ from: wordOf(from), to: wordOf(to), seconds }), BLMOVE)
/** RPOPLPUSH: as LMOVE, by a step that servers before 6.2 know too. */
export const rpoplpush = mover(() => ({ from: 'RIGHT', to: 'LEFT', seconds: undefined }), RPOPLPUSH)
/** BRPOPLPUSH: as RPOPLPUSH, after waiting at the source. */
export const brpoplpush = mover(([, , seconds]) => ({ from: 'RIGHT', to: 'LEFT', seconds }), BRPOPLPUSH)

const isEnd = (word: string): boolean => word === 'LEFT' || word === 'RIGHT'

interface Taking {
  readonly source: Key
  readonly waiting: Key
  readonly from: string
  readonly seconds: Arg | undefined
}

/** The step that takes the element. From the tail by the older commands, which older servers know too. */
function taking({ source, waiting, from, seconds }: Taking): [CommandSpec, ...Arg[]] {
  if (seconds === undefined) {
    return from === 'RIGHT' ? [RPOPLPUSH, source, waiting] : [LMOVE, source, waiting, from, 'RIGHT']
  }
  return from === 'RIGHT' ? [BRPOPLPUSH, source, waiting, seconds] : [BLMOVE, source, waiting, from, 'RIGHT', seconds]
}

/** The destination is no list, which the server says only where there is something to move. */
async function inVain(
  steps: Steps,
  { source, seconds, error }: { source: Key; seconds: Arg | undefined; error: ReplyError },
): Promise<null> {
  if (seconds === undefined) {
    if ((await steps.read(LLEN, source)) === 0) return null
    // An element that moves from its place to the same place waits for one without taking it.
  } else if ((await steps.read(BLMOVE, source, source, 'LEFT', 'LEFT', seconds)) === null) return null
  throw error
}
