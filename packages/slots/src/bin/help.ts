export const HELP = `Where keys live in a Redis Cluster. Opens no connection.

Usage: slots <command> [options]

Commands:
  plan        how the keys of a file would be distributed over slots, shards and nodes
  of KEY…     the slot of each key, and the part of it that is hashed
  tag SLOT…   a short hash tag for each slot

Options:
  -h, --help      this text; after a command, what it takes
  -v, --version   the version

Examples:
  redis-cli --scan | slots plan
  redis-cli cluster nodes > nodes.txt && slots plan --file keys.txt --topology nodes.txt
  slots of '{user:1}:name'
`

export const PLAN_HELP = `How keys would be distributed over slots, shards and nodes.

Usage: slots plan [options] < keys.txt

Reads one key a line, as bytes; empty lines are skipped, and so is a carriage return at the end of a line. The input may
be of any size: it is counted as it comes.

Options:
  -f, --file FILE       read the keys from a file instead of the standard input
  -n, --nodes N         assume N primaries, the slots divided evenly (default 3)
  -t, --topology FILE   the shards of a real cluster: the output of CLUSTER NODES, a nodes.conf, or the JSON of
                        CLUSTER SLOTS or CLUSTER SHARDS (redis-cli --json cluster slots)
  -k, --top K           how many of the fullest slots and most frequent tags to show (default 10)
  -0, --null            keys end with a NUL byte instead of a line break, and may hold line breaks
      --json            print the plan as JSON
  -h, --help            this text

Counts of tags are exact up to 10000 different tags; above that they may be too high, and then tell by how much.
`

export const OF_HELP = `The slot of each key, and the part of it that is hashed.

Usage: slots of [--json] KEY…

Options:
      --json   print an array of { key, slot, hashed }
  -h, --help   this text

A key that begins with a dash comes after two dashes: slots of -- -key
`

export const TAG_HELP = `A short hash tag for each slot: a key that holds it in braces lives there.

Usage: slots tag [--json] SLOT…

Options:
      --json   print an array of { slot, tag }
  -h, --help   this text
`
