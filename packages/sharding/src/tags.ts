import type { Key } from '@rc/commands'
import { hashTag } from '@rc/slots'

/**
 * What a tag in a key does. `'strip'`: `name{tag}` is placed by `tag` and stored under `name`, as rediscluster-py does.
 * `'keep'`: placed by what stands between the first `{` and the first `}` after it, as in a Redis Cluster, and stored
 * under the whole name.
 */
export type TagMode = 'strip' | 'keep'

/** What of a key decides on its node. */
export type Hashed = string | Uint8Array

/** What a mode makes of keys. */
export interface Tags {
  /** What of a key decides on its node. */
  readonly hashed: (key: Key) => Hashed
  /** The server's name of a key; the same key where it has no tag that is taken off. */
  readonly stored: (key: Key) => Key
}

const OPEN = 0x7b
const CLOSE = 0x7d

/** What the modes do. */
export const TAGS: Readonly<Record<TagMode, Tags>> = {
  strip: {
    hashed(key) {
      if (key instanceof Uint8Array) {
        const open = tagOfBytes(key)
        return open === -1 ? key : key.subarray(open + 1, -1)
      }
      const text = textOf(key)
      const open = tagOfText(text)
      return open === -1 ? text : text.slice(open + 1, -1)
    },
    stored(key) {
      if (key instanceof Uint8Array) {
        const open = tagOfBytes(key)
        return open === -1 ? key : key.subarray(0, open)
      }
      if (typeof key !== 'string') return key
      const open = tagOfText(key)
      return open === -1 ? key : key.slice(0, open)
    },
  },
  keep: { hashed: key => hashTag(key), stored: key => key },
}

/** The text of a key that is no bytes. */
// hashTag refuses what is no key, and says so.
const textOf = (key: string | number | bigint): string => (typeof key === 'string' ? key : String(hashTag(key)))

/** Where the tag of `name{tag}` begins; -1 for a key of another form. Neither name nor tag may be empty. */
function tagOfText(key: string): number {
  if (key.charCodeAt(key.length - 1) !== CLOSE) return -1
  const open = key.indexOf('{')
  return open > 0 && open < key.length - 2 ? open : -1
}

function tagOfBytes(key: Uint8Array): number {
  if (key[key.length - 1] !== CLOSE) return -1
  const open = key.indexOf(OPEN)
  return open > 0 && open < key.length - 2 ? open : -1
}
