import type { Key } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { Keyspace } from '@rc/pipeline'
import { TAGS, type TagMode } from './tags.js'

/** So many names are tried where no tag can name the place. */
const MOST_TRIES = 10_000

/**
 * A name for a temporary key on the node of another: by its tag where there is one or one can be made, else by looking
 * for a name that is placed there.
 *
 * @param unique what nobody else uses
 */
export function besideKey(
  key: Key,
  unique: string,
  { keyspace, mode }: { keyspace: Keyspace; mode: TagMode },
): string | Uint8Array {
  const tag = TAGS[mode].hashed(key)
  const named = mode === 'strip' ? joined(`rc:${unique}{`, tag, '}') : joined('{', tag, `}:rc:${unique}`)
  const place = keyspace.slotOf(key)
  // An empty tag is none, and one with a brace may end early.
  if (keyspace.slotOf(named) === place) return named
  for (let i = 0; i < MOST_TRIES; i++) {
    const name = `rc:${unique}:${i}`
    if (keyspace.slotOf(name) === place) return name
  }
  throw new ConfigError(
    'No name for a temporary key was found on the node of a key: the placement gives it hardly any key. Nothing was sent.',
  )
}

function joined(before: string, tag: string | Uint8Array, after: string): string | Uint8Array {
  return typeof tag === 'string' ? before + tag + after : Buffer.concat([Buffer.from(before), tag, Buffer.from(after)])
}
