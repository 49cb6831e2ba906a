import { type Command, isScriptCommand, type Key, keyPositions, scriptCommand } from '@rc/commands'
import type { Keyspace } from '@rc/pipeline'
import type { Arg } from '@rc/resp'
import { chooserOf, type PlacementChoice } from './placement.js'
import { TAGS, type TagMode, type Tags } from './tags.js'

/** How keys find their nodes. */
export interface PlacingOptions {
  readonly tags?: TagMode | undefined
  readonly placement?: PlacementChoice | undefined
}

/** The keyspace of some servers: the number of a server, in the order of the aliases, stands for a slot. */
export function shardKeyspace(
  aliases: readonly string[],
  { tags: mode = 'strip', placement = 'crc32' }: PlacingOptions,
): Keyspace {
  const choose = chooserOf(placement, aliases)
  const tags: Tags = TAGS[mode]
  const { hashed } = tags
  return {
    slotOf: key => choose(hashed(key)),
    stored: mode === 'strip' ? command => withoutTags(command, tags) : undefined,
    words: {
      places: 'nodes',
      together:
        mode === 'strip'
          ? 'Give the keys a common tag, such as a{user:1} and b{user:1}'
          : 'Give the keys a common hash tag, such as {user:1}:a and {user:1}:b',
    },
  }
}

function withoutTags<T>(given: Command<T>, tags: Tags): Command<T> {
  if (!isScriptCommand(given)) return renamed(given, tags)
  const { sha1, forms } = given
  const byHash = scriptCommand(sha1, renamed(forms.byHash, tags), renamed(forms.withText, tags))
  return given.spec === forms.byHash.spec ? byHash : byHash.forms.withText
}

/** The command with the names that its keys are stored under; itself where they are the same. */
function renamed<T>(command: Command<T>, { stored }: Tags): Command<T> {
  const { spec, args, read } = command
  let changed: Arg[] | undefined
  const rename = (at: number): void => {
    const key = args[at] as Key
    const name = stored(key)
    if (name !== key) (changed ??= args.slice())[at] = name
  }
  if (spec.onlyKey >= 0) {
    if (spec.onlyKey < args.length) rename(spec.onlyKey)
  } else for (const at of keyPositions(spec.keys, args)) rename(at)
  return changed === undefined ? command : { spec, args: changed, read }
}
