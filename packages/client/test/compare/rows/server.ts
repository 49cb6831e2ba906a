import fc from 'fast-check'
import { ALIKE } from '../alike.js'
import { maybe, oneOf, options, own, required, several } from '../arbitraries.js'
import { OwnName, TwoForms } from '../own-name.js'
import { row, type RowOptions } from '../row.js'
import {
  aclLog,
  aclUser,
  clientLine,
  clientLines,
  description,
  histograms,
  keysWithFlags,
  latencyEvents,
  memoryStats,
  role,
  samples,
  sections,
  slowEntries,
} from '../server-shapes.js'
import { listOf, number, numbers, record } from '../shapes.js'

const byNode = (options: RowOptions = {}): RowOptions => ({ everywhere: 'byNode', ...options })
const measured = (options: RowOptions = {}): RowOptions => byNode({ alike: ALIKE.measured, ...options })
const first: RowOptions = { everywhere: 'first' }
const user = oneOf(new OwnName('ann', 'word'), new OwnName('bob', 'word'))
const channel = oneOf(new OwnName('news', 'word'), new OwnName('sport', 'word'))
const rules = several(oneOf('on', 'off', '~cache:*', '+get', '+@read', '-@dangerous', 'nopass', '&news', '%R~x'))
const words = oneOf(['GET', 'key'], ['SET', 'cache:1', 'v'], ['MGET', 'a', 'b'], ['FLUSHALL'])
const event = oneOf('command', 'no-such-event')
const unordered = { alike: ALIKE.unordered }

export const ACL = [
  row('ACL CAT', [maybe(oneOf('read', 'stream', 'nothing'))], unordered),
  row('ACL DELUSER', [several(user)], first),
  row('ACL DRYRUN', [fc.oneof(user, oneOf('default')), words]),
  row('ACL GENPASS', [maybe(oneOf(8, 128, -1))], { alike: { ...ALIKE.chance, look: textLength } }),
  row('ACL GETUSER', [fc.oneof(user, oneOf('default'))], {
    shape: aclUser,
    alike: { why: 'Each node lists the exceptions to a category in an order of its own.', look: rulesSorted },
  }),
  row('ACL LIST', [], { alike: { why: 'Each client has users of its own.', look: onlyDefault } }),
  row('ACL LOG', [maybe(oneOf(5))], measured({ shape: aclLog })),
  row('ACL LOG', [oneOf(new TwoForms(undefined, ['RESET']))], byNode({ method: 'aclLogReset' })),
  row('ACL SETUSER', [user, rules], first),
  row('ACL USERS', [], { alike: { why: 'Each client has users of its own.', look: onlyDefault } }),
  row('ACL WHOAMI'),
  row('ACL LOAD', [], first),
  row('ACL SAVE', [], first),
]

export const COMMANDS = [
  row('COMMAND', [], { shape: listOf(description), alike: ALIKE.listed }),
  row('COMMAND COUNT'),
  row('COMMAND GETKEYS', [words]),
  row('COMMAND GETKEYSANDFLAGS', [words], { shape: keysWithFlags }),
  row('COMMAND INFO', [several(oneOf('get', 'xinfo', 'sort', 'nosuch'))], {
    shape: listOf(description),
    alike: ALIKE.listed,
  }),
  row(
    'COMMAND LIST',
    [
      fc.oneof(
        fc.constant(undefined),
        oneOf('xinf*', 'get*').map(pattern => new TwoForms({ pattern }, ['FILTERBY', 'PATTERN', pattern])),
        oneOf('hyperloglog').map(aclcat => new TwoForms({ aclcat }, ['FILTERBY', 'ACLCAT', aclcat])),
      ),
    ],
    unordered,
  ),
]

export const SERVER = [
  row('CLIENT GETREDIR'),
  row('CLIENT ID', [], { alike: ALIKE.connection }),
  row('CLIENT INFO', [], { shape: clientLine, alike: ALIKE.connection }),
  row('CLIENT KILL', [required('id', oneOf(999_999_999))], byNode()),
  row('CLIENT LIST', [options({ type: oneOf('NORMAL', 'PUBSUB') })], measured({ shape: clientLines })),
  row('CLIENT NO-EVICT', [oneOf('ON', 'OFF')]),
  row('CLIENT NO-TOUCH', [oneOf('OFF')]),
  row('CLIENT SETINFO', [oneOf('LIB-NAME'), oneOf('compared')]),
  row('CLIENT SETNAME', [oneOf('compared', 'with space')]),
  row('CLIENT TRACKINGINFO', [], { shape: record() }),
  row('CLIENT UNBLOCK', [oneOf(999_999_999), maybe(oneOf('TIMEOUT', 'ERROR'))]),
  row('CLIENT UNPAUSE', [], first),
  row('CONFIG GET', [several(oneOf('maxmemory*', 'appendonly', 'hz', 'no-such-*'))], byNode({ shape: record() })),
  row('CONFIG RESETSTAT', [], first),
  row(
    'CONFIG SET',
    [required('hz', oneOf('10', '12')).map(({ ours, words: w }) => new TwoForms(ours, ['hz', w[1]]))],
    first,
  ),
  row('DBSIZE', [], { everywhere: 'sum' }),
  row('ECHO', [oneOf('hello', '', 'ключ\r\n')]),
  row(
    'INFO',
    [maybe(several(oneOf('server', 'clients', 'replication', 'cluster', 'keyspace')))],
    measured({ shape: sections }),
  ),
  row('LASTSAVE', [], measured()),
  row('LATENCY DOCTOR', [], measured()),
  row('LATENCY GRAPH', [event], byNode()),
  row('LATENCY HISTOGRAM', [several(oneOf('get', 'nosuch'))], measured({ shape: histograms })),
  row('LATENCY HISTORY', [event], measured({ shape: samples })),
  row('LATENCY LATEST', [], measured({ shape: latencyEvents })),
  row('LATENCY RESET', [maybe(event)], { everywhere: 'sum' }),
  row('LOLWUT', [oneOf(5, 6)], { alike: ALIKE.measured }),
  row('MEMORY DOCTOR', [], measured()),
  row('MEMORY MALLOC-STATS', [], measured()),
  row('MEMORY PURGE', [], first),
  row('MEMORY STATS', [], measured({ shape: memoryStats })),
  row('MODULE LIST'),
  row('PING', [maybe(oneOf('hello', ''))], first),
  row('PUBLISH', [channel, oneOf('hello')]),
  row('PUBSUB CHANNELS', [maybe(oneOf('no*'))], { everywhere: 'union' }),
  row('PUBSUB NUMPAT', [], { everywhere: 'sum' }),
  row('PUBSUB NUMSUB', [several(channel)], { everywhere: 'first', shape: record(number) }),
  row('PUBSUB SHARDCHANNELS', [maybe(oneOf('no*'))], { everywhere: 'union' }),
  row('PUBSUB SHARDNUMSUB', [several(channel)], { everywhere: 'first', shape: record(number) }),
  row('SPUBLISH', [own('news'), oneOf('hello')]),
  row('RANDOMKEY', [], { alike: ALIKE.chance }),
  row('ROLE', [], { method: 'serverRole', shape: role, alike: ALIKE.measured }),
  row('SAVE', [], first),
  row('SLOWLOG GET', [maybe(oneOf(2))], measured({ shape: slowEntries })),
  row('SLOWLOG LEN', [], { everywhere: 'sum' }),
  row('SLOWLOG RESET', [], first),
  row('TIME', [], measured({ shape: numbers })),
  row('WAIT', [oneOf(0), oneOf(10)]),
  row('WAITAOF', [oneOf(0), oneOf(0), oneOf(10)]),
]

function textLength(reply: unknown): unknown {
  return typeof reply === 'string' ? reply.length : reply
}

function onlyDefault(reply: unknown): unknown {
  return (reply as string[]).filter(line => /\bdefault\b/.test(line))
}

function rulesSorted(reply: unknown): unknown {
  if (reply === null) return null
  const user = reply as { commands: string }
  return { ...user, commands: user.commands.split(' ').toSorted() }
}
