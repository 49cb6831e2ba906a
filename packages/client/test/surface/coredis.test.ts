import { info, ping } from '@rc/commands'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { RedisCluster } from '../../src/redis-cluster.js'
import { checkRow, ofPrimaries, type Row } from './rows.js'
import { keyOnEach, useCountedCluster } from './setup.js'

// What coredis has, command by command: how it splits, which nodes it asks, how it merges.

const used = useCountedCluster()
const text = expect.any(String) as string
const list = expect.any(Array) as unknown[]
const record = expect.any(Object) as object
const number = expect.any(Number) as number
const sha = (script: string) => createHash('sha1').update(script).digest('hex')
const library = "#!lua name=surface\nredis.register_function('surface', function() return 1 end)"
const answered = (run: Promise<unknown>) => run.catch((error: unknown) => error)

/** What clients and views have alike. */
type OfKeys = Pick<RedisCluster, 'exists' | 'touch' | 'del' | 'unlink'>

describe('splitting (non_atomic_cross_slot → crossSlot)', () => {
  /** Two keys on each primary, in another order than that of the nodes. */
  const keysOf = (rc: RedisCluster) => [...keyOnEach(rc, 'one'), ...keyOnEach(rc, 'two').reverse()]

  it.each<readonly [string, (rc: OfKeys, keys: string[]) => Promise<unknown>, unknown]>([
    ['EXISTS', (rc, keys) => rc.exists(keys), 6],
    ['TOUCH', (rc, keys) => rc.touch(keys), 6],
    ['DEL', (rc, keys) => rc.del(keys), 6],
    ['UNLINK', (rc, keys) => rc.unlink(keys), 6],
  ])('%s: the sum', async (name, run, sum) => {
    const rc = await used.client()
    const keys = keysOf(rc)
    await rc.mset(keys.map(key => [key, 'v'] as const))
    const { reached, reply } = await used.watch(rc, name, () => run(rc, keys))
    expect([reached, reply]).toEqual(['primaries', sum])
    await expect(run(rc.with({ crossSlot: 'refuse' }), keys)).rejects.toMatchObject({
      name: 'CrossSlotError',
      executed: 'no',
    })
  })

  it('MGET: in the order of the keys; MSET: all', async () => {
    const rc = await used.client()
    const keys = keysOf(rc)
    const written = await used.watch(rc, 'MSET', () => rc.mset(keys.map(key => [key, `of ${key}`] as const)))
    expect([written.reached, written.reply]).toEqual(['primaries', 'OK'])
    const read = await used.watch(rc, 'MGET', () => rc.mget([...keys, 'nobody', ...keys]))
    expect(read.reply).toEqual([...keys.map(key => `of ${key}`), null, ...keys.map(key => `of ${key}`)])
    expect(read.reached).toBe('primaries')
  })

  it('JSON.MGET, JSON.MSET: routed where the server has the module, and never sent blindly', async () => {
    const rc = await used.client()
    const { reached, reply } = await used.watch(rc, 'JSON.MGET', () => answered(rc.call(['JSON.MGET', 'a', 'b', '$'])))
    expect(reply).toMatchObject({ executed: 'no' })
    expect(reached).toBe('none')
  })
})

describe('all nodes, must agree', () => {
  it.each<Row>([
    ['ACL SETUSER', 'all', 'OK', rc => rc.aclSetuser('somebody', ['on', '+get'])],
    ['ACL DELUSER', 'all', 1, rc => rc.aclSetuser('gone').then(() => rc.aclDeluser('gone'))],
    // The servers of the tests have no ACL file: each of them says so.
    ['ACL LOAD', 'all', refusedByAll(), rc => answered(rc.aclLoad())],
    ['ACL SAVE', 'all', refusedByAll(), rc => answered(rc.aclSave())],
    ['SAVE', 'all', 'OK', rc => rc.save()],
    ['SCRIPT LOAD', 'all', sha('return 1'), rc => rc.scriptLoad('return 1')],
    // Every node would answer the same: one is enough. `runOn` asks all.
    ['ECHO', 'any', 'x', rc => rc.echo('x')],
  ])('%s: %s', async (...row) => checkRow(used, row))
})

describe('all nodes, and', () => {
  it.each<Row>([
    ['CONFIG SET', 'all', 'OK', rc => rc.configSet({ hz: 10 })],
    ['CONFIG RESETSTAT', 'all', 'OK', rc => rc.configResetstat()],
    ['MODULE LOAD', 'all', refusedByAll(), rc => answered(rc.moduleLoad('/nowhere.so'))],
    ['MODULE LOADEX', 'all', refusedByAll(), rc => answered(rc.moduleLoadex('/nowhere.so'))],
    ['MODULE UNLOAD', 'all', refusedByAll(), rc => answered(rc.moduleUnload('nothing'))],
    ['CLUSTER SAVECONFIG', 'all', 'OK', rc => rc.clusterSaveconfig()],
    ['SCRIPT FLUSH', 'all', 'OK', rc => rc.scriptFlush()],
    // The servers' own word is all_shards.
    ['MEMORY PURGE', 'primaries', 'OK', rc => rc.memoryPurge()],
  ])('%s: %s', async (...row) => checkRow(used, row))
})

describe('all nodes, merged', () => {
  it.each<Row>([
    ['PUBSUB CHANNELS', 'all', [], rc => rc.pubsubChannels()],
    ['PUBSUB SHARDCHANNELS', 'all', [], rc => rc.pubsubShardchannels()],
    ['PUBSUB NUMSUB', 'all', { a: 0 }, rc => rc.pubsubNumsub('a')],
    ['PUBSUB SHARDNUMSUB', 'all', { a: 0 }, rc => rc.pubsubShardnumsub('a')],
  ])('%s: %s', async (...row) => checkRow(used, row))
})

describe('primaries, must agree', () => {
  it.each<Row>([
    ['FLUSHALL', 'primaries', 'OK', rc => rc.flushall()],
    ['FLUSHDB', 'primaries', 'OK', rc => rc.flushdb()],
    ['FUNCTION LOAD', 'primaries', 'surface', rc => rc.functionLoad(library, { replace: true })],
    ['FUNCTION DELETE', 'primaries', 'OK', rc => rc.functionDelete('surface')],
    ['FUNCTION FLUSH', 'primaries', 'OK', rc => rc.functionFlush()],
    ['FUNCTION RESTORE', 'primaries', refusedBy(3), rc => answered(rc.functionRestore('no payload'))],
    ['PING', 'primaries', 'PONG', rc => rc.ping()],
  ])('%s: %s', async (...row) => checkRow(used, row))

  it('a function that was loaded is there for every key', async () => {
    const rc = await used.client()
    await rc.functionLoad(library, { replace: true })
    for (const key of keyOnEach(rc, 'fcall')) expect(await rc.fcall('surface', { keys: key })).toBe(1)
  })
})

describe('primaries, first success', () => {
  const notBusy = expect.objectContaining({ name: 'ReplyError', code: 'NOTBUSY' }) as unknown

  it.each<Row>([
    ['FUNCTION KILL', 'primaries', notBusy, rc => answered(rc.functionKill())],
    ['SCRIPT KILL', 'primaries', notBusy, rc => answered(rc.scriptKill())],
  ])('%s: %s; nothing runs, and all say so, which is one error', async (...row) => checkRow(used, row))

  it('SCRIPT KILL: one that runs something is enough', async () => {
    const rc = await used.client()
    const [key = ''] = keyOnEach(rc, 'kill')
    const killer = await used.client()
    // Until then a server answers nobody, and after its node timeout the others would replace it.
    await rc.configSet({ 'lua-time-limit': 50 })
    const running = answered(rc.eval('while true do end', { keys: key }))
    await expect.poll(() => answered(killer.scriptKill())).toBe('OK')
    expect(String(await running)).toContain('Script killed by user')
  })
})

describe('primaries, element-wise and', () => {
  it('SCRIPT EXISTS', async () => {
    const rc = await used.client()
    await rc.scriptFlush()
    const everywhere = await rc.scriptLoad('return 1')
    await rc.nodes('primary')[1]?.scriptLoad('return 2')
    const { reached, reply } = await used.watch(rc, 'SCRIPT EXISTS', () =>
      rc.scriptExists([everywhere, sha('return 2'), sha('return 3')]),
    )
    expect([reached, reply]).toEqual(['primaries', [1, 0, 0]])
  })
})

describe('primaries, union', () => {
  it('KEYS', async () => {
    const rc = await used.client()
    await used.flush()
    const keys = keyOnEach(rc, 'union')
    await rc.mset(keys.map(key => [key, '1'] as const))
    const { reached, reply } = await used.watch(rc, 'KEYS', () => rc.keys('union:*'))
    expect([reached, reply.toSorted()]).toEqual(['primaries', keys.toSorted()])
  })
})

describe('random', () => {
  it.each<Row>([
    ['ACL CAT', 'any', list, rc => rc.aclCat()],
    ['ACL DRYRUN', 'any', 'OK', rc => rc.aclDryrun('default', ['GET', 'k'])],
    ['ACL GENPASS', 'any', text, rc => rc.aclGenpass()],
    ['ACL GETUSER', 'any', record, rc => rc.aclGetuser('default')],
    ['ACL LIST', 'any', list, rc => rc.aclList()],
    ['ACL USERS', 'any', list, rc => rc.aclUsers()],
    ['ACL WHOAMI', 'any', 'default', rc => rc.aclWhoami()],
    ['COMMAND', 'any', list, rc => rc.command()],
    ['COMMAND COUNT', 'any', number, rc => rc.commandCount()],
    ['COMMAND DOCS', 'any', record, rc => rc.commandDocs('get')],
    ['COMMAND GETKEYS', 'any', ['k'], rc => rc.commandGetkeys(['GET', 'k'])],
    ['COMMAND INFO', 'any', list, rc => rc.commandInfo('get')],
    ['COMMAND LIST', 'any', list, rc => rc.commandList()],
    ['MODULE LIST', 'any', [], rc => rc.moduleList()],
    ['PUBLISH', 'any', 0, rc => rc.publish('channel', 'message')],
    ['FUNCTION DUMP', 'any', expect.anything(), rc => rc.functionDump()],
    ['FUNCTION LIST', 'any', list, rc => rc.functionList()],
    ['CLUSTER COUNT-FAILURE-REPORTS', 'any', 0, rc => rc.clusterCountFailureReports(used.cluster.nodes[0]?.id ?? '')],
    ['CLUSTER INFO', 'any', record, rc => rc.clusterInfo()],
    ['CLUSTER KEYSLOT', 'any', 12182, rc => rc.clusterKeyslot('foo')],
    [
      'CLUSTER MEET',
      'any',
      'OK',
      rc => rc.clusterMeet(used.cluster.nodes[0]?.host ?? '', used.cluster.nodes[0]?.port ?? 0),
    ],
    ['CLUSTER NODES', 'any', list, rc => rc.clusterNodes()],
    ['CLUSTER REPLICAS', 'any', list, rc => rc.clusterReplicas(used.cluster.primaries[0]?.id ?? '')],
    ['CLUSTER SHARDS', 'any', list, rc => rc.clusterShards()],
    ['CLUSTER SLOTS', 'any', list, rc => rc.clusterSlots()],
    // Each primary has its own: one of them says nothing of the others.
    ['INFO', 'primaries', ofPrimaries, rc => rc.info('server')],
    ['FUNCTION STATS', 'primaries', ofPrimaries, rc => rc.functionStats()],
    ['RANDOMKEY', 'primaries', null, rc => rc.flushall().then(() => rc.randomkey())],
  ])('%s: %s', async (...row) => checkRow(used, row))
})

describe('where the seeds disagree, a node view gives the other', () => {
  it('INFO and PING of one node, or of all', async () => {
    const rc = await used.client()
    const [view] = rc.nodes('replica')
    expect(
      await used.watch(rc, 'INFO', async () => (await view?.info('replication'))?.['replication']?.['role']),
    ).toEqual({
      reached: 'one replica',
      times: 1,
      reply: 'slave',
    })
    expect((await used.watch(rc, 'INFO', () => rc.runOn('all', info()))).reached).toBe('all')
    expect((await used.watch(rc, 'PING', () => rc.runOn('all', ping()))).reached).toBe('all')
  })
})

describe('what raises there works here', () => {
  it.each<Row>([
    ['DBSIZE', 'primaries', 0, rc => rc.flushall().then(() => rc.dbsize())],
    ['SLOWLOG GET', 'all', record, rc => rc.slowlogGet()],
    ['SLOWLOG LEN', 'all', number, rc => rc.slowlogLen()],
    ['SLOWLOG RESET', 'all', 'OK', rc => rc.slowlogReset()],
    ['PUBSUB NUMPAT', 'all', 0, rc => rc.pubsubNumpat()],
    ['WAIT', 'primaries', 1, rc => rc.set('w', '1').then(() => rc.wait(1, 2000))],
  ])('%s: %s', async (...row) => checkRow(used, row))
})

/** An error that names each of so many nodes, of which none did it. */
function refusedBy(nodes: number): unknown {
  return expect.objectContaining({
    name: 'PartialFailureError',
    succeeded: [],
    failed: expect.objectContaining({ length: nodes }) as unknown,
  })
}

function refusedByAll(): unknown {
  return refusedBy(6)
}
