import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { useServer } from '../test/server.js'
import { builders } from './builders/table.gen.js'
import { BINARY, CONNECTION, IDEMPOTENT, READ, TEXT, WRITE } from './flags.js'
import { keyPositions, NONE } from './key-shapes.js'
import { lookup } from './lookup.js'
import { commandList } from './builders/command-info.js'
import { scanPage } from './builders/scan-page.js'
import { CLUSTER_INFO, DEL, EVAL, GET, MSETNX, SPUBLISH, TABLE } from './specs.gen.js'

/** Commands that have no builder, and why. */
const NO_BUILDER: Readonly<Record<string, string>> = {
  // The client's own, or state that a shared connection cannot have.
  AUTH: 'the options username, password and credentials',
  'CLIENT CAPA': 'the client says what it can',
  'CLIENT IMPORT-SOURCE': 'state of a connection',
  'CLIENT REPLY': 'replies are what tells commands apart',
  'CLIENT TRACKING': 'the option cache',
  HELLO: 'the option protocol',
  QUIT: 'close()',
  RESET: 'state of a connection',
  SELECT: 'a cluster has database 0 alone',
  // Verbs of the client.
  DISCARD: 'multi()',
  EXEC: 'multi()',
  MULTI: 'multi()',
  WATCH: 'watch()',
  UNWATCH: 'watch()',
  SUBSCRIBE: 'subscribe()',
  UNSUBSCRIBE: 'a subscription ends itself',
  PSUBSCRIBE: 'psubscribe()',
  PUNSUBSCRIBE: 'a subscription ends itself',
  SSUBSCRIBE: 'ssubscribe()',
  SUNSUBSCRIBE: 'a subscription ends itself',
  SCAN: 'scan(); scanPage makes the command',
  CLUSTERSCAN: 'scan()',
  MONITOR: 'an endless reply',
  // What a cluster refuses.
  MOVE: 'a cluster has database 0 alone',
  SWAPDB: 'a cluster has database 0 alone',
  SLAVEOF: 'replicaof',
  // Between servers, or for those who work on them.
  'CLUSTER SYNCSLOTS': 'between servers',
  DEBUG: 'for work on the server',
  PFDEBUG: 'for work on the server',
  PFSELFTEST: 'for work on the server',
  PSYNC: 'between servers',
  REPLCONF: 'between servers',
  'RESTORE-ASKING': 'between servers',
  SYNC: 'between servers',
}

/** `CLUSTER COUNT-FAILURE-REPORTS` is `clusterCountFailureReports`, `EVAL_RO` is `eval_ro`. */
function methodOf(name: string): string {
  const [first = '', ...rest] = name.toLowerCase().split(/[ -]/)
  return first + rest.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** Methods that have another name, because a client has something else under theirs. */
const RENAMED: Readonly<Record<string, string>> = { ROLE: 'serverRole' }

describe('the command table', () => {
  const { run } = useServer().connection(3)
  const names = TABLE.map(({ name }) => name)

  it('knows every command of the server', async () => {
    const listed = await run(commandList())
    const containers = new Set(names.map(name => name.split(' ')[0]))
    const unknown = listed
      .map(name => name.toUpperCase().replace('|', ' '))
      .filter(name => !names.includes(name) && !containers.has(name))
    expect(unknown).toEqual([])
  })

  it('has a builder for every command, or a reason why not', () => {
    const missing = names.filter(name => {
      const method = RENAMED[name] ?? methodOf(name)
      return !name.endsWith(' HELP') && !Object.hasOwn(builders, method) && NO_BUILDER[name] === undefined
    })
    expect(missing).toEqual([])
    for (const name of Object.keys(NO_BUILDER))
      expect([name, Object.hasOwn(builders, methodOf(name))]).toEqual([name, false])
  })

  it('has a page that names every command without a method, and every method with another name', () => {
    const page = readFileSync(new URL('../../../docs/commands.md', import.meta.url), 'utf8')
    const names = [...Object.keys(NO_BUILDER), ...Object.values(RENAMED), `${Object.keys(builders).length} methods`]
    expect(names.filter(name => !new RegExp(`(^|[^\\w-])${name}([^\\w-]|$)`, 'm').test(page))).toEqual([])
  })

  it('has no builder that is not a command', () => {
    // ACL LOG RESET answers with something else than ACL LOG.
    const methods = new Set(['aclLogReset', ...names.map(name => RENAMED[name] ?? methodOf(name))])
    expect(Object.keys(builders).filter(name => !methods.has(name))).toEqual([])
  })

  it('has builders that tell how many parameters they take, which a client makes its methods of', () => {
    for (const [name, build] of Object.entries(builders)) {
      const parameters = /^[^(]*\(([^)]*)\)/.exec(build.toString())?.[1] ?? ''
      expect([name, /[=]|\.\.\./.test(parameters)]).toEqual([name, false])
    }
  })

  it('leaves the names alone that a client and a pipeline have for other things', () => {
    const taken = `connect close destroy status on off once emit with bytes nodes node nodeFor slotOf explain pipeline multi
      watch script subscribe psubscribe ssubscribe keyspace scan call run cache withReplication withPersistence address
      role length add execute reset then toString constructor`
    for (const name of taken.split(/\s+/)) expect([name, Object.hasOwn(builders, name)]).toEqual([name, false])
  })
})

describe('a row', () => {
  it('says what a command is', () => {
    expect(GET).toMatchObject({
      name: 'GET',
      words: 1,
      head: '$3\r\nGET\r\n',
      arity: 2,
      onlyKey: 0,
      request: 'default',
    })
    expect(GET.flags & (READ | WRITE)).toBe(READ)
    expect(CLUSTER_INFO).toMatchObject({ words: 2, head: '$7\r\nCLUSTER\r\n$4\r\nINFO\r\n', onlyKey: -1 })
    expect(DEL).toMatchObject({ request: 'multi_shard', response: 'agg_sum', onlyKey: -1 })
    expect(SPUBLISH.onlyKey).toBe(0)
    expect(EVAL.onlyKey).toBe(-1)
  })

  it('is never split where a command is all or nothing', () => {
    expect(MSETNX.request).toBe('default')
    expect(lookup(['MSETEX'])?.request).toBe('default')
  })

  it('does not call a command a read that writes', () => {
    for (const { name, flags } of TABLE)
      expect([name, (flags & READ) !== 0 && (flags & WRITE) !== 0]).toEqual([name, false])
  })

  it('does not call a command idempotent that pops, adds or depends on when it runs', () => {
    for (const name of [
      'INCR',
      'APPEND',
      'LPUSH',
      'LPOP',
      'SPOP',
      'GETDEL',
      'GETSET',
      'SETNX',
      'XADD',
      'EVAL',
      'BITOP',
      'RENAME',
    ]) {
      expect([name, (lookup([name])?.flags ?? 0) & IDEMPOTENT]).toEqual([name, 0])
    }
  })

  it('is placed by its keys where it has any, so a row with keys has no policy for all nodes', () => {
    const both = TABLE.filter(({ keys, request }) => keys !== NONE && request.startsWith('all_'))
    expect(both.map(({ name }) => name)).toEqual([])
  })

  it('says whether its reply is text of the server, data of users, or bytes', () => {
    const kindOf = (name: string) => (lookup(name.split(' '))?.flags ?? 0) & (TEXT | BINARY)
    for (const name of [
      'INFO',
      'CLUSTER NODES',
      'CLIENT LIST',
      'CONFIG GET',
      'ACL LIST',
      'TYPE',
      'OBJECT ENCODING',
      'XADD',
    ])
      expect([name, kindOf(name)]).toEqual([name, TEXT])
    for (const name of ['DUMP', 'FUNCTION DUMP']) expect([name, kindOf(name)]).toEqual([name, BINARY])
    for (const name of [
      'GET',
      'KEYS',
      'SCAN',
      'RANDOMKEY',
      'EVAL',
      'FCALL_RO',
      'ECHO',
      'PUBSUB CHANNELS',
      'XINFO GROUPS',
    ])
      expect([name, kindOf(name)]).toEqual([name, 0])
  })

  it('agrees with the types about text: methods of bytes keep the types of the same builders', () => {
    const source = readFileSync(new URL('builders/text-builders.gen.ts', import.meta.url), 'utf8')
    const typed = [...source.matchAll(/'(\w+)'/g)].map(([, name]) => name)
    const flagged = TABLE.filter(({ flags }) => (flags & TEXT) !== 0)
      .map(({ name }) => RENAMED[name] ?? methodOf(name))
      .filter(name => Object.hasOwn(builders, name))
    expect(new Set(typed)).toEqual(new Set([...flagged, 'aclLogReset']))
  })

  it('is marked where it changes the state of its connection', () => {
    for (const name of ['AUTH', 'SELECT', 'MULTI', 'WATCH', 'SUBSCRIBE', 'MONITOR', 'HELLO', 'RESET']) {
      expect([name, (lookup([name])?.flags ?? 0) & CONNECTION]).toEqual([name, CONNECTION])
    }
  })
})

describe('scanPage', () => {
  const { run } = useServer().connection(2)

  it('walks the keys of a node', async () => {
    await run(builders.mset({ 'a:1': '1', 'a:2': '2', b: '3' }))
    expect(await run(scanPage(0, { match: 'a:*', count: 100, type: 'string' }))).toEqual({
      cursor: '0',
      keys: expect.arrayContaining(['a:1', 'a:2']),
    })
    expect(await run(scanPage('0', { type: 'list', count: 100 }))).toEqual({ cursor: '0', keys: [] })
    expect(keyPositions(scanPage(0).spec.keys, scanPage(0).args)).toEqual([])
  })
})
