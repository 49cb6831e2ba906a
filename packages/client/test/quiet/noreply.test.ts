import { CLIENT_REPLY, command, get, set } from '@rc/commands'
import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from '../cluster/setup.js'
import { keyOnEach } from '../surface/setup.js'

describe('noreply', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })

  /** Client lists of all nodes, lines of that name. */
  async function connections(name: string): Promise<string[]> {
    const lists = await Promise.all(used.cluster.nodes.map(node => used.cluster.command(node, 'CLIENT', 'LIST')))
    return lists
      .join('')
      .split('\n')
      .filter(line => line.includes(` name=${name} `))
  }

  it('writes, and the servers have run it once settled resolves', async () => {
    const rc = await used.client().connect()
    const quiet = rc.noreply()
    const keys = Array.from({ length: 300 }, (_, i) => `quiet:${i}`)
    await Promise.all(keys.map(key => quiet.set(key, key)))
    await quiet.mset({ 'quiet:a': '1', 'quiet:b': '2', 'quiet:c': '3' })
    await quiet.run(set('quiet:d', '4'))
    expect(await quiet.incr('quiet:a')).toBeUndefined()
    await quiet.settled()
    expect(await rc.mget(keys)).toEqual(keys)
    expect(await rc.mget(['quiet:a', 'quiet:b', 'quiet:c', 'quiet:d'])).toEqual(['2', '2', '3', '4'])
  })

  it('has no replies on the wire, and nothing waits for one', async () => {
    const rc = await used.client({ clientName: 'silent' }).connect()
    const before = (await connections('silent')).length
    const quiet = rc.noreply()
    const [key = ''] = keyOnEach(rc, 'wire')
    for (let i = 0; i < 5000; i++) void quiet.append(key, 'x')
    await quiet.settled()
    expect(await rc.strlen(key)).toBe(5000)
    const lines = await connections('silent')
    expect(lines).toHaveLength(before + 1)
    const [, received] = /tot-net-out=(\d+)/.exec(lines.find(line => line.includes('cmd=client|reply')) ?? '') ?? []
    // Redis before 7.4 does not count it.
    if (received !== undefined) expect(Number(received)).toBeLessThan(1000)
  })

  it('keeps the order of the writes to a slot', async () => {
    const rc = await used.client().connect()
    const quiet = rc.noreply()
    for (let i = 0; i < 1000; i++) void quiet.rpush('ordered', i)
    await quiet.settled()
    expect(await rc.lrange('ordered', 0, -1)).toEqual(Array.from({ length: 1000 }, (_, i) => String(i)))
  })

  it('tells nobody of errors, and harms nobody', async () => {
    const rc = await used.client().connect()
    const errors: unknown[] = []
    rc.on('error', error => errors.push(error))
    const quiet = rc.noreply()
    await rc.set('text', 'abc')
    await quiet.incr('text')
    await quiet.rpush('text', 'x')
    await quiet.append('text', 'd')
    await quiet.settled()
    expect(await rc.get('text')).toBe('abcd')
    expect(errors).toEqual([])
  })

  it('beside other commands under load, with connections that are killed: every answer is its own', async () => {
    const rc = await used.client({ clientName: 'mixed', retry: 'idempotent' }).connect()
    const quiet = rc.noreply()
    const keys = Array.from({ length: 60 }, (_, i) => `mix:${i}`)
    await Promise.all(keys.map(key => rc.set(key, `${key}:0`)))
    const wrong: unknown[] = []
    let over = false
    const errors = new Set<string>()
    const normal = keys.map(async key => {
      for (let i = 0; !over; i++) {
        const value = await rc.get(key).catch(() => `${key}:failed`)
        if (!value?.startsWith(`${key}:`)) wrong.push([key, value])
        const echo = `${key}-${i}`
        const back = await rc.getset(`echo:${key}`, echo).catch(() => null)
        if (back !== null && !back.startsWith(key)) wrong.push([key, back])
      }
    })
    const silent = keys.map(async key => {
      for (let i = 0; !over; i++) {
        await quiet.set(key, `${key}:${i}`).catch((error: Error) => errors.add(error.name))
        await quiet.incr(key).catch(() => {})
        await sleep(0)
      }
    })
    let killed = 0
    for (let round = 0; round < 12; round++) {
      await sleep(60)
      for (const node of used.cluster.nodes) {
        const ids = (
          String(await used.cluster.command(node, 'CLIENT', 'LIST')).match(/^id=\d+ .* name=mixed /gm) ?? []
        ).map(line => /id=(\d+)/.exec(line)?.[1] as string)
        const id = ids[round % Math.max(1, ids.length)]
        if (id !== undefined) killed += Number(await used.cluster.command(node, 'CLIENT', 'KILL', 'ID', id))
      }
    }
    over = true
    await Promise.all([...normal, ...silent])
    expect(killed).toBeGreaterThan(10)
    expect(wrong).toEqual([])
    await quiet.set('mix:after', 'well')
    await quiet.settled()
    expect(await rc.get('mix:after')).toBe('well')
  })

  it('where the right to ask for silence is taken away in the middle, nobody gets a wrong answer', async () => {
    const acl = (...words: string[]) =>
      Promise.all(used.cluster.nodes.map(node => used.cluster.command(node, 'ACL', ...words)))
    await acl('SETUSER', 'hush', 'on', '>pw', '~*', '&*', '+@all')
    const rc = await used.client({ username: 'hush', password: 'pw' }).connect()
    const quiet = rc.with({ timeoutMs: 300 }).noreply()
    await quiet.set('hushed', '1')
    await quiet.settled()
    await acl('SETUSER', 'hush', '-client|reply')
    await quiet.set('hushed', '2')
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => rc.getset('answer', String(i))))
    expect(answers).toEqual([null, ...Array.from({ length: 49 }, (_, i) => String(i))])
    // It is silent still, and cannot say when it is through.
    await expect(quiet.settled()).rejects.toMatchObject({ name: 'TimeoutError', executed: 'maybe' })
    expect(await rc.get('hushed')).toBe('2')
    const [elsewhere = ''] = keyOnEach(rc, 'hush').filter(key => rc.nodeFor(key)?.name !== rc.nodeFor('hushed')?.name)
    await expect(quiet.set(elsewhere, '3')).rejects.toMatchObject({ code: 'NOPERM', command: 'SET' })
    await acl('DELUSER', 'hush')
  })

  it('where a script keeps the server busy, nobody gets a wrong answer', async () => {
    const rc = await used.client().connect()
    const [key = ''] = keyOnEach(rc, 'busy')
    const node = used.cluster.nodes.find(({ name }) => name === rc.nodeFor(key)?.name) as never
    await used.cluster.command(node, 'CONFIG', 'SET', 'busy-reply-threshold', '20')
    const quiet = rc.noreply()
    await quiet.set(key, '1')
    await quiet.settled()
    const errors: Error[] = []
    rc.on('error', error => errors.push(error))
    const script = used
      .client()
      .eval("while true do redis.call('get', KEYS[1]) end", { keys: [key] })
      .catch((error: Error) => error)
    await sleep(200)
    await quiet.set(key, '2')
    await expect(rc.getset(key, '3')).rejects.toMatchObject({ code: 'BUSY' })
    await used.cluster.command(node, 'SCRIPT', 'KILL')
    await script
    // Refused, and nobody was told.
    expect([await rc.get(key), errors]).toEqual(['1', []])
    await quiet.set(key, '4')
    await quiet.settled()
    expect(await rc.get(key)).toBe('4')
  })

  it('follows a slot that has moved, once the client knows', async () => {
    const rc = await used.client().connect()
    const quiet = rc.noreply()
    await quiet.set('moved', '1')
    await quiet.settled()
    const slot = rc.slotOf('moved')
    const from = await used.cluster.ownerOf(slot)
    const to = used.cluster.primaries.find(({ name }) => name !== from?.name)
    await used.cluster.migrate(slot, from as never, to as never)
    // Nobody is told of this one.
    await quiet.set('moved', '2')
    await quiet.settled()
    expect(await rc.get('moved')).toBe('1')
    await quiet.set('moved', '3')
    await quiet.settled()
    expect(await rc.get('moved')).toBe('3')
  })

  it('keeps the order of writes that go over one slot and of those that are split', async () => {
    const rc = await used.client().connect()
    const quiet = rc.noreply()
    await quiet.set('turn', 'begin')
    const pairs = (value: number) => Object.fromEntries(['turn', 'turn:2', 'turn:3'].map(key => [key, value]))
    for (let i = 0; i < 50; i++) {
      void quiet.mset(pairs(i))
      void quiet.append('turn', '.')
    }
    await quiet.settled()
    expect(await rc.mget(['turn', 'turn:2', 'turn:3'])).toEqual(['49.', '49', '49'])
  })

  it('a settled that will never be rejects', async () => {
    const rc = await used.client({ clientName: 'cut' }).connect()
    const quiet = rc.with({ timeoutMs: 300 }).noreply()
    const [key = ''] = keyOnEach(rc, 'cut')
    await quiet.set(key, '1')
    await quiet.settled()
    const node = used.cluster.nodes.find(({ name }) => name === rc.nodeFor(key)?.name)
    await used.cluster.pause(node as never)
    await quiet.set(key, '2')
    await expect(quiet.settled()).rejects.toMatchObject({ name: 'TimeoutError', executed: 'maybe' })
    await used.cluster.resume(node as never)
    await quiet.settled()
    expect(await rc.get(key)).toBe('2')
  })

  it('close waits until all is written, and the servers run it', async () => {
    const rc = used.client()
    const quiet = rc.noreply()
    const writes = Array.from({ length: 2000 }, () => quiet.incr('closing'))
    await rc.close()
    await Promise.all(writes)
    await expect(quiet.incr('closing')).rejects.toMatchObject({ name: 'ClosedError' })
    const other = used.client()
    await expect.poll(() => other.get('closing')).toBe('2000')
  })

  it('ends by its signal while it is not written', async () => {
    const rc = used.client()
    const abort = new AbortController()
    const quiet = rc.with({ signal: abort.signal }).noreply()
    await quiet.set('aborted', '1')
    const write = quiet.set('aborted', '2')
    abort.abort()
    await expect(write).rejects.toMatchObject({ name: 'AbortError', executed: 'no' })
    expect(await rc.get('aborted')).toBe('1')
  })

  it('takes what has a meaning without a reply, and says why not', async () => {
    const rc = await used.client({ keyPrefix: 'p:' }).connect()
    const quiet = rc.noreply()
    await expect(quiet.get('k')).rejects.toThrow('only reads')
    await expect(quiet.run(get('k'))).rejects.toMatchObject({ name: 'ConfigError', command: 'GET' })
    await expect(quiet.blpop('k', 1)).rejects.toThrow('waits')
    await expect(quiet.run(command(CLIENT_REPLY, ['ON']))).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(quiet.rename('a', 'b')).rejects.toMatchObject({ name: 'CrossSlotError' })
    expect(() => rc.withReplication({ replicas: 1 }).noreply()).toThrow('guarantee')
    const script = rc.script("return redis.call('set', KEYS[1], ARGV[1])", { keys: 1 })
    await quiet.run(script.command('scripted', 'yes'))
    await quiet.settled()
    expect(await rc.get('scripted')).toBe('yes')
    await rc.set('gone', '1')
    await quiet.flushall()
    await quiet.settled()
    expect(await rc.dbsize()).toBe(0)
  })
})
