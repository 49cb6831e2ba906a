import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { toList } from '../replies.js'
import { BLMOVE, BLMPOP, BLPOP, BRPOP, BRPOPLPUSH } from '../specs.gen.js'
import { counted, type Key, many, type OneOrMany } from './args.js'
import type { ListEnd } from './lists.js'
import { appendOptions } from './options.js'
import { MPOP_OPTIONS, type MpopOptions, type PoppedElements, toPopped } from './popped.js'

/** What BLPOP and BRPOP took, and from which key. */
export interface PoppedElement {
  key: string
  element: string
}

/**
 * As `lmove`, but waits for an element. Null where none came within `seconds`; 0 waits without end.
 *
 * O(1). Since 6.2.0. Cluster: both keys must be in one slot.
 */
export const blmove = (
  source: Key,
  destination: Key,
  from: ListEnd,
  to: ListEnd,
  seconds: number,
): Command<string | null> => command(BLMOVE, [source, destination, from, to, seconds])

/**
 * As `lmpop`, but waits for an element. Null where none came within `seconds`; 0 waits without end.
 *
 * O(n) in the number of elements and keys. Since 7.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const blmpop = (
  seconds: number,
  keys: OneOrMany<Key>,
  where: ListEnd,
  options?: MpopOptions,
): Command<PoppedElements | null> =>
  command(
    BLMPOP,
    appendOptions(BLMPOP, [seconds, ...counted(BLMPOP, keys), where], { given: options, table: MPOP_OPTIONS }),
    toPopped,
  )

/**
 * Takes the first element of the first list that has one, and waits where none has. Null where none came within
 * `seconds`; 0 waits without end.
 *
 * O(n) in the number of keys. Since 2.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 * @example
 * const job = await rc.blpop(['{jobs}:urgent', '{jobs}:normal'], 5) // { key: '{jobs}:normal', element: '…' }
 */
export const blpop = (keys: OneOrMany<Key>, seconds: number): Command<PoppedElement | null> =>
  command(BLPOP, [...many(BLPOP, 'keys', keys), seconds], toPoppedElement)

/**
 * Takes the last element of the first list that has one, and waits where none has. Null where none came within
 * `seconds`; 0 waits without end.
 *
 * O(n) in the number of keys. Since 2.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const brpop = (keys: OneOrMany<Key>, seconds: number): Command<PoppedElement | null> =>
  command(BRPOP, [...many(BRPOP, 'keys', keys), seconds], toPoppedElement)

/**
 * As `rpoplpush`, but waits for an element. The old way to write `blmove(…, 'RIGHT', 'LEFT', seconds)`.
 *
 * O(1). Since 2.2.0. Cluster: both keys must be in one slot.
 */
export const brpoplpush = (source: Key, destination: Key, seconds: number): Command<string | null> =>
  command(BRPOPLPUSH, [source, destination, seconds])

function toPoppedElement(reply: Reply): PoppedElement | null {
  if (reply === null) return null
  const [key, element] = toList(reply)
  return { key: key as string, element: element as string }
}
