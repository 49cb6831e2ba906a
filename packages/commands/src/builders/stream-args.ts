import type { Arg } from '@rc/resp'
import type { CommandSpec } from '../spec.js'
import { flatPairs, type Pairs } from './args.js'

/** `STREAMS`, then all keys, then all ids, out of pairs of a key and an id. */
export function streamArgs(spec: CommandSpec, streams: Pairs): Arg[] {
  const pairs = flatPairs(spec, 'streams', streams)
  const keys = pairs.filter((_, i) => i % 2 === 0)
  const ids = pairs.filter((_, i) => i % 2 === 1)
  return ['STREAMS', ...keys, ...ids]
}
