import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { ALIKE } from '../alike.js'
import { aList, anInteger, aText, oneOf, several, value } from '../arbitraries.js'
import { OwnName, TwoForms } from '../own-name.js'
import { row } from '../row.js'
import { functionStats, libraries } from '../server-shapes.js'

/** What scripts can return: every type, nested, with nothing in the middle, errors, and errors of commands. */
const SCRIPTS = [
  "return redis.call('get', KEYS[1])",
  "return redis.call('lrange', KEYS[2], 0, -1)",
  'return { KEYS[1], ARGV[1], ARGV[2] }',
  'return 3.99',
  'return true',
  'return false',
  'return {}',
  "return { 1, { 2, 'three', { false, 4 } }, 'five' }",
  'return { 1, nil, 3 }',
  "return redis.status_reply('FINE')",
  "return redis.error_reply('MINE went wrong')",
  "return { ok = 'DONE' }",
  "return { err = 'MY own error' }",
  "return redis.call('incr', KEYS[2])",
  "return redis.pcall('incr', KEYS[2])",
  "return redis.call('nosuchcommand')",
  'return #ARGV',
  'this is no Lua',
  "error('thrown')",
] as const
const READ_SCRIPTS = ["return redis.call('llen', KEYS[2])", "return redis.call('set', KEYS[1], 'x')"] as const
const sha = (script: string): string => createHash('sha1').update(script).digest('hex')

/** Two keys and some arguments: how many keys, keys, arguments. */
const call = fc
  .tuple(aText, aList, fc.array(value, { maxLength: 3 }))
  .map(([first, second, args]) => new TwoForms({ keys: [first, second], args }, [2, first, second, ...args]))

const LOADED = 'return ARGV[1]'
const code = (suffix: string): string =>
  `#!lua name=§lib${suffix}§\nredis.register_function{function_name='§get${suffix}§', ` +
  `callback=function(keys, args) return redis.call('get', keys[1]) end, flags={'no-writes'}}\n` +
  `redis.register_function('§put${suffix}§', function(keys, args) return redis.call('set', keys[1], args[1]) end)`
const library = oneOf(...['1', '2'].map(n => new OwnName(`lib${n}`, 'word')))
const ofLibrary = library.map(
  name => new TwoForms({ libraryname: name, withcode: true }, ['LIBRARYNAME', name, 'WITHCODE']),
)
const functionName = oneOf(...['get1', 'put1', 'get2', 'nothing'].map(n => new OwnName(n, 'word')))
/** REPLACE stands in front. */
const load = fc
  .tuple(oneOf('1', '2'), fc.boolean())
  .map(([n, replace]) => [
    new TwoForms(code(n), replace ? ['REPLACE', code(n)] : [code(n)]),
    replace ? new TwoForms({ replace }, []) : undefined,
  ])

/** What the others call has to be there. */
export const SCRIPTING_FIRST = [
  row(
    'FUNCTION LOAD',
    [oneOf(new TwoForms(code('1'), ['REPLACE', code('1')])), oneOf(new TwoForms({ replace: true }, []))],
    {
      everywhere: 'first',
    },
  ),
  row('SCRIPT LOAD', [oneOf(LOADED)], { everywhere: 'first' }),
  row('SCRIPT LOAD', [oneOf(READ_SCRIPTS[0])], { everywhere: 'first' }),
]

export const SCRIPTING = [
  row('EVAL', [oneOf(...SCRIPTS), call]),
  row('EVAL_RO', [oneOf(...READ_SCRIPTS), call]),
  row('EVALSHA', [oneOf(...SCRIPTS.slice(0, 4).map(sha), sha(LOADED), 'f'.repeat(40)), call]),
  row('EVALSHA_RO', [oneOf(...READ_SCRIPTS.map(sha), sha('no such')), call]),
  row('SCRIPT LOAD', [oneOf(LOADED, 'no Lua at all')], { everywhere: 'first' }),
  row('SCRIPT EXISTS', [several(oneOf(sha(LOADED), sha('no such')))], { everywhere: 'and' }),
  row('SCRIPT SHOW', [oneOf(sha('no such'))]),
  row('FCALL', [functionName, call]),
  row('FCALL_RO', [oneOf(new OwnName('get1', 'word'), new OwnName('put1', 'word')), call]),
  row('FUNCTION DELETE', [oneOf(new OwnName('lib2', 'word'), new OwnName('nolib', 'word'))], { everywhere: 'first' }),
  row('FUNCTION LIST', [ofLibrary], { shape: libraries, alike: ALIKE.listed }),
  row('FUNCTION LOAD', load, { everywhere: 'first' }),
  row('FUNCTION STATS', [], { shape: functionStats, everywhere: 'byNode', alike: ALIKE.measured }),
  row('INCR', [anInteger]),
  row('LPUSH', [aList, oneOf('x', 'y')]),
]
