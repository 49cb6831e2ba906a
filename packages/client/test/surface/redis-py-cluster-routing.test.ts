import { createHash } from 'node:crypto'
import { type Builder, builders, type Command, command, lookup } from '@rc/commands'
import { describe, expect, it } from 'vitest'
import { byNode, checkRow, ofAll, ofPrimaries, type Row } from './rows.js'
import { keyOnEach, useCountedCluster } from './setup.js'

const used = useCountedCluster()

const text = expect.any(String) as string
const number = expect.any(Number) as number
const list = expect.any(Array) as unknown[]
const record = expect.any(Object) as object

describe('routing: on all nodes', () => {
  it.each<Row>([
    ['BGREWRITEAOF', 'all', ofAll, rc => rc.bgrewriteaof()],
    ['BGSAVE', 'all', ofAll, rc => rc.bgsave({ schedule: true })],
    ['CLIENT KILL', 'all', ofAll, rc => rc.clientKill({ id: 999_999 })],
    ['CLIENT LIST', 'all', ofAll, rc => rc.clientList()],
    ['CLIENT SETNAME', 'all', 'OK', rc => rc.clientSetname('surface')],
    ['CONFIG GET', 'all', ofAll, rc => rc.configGet('hz')],
    ['CONFIG RESETSTAT', 'all', 'OK', rc => rc.configResetstat()],
    ['CONFIG REWRITE', 'all', 'OK', rc => rc.configRewrite()],
    ['CONFIG SET', 'all', 'OK', rc => rc.configSet({ hz: 11 })],
    ['LASTSAVE', 'all', ofAll, rc => rc.lastsave()],
    ['PUBSUB CHANNELS', 'all', [], rc => rc.pubsubChannels()],
    ['PUBSUB NUMPAT', 'all', 0, rc => rc.pubsubNumpat()],
    ['PUBSUB NUMSUB', 'all', { a: 0, b: 0 }, rc => rc.pubsubNumsub(['a', 'b'])],
    ['SLOWLOG GET', 'all', ofAll, rc => rc.slowlogGet()],
    ['SLOWLOG LEN', 'all', number, rc => rc.slowlogLen()],
    ['SLOWLOG RESET', 'all', 'OK', rc => rc.slowlogReset()],
    ['TIME', 'all', ofAll, rc => rc.time()],
  ])('%s: %s', async (...row) => checkRow(used, row))

  it('SAVE: all, one answer', async () => {
    await expect
      .poll(async () => Object.values(await (await used.client()).info('persistence')).map(persistence))
      .toEqual([false, false, false])
    // BGSAVE above may still be under way on a replica, which then refuses a second one.
    const rc = await used.client()
    const { reached } = await used.watch(rc, 'SAVE', () => rc.save().catch((error: unknown) => error))
    expect(reached).toBe('all')
  })
})

const persistence = (info: Record<string, Record<string, unknown>>): boolean =>
  info['persistence']?.['rdb_bgsave_in_progress'] === 1 || info['persistence']?.['aof_rewrite_in_progress'] === 1

describe('routing: on all nodes there, where the servers say less is right', () => {
  it.each<Row>([
    // Replicas hold the same keys once more: the original counted and listed them twice.
    ['DBSIZE', 'primaries', number, rc => rc.dbsize()],
    ['KEYS', 'primaries', list, rc => rc.keys('*')],
    ['INFO', 'primaries', ofPrimaries, rc => rc.info('server')],
    ['PING', 'primaries', 'PONG', rc => rc.ping()],
    ['ECHO', 'any', 'hello', rc => rc.echo('hello')],
    ['CLUSTER INFO', 'any', record, rc => rc.clusterInfo()],
    ['CLIENT GETNAME', 'any', null, rc => rc.clientGetname()],
    ['CLIENT ID', 'any', number, rc => rc.clientId()],
  ])('%s: %s', async (...row) => checkRow(used, row))

  it.each([
    ['DBSIZE', builders.dbsize()],
    ['KEYS', builders.keys('*')],
    ['INFO', builders.info('server')],
    ['PING', builders.ping()],
    ['ECHO', builders.echo('hello')],
    ['CLUSTER INFO', builders.clusterInfo()],
    ['CLIENT GETNAME', builders.clientGetname()],
    ['CLIENT ID', builders.clientId()],
  ] as [string, Command<unknown>][])('%s on every node, by node, with runOn', async (name, everywhere) => {
    const rc = await used.client()
    const { reached, reply } = await used.watch(rc, name, () => rc.runOn('all', everywhere))
    expect(reached).toBe('all')
    expect(Object.keys(reply).sort()).toEqual(Object.keys(byNode(rc, 'all', 1)).sort())
  })
})

describe('routing: on all primaries', () => {
  it.each<Row>([
    ['FLUSHALL', 'primaries', 'OK', rc => rc.flushall()],
    ['FLUSHDB', 'primaries', 'OK', rc => rc.flushdb()],
    ['SCRIPT EXISTS', 'primaries', [0], rc => rc.scriptExists('f'.repeat(40))],
    // Scripts are no part of the replication stream: a replica that takes over has to know them too.
    ['SCRIPT FLUSH', 'all', 'OK', rc => rc.scriptFlush()],
    ['SCRIPT LOAD', 'all', text, rc => rc.scriptLoad('return 1')],
  ])('%s: %s', async (...row) => checkRow(used, row))

  it('SCAN: a cursor belongs to one node, so that it runs on a view of it', async () => {
    const rc = await used.client()
    expect(rc.explain(['SCAN', 0])).toMatchObject({ way: 'refused' })
    await expect(rc.call(['SCAN', 0])).rejects.toMatchObject({ name: 'ConfigError', executed: 'no' })
    const [view] = rc.nodes('primary')
    expect(await view?.call(['SCAN', 0])).toEqual(['0', []])
  })

  it('SCRIPT DEBUG: changes the connection, which others share, and is refused', async () => {
    const rc = await used.client()
    const { reached, reply } = await used.watch(rc, 'SCRIPT DEBUG', () =>
      rc.scriptDebug('NO').catch((error: unknown) => error),
    )
    expect(reached).toBe('none')
    expect(reply).toMatchObject({ name: 'ConfigError', executed: 'no' })
  })
})

describe('routing: one node', () => {
  it.each<Row>([
    ['CLUSTER NODES', 'any', list, rc => rc.clusterNodes()],
    ['CLUSTER SLOTS', 'any', list, rc => rc.clusterSlots()],
    // The original asked one node, which may be empty while others are not.
    ['RANDOMKEY', 'primaries', null, rc => rc.flushall().then(() => rc.randomkey())],
  ])('%s: %s', async (...row) => checkRow(used, row))

  it('RANDOMKEY finds the only key there is, wherever it lives', async () => {
    const rc = await used.client()
    await used.flush()
    for (const key of keyOnEach(rc)) {
      await rc.set(key, 'x')
      expect(await rc.randomkey()).toBe(key)
      await rc.del(key)
    }
  })
})

describe('routing: by slot number', () => {
  it('CLUSTER COUNTKEYSINSLOT and GETKEYSINSLOT: the owner of the slot', async () => {
    const rc = await used.client()
    for (const key of keyOnEach(rc, 'slot')) {
      await rc.set(key, 'x')
      const counted = await used.watch(rc, 'CLUSTER COUNTKEYSINSLOT', () => rc.clusterCountkeysinslot(rc.slotOf(key)))
      expect(counted).toMatchObject({ reached: 'one primary', times: 1, reply: 1 })
      expect(await rc.clusterGetkeysinslot(rc.slotOf(key), 10)).toEqual([key])
    }
  })
})

describe('routing: by keys', () => {
  it('EVAL, EVALSHA: all keys in one slot, else CrossSlotError', async () => {
    const rc = await used.client()
    const script = 'return { KEYS[1], KEYS[2], ARGV[1] }'
    const sha = createHash('sha1').update(script).digest('hex')
    const call = { keys: ['{t}a', '{t}b'], args: 'x' }
    const evaluated = await used.watch(rc, 'EVAL', () => rc.eval(script, call))
    expect(evaluated).toMatchObject({ reached: 'one primary', times: 1, reply: ['{t}a', '{t}b', 'x'] })
    expect(await rc.evalsha(sha, call)).toEqual(['{t}a', '{t}b', 'x'])
    const apart = { keys: ['a', 'b'] }
    await expect(rc.eval(script, apart)).rejects.toMatchObject({ name: 'CrossSlotError', executed: 'no' })
    await expect(rc.evalsha(sha, apart)).rejects.toMatchObject({ name: 'CrossSlotError', executed: 'no' })
  })

  it('XREAD, XREADGROUP: the keys after STREAMS', async () => {
    const rc = await used.client()
    await used.flush()
    for (const key of keyOnEach(rc, 'stream')) {
      await rc.xadd(key, '1-0', { f: 'v' })
      await rc.xgroupCreate(key, 'g', '0')
      const read = await used.watch(rc, 'XREAD', () => rc.xread({ [key]: '0' }, { count: 1 }))
      expect(read).toMatchObject({ reached: 'one primary', times: 1, reply: { [key]: [{ id: '1-0' }] } })
      expect(await rc.xreadgroup('g', 'me', { [key]: '>' })).toEqual({ [key]: [{ id: '1-0', message: { f: 'v' } }] })
    }
    await expect(rc.xread({ a: '0', b: '0' })).rejects.toMatchObject({ name: 'CrossSlotError' })
  })
})

describe('routing: what it blocks', () => {
  it.each<Row>([
    ['ACL WHOAMI', 'any', 'default', rc => rc.aclWhoami()],
    ['ACL SETUSER', 'all', 'OK', rc => rc.aclSetuser('somebody', ['on', '+get'])],
    ['ACL DELUSER', 'all', 1, rc => rc.aclDeluser('somebody')],
    ['WAIT', 'primaries', 1, rc => rc.set('w', '1').then(() => rc.wait(1, 1000))],
    ['BITOP', 'one primary', 1, rc => rc.set('{t}x', 'a').then(() => rc.bitop('NOT', '{t}y', '{t}x'))],
  ])('%s works here: %s', async (...row) => checkRow(used, row))

  it('SCRIPT KILL works here: primaries', async () => {
    const rc = await used.client()
    const { reached, reply } = await used.watch(rc, 'SCRIPT KILL', () => rc.scriptKill().catch((e: unknown) => e))
    expect(reached).toBe('primaries')
    expect(String(reply)).toContain('NOTBUSY')
  })

  it.each([
    [['MOVE', 'k', 1], 'not allowed in cluster mode'],
    [['SENTINEL', 'MASTERS'], 'SENTINEL is known neither here nor to the server'],
    [['SLAVEOF', 'NO', 'ONE'], 'SLAVEOF'],
    [['SHUTDOWN'], 'SHUTDOWN'],
  ] as const)('%s is refused with a reason', async (words, reason) => {
    const rc = await used.client()
    await expect(rc.call(words as unknown as [string])).rejects.toThrow(reason)
    expect(await rc.ping()).toBe('PONG')
  })
})

describe('merging', () => {
  const commandOf = (...words: string[]): Command<unknown> => {
    const spec = lookup(words)
    if (spec === undefined) throw new Error(`${words.join(' ')} is not in the table.`)
    return command(spec, words.slice(spec.words))
  }

  it('{ node: reply } for most', async () => {
    const rc = await used.client()
    const replies = await rc.configGet('maxmemory')
    expect(replies).toEqual(byNode(rc, 'all', { maxmemory: '0' }))
  })

  it('KEYS: union', async () => {
    const rc = await used.client()
    await used.flush()
    const keys = keyOnEach(rc, 'union')
    await rc.mset(Object.fromEntries(keys.map(key => [key, '1'])))
    expect((await rc.keys('union:*')).toSorted()).toEqual(keys.toSorted())
  })

  it('PUBSUB CHANNELS: union; NUMSUB, NUMPAT: sum', async () => {
    const rc = await used.client()
    const listeners = await Promise.all(used.cluster.nodes.slice(0, 2).map(node => subscriber(node, ['news', 'sport'])))
    try {
      expect((await rc.pubsubChannels()).toSorted()).toEqual(['news', 'sport'])
      expect(await rc.pubsubNumsub(['news', 'nothing'])).toEqual({ news: 2, nothing: 0 })
      expect(await rc.pubsubNumpat()).toBe(2)
    } finally {
      for (const end of listeners) end()
    }
  })

  it('SCRIPT EXISTS: element-wise and', async () => {
    const rc = await used.client()
    await rc.scriptFlush()
    const everywhere = await rc.scriptLoad('return 1')
    const [first] = rc.nodes('primary')
    const onOne = String(await first?.scriptLoad('return 2'))
    expect(await rc.scriptExists([everywhere, onOne])).toEqual([1, 0])
    expect(await first?.scriptExists([everywhere, onOne])).toEqual([1, 1])
  })

  it('SCRIPT FLUSH: all; SCRIPT LOAD: any when equal', async () => {
    const rc = await used.client()
    expect(await rc.scriptLoad('return 3')).toBe(createHash('sha1').update('return 3').digest('hex'))
    expect(await rc.scriptFlush()).toBe('OK')
    expect(
      await rc.runOn('all', commandOf('SCRIPT', 'EXISTS', createHash('sha1').update('return 3').digest('hex'))),
    ).toEqual(byNode(rc, 'all', [0]))
  })

  it('a caller can override the merge per call', async () => {
    const rc = await used.client()
    await used.flush()
    await rc.mset(Object.fromEntries(keyOnEach(rc, 'merge').map(key => [key, '1'])))
    const sizes = rc.runOn('primary', builders.dbsize() as ReturnType<Builder>)
    expect(await sizes).toEqual(byNode(rc, 'primary', 1))
    expect(await rc.runOn('primary', builders.dbsize(), all => Object.values(all).join())).toBe('1,1,1')
    expect(await rc.call(['DBSIZE'], { nodes: 'primary', merge: 'agg_max' })).toBe(1)
  })
})

/** Listens on one node, past our client: to channels, and to a pattern. */
async function subscriber(node: { host: string; port: number }, channels: string[]): Promise<() => void> {
  const { connect } = await import('node:net')
  const socket = connect(node.port, node.host)
  socket.write(`SUBSCRIBE ${channels.join(' ')}\r\nPSUBSCRIBE p*\r\n`)
  let text = ''
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (text.includes('psubscribe')) break
  }
  return () => socket.destroy()
}
