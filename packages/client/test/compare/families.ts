import type { Row } from './row.js'
import { CLUSTER } from './rows/cluster.js'
import { HASH_FIELDS, HASHES } from './rows/hashes.js'
import { KEYS } from './rows/keys.js'
import { LISTS } from './rows/lists.js'
import { BITS, PLACES } from './rows/places-and-bits.js'
import { SCRIPTING, SCRIPTING_FIRST } from './rows/scripting.js'
import { ACL, COMMANDS, SERVER } from './rows/server.js'
import { SETS } from './rows/sets.js'
import { SORTED_SETS } from './rows/sorted-sets.js'
import { STREAMS, STREAMS_FIRST } from './rows/streams.js'
import { STRINGS } from './rows/strings.js'

/** All rows by family. A sequence of calls stays within one, so that calls meet the data of each other. */
export const FAMILIES: Readonly<Record<string, readonly Row[]>> = {
  strings: STRINGS,
  keys: KEYS,
  lists: LISTS,
  sets: SETS,
  hashes: HASHES,
  'fields of hashes that end': HASH_FIELDS,
  'sorted sets': SORTED_SETS,
  streams: STREAMS,
  places: PLACES,
  'bits and sketches': BITS,
  scripting: SCRIPTING,
  acl: ACL,
  commands: COMMANDS,
  server: SERVER,
  cluster: CLUSTER,
}

/** What every sequence of a family begins with. */
export const FIRST: Readonly<Record<string, readonly Row[]>> = {
  streams: STREAMS_FIRST,
  scripting: SCRIPTING_FIRST,
}
