import { ConfigError } from '@rc/errors'

/** Classes of events that are told apart by a letter of their own. */
const CLASS_OF: Readonly<Record<string, string>> = { expired: 'x', evicted: 'e', keymiss: 'm', new: 'n' }

/** What a node's `notify-keyspace-events` lacks for what is wanted; undefined where it lacks nothing. */
export function lacking(flags: string, events: ReadonlySet<string> | undefined): string | undefined {
  if (!flags.includes('K')) return 'K'
  if (events === undefined) return /[A$glshzxetdmn]/.test(flags) ? undefined : 'A'
  for (const event of events) {
    const letter = CLASS_OF[event]
    if (letter === undefined || flags.includes(letter)) continue
    // A is short for nearly all classes.
    if ('xe'.includes(letter) && flags.includes('A')) continue
    return letter
  }
  return undefined
}

/** The error for notifications that are not turned on. */
export const notTurnedOn = (node: string, flags: string, letter: string): ConfigError =>
  new ConfigError(
    `Keyspace notifications are not turned on at ${node}: notify-keyspace-events is "${flags}" and lacks ${letter}. ` +
      'Turn them on at every node, replicas included, as they become primaries: ' +
      "await rc.configSet({ 'notify-keyspace-events': 'KA' }), and the same in the servers' configuration files.",
    { node },
  )
