import { type Command, command } from '../command.js'
import { PFADD, PFCOUNT, PFMERGE } from '../specs.gen.js'
import { after, type Key, many, type OneOrMany, type Value } from './args.js'

/**
 * Adds elements to a HyperLogLog, which counts different elements nearly, in at most 12 KiB. Answers with 1 where the
 * count has changed, else 0. Without elements it makes an empty one.
 *
 * O(n) in the number of elements. Since 2.8.9. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of elements is empty
 */
export const pfadd = (key: Key, elements?: OneOrMany<Value>): Command<number> =>
  command(PFADD, elements === undefined ? [key] : after(key, many(PFADD, 'elements', elements)))

/**
 * Number of different elements, with an error of about 0.81 %; of several keys together, each element once.
 *
 * O(1), and O(n) in the number of keys. Since 2.8.9. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const pfcount = (keys: OneOrMany<Key>): Command<number> => command(PFCOUNT, many(PFCOUNT, 'keys', keys))

/**
 * Adds what several keys have counted to what `destination` has.
 *
 * O(n) in the number of keys. Since 2.8.9. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of sources is empty
 */
export const pfmerge = (destination: Key, sources: OneOrMany<Key>): Command<'OK'> =>
  command(PFMERGE, after(destination, many(PFMERGE, 'sources', sources)))
