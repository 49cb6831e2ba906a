import { get } from '@rc/commands'
import { describe, expect, it } from 'vitest'
import { useCluster } from './setup.js'

describe.each([2, 3] as const)('bytes under RESP%i', protocol => {
  const used = useCluster({ primaries: 3, replicas: 0 })
  const binary = Buffer.from([0, 255, 13, 10, 128])

  it('stand where strings of the user stood, and what describes the server is text', async () => {
    const rc = used.client({ protocol })
    const bytes = rc.bytes()
    await rc.set('k', binary)
    expect(await bytes.get('k')).toEqual(binary)
    expect(await bytes.get('none')).toBeNull()
    expect(await bytes.set('k', 'text')).toBe('OK')
    expect(await bytes.mget(['k', 'other'])).toEqual([Buffer.from('text'), null])
    await rc.hset('h', { a: binary })
    expect(await bytes.hgetall('h')).toEqual({ a: binary })
    await rc.zadd('z', [{ score: 1, member: binary }])
    expect(await bytes.zrange('z', 0, -1, { withscores: true })).toEqual([{ member: binary, score: 1 }])
    expect(await bytes.type('k')).toBe('string')
    expect(typeof Object.values(await bytes.info('server'))[0]).toBe('object')
    expect((await bytes.clusterInfo()).cluster_state).toBe('ok')
    expect(await bytes.run(get('k'))).toEqual(Buffer.from('text'))
    // Typed: Buffer | null.
    const value = await bytes.get('k')
    expect(value?.readUInt8(0)).toBe(116)
  })

  it('in pipelines, transactions, scans and views of views', async () => {
    const rc = used.client({ protocol })
    const bytes = rc.bytes()
    await rc.set('{b}k', binary)
    const [value, type, length] = await bytes.pipeline().get('{b}k').type('{b}k').strlen('{b}k').execute()
    expect([value?.equals(binary), type, length]).toEqual([true, 'string', 5])
    expect(await bytes.multi().get('{b}k').type('{b}k').execute()).toEqual([binary, 'string'])
    expect(await bytes.with({ timeoutMs: 1000 }).get('{b}k')).toEqual(binary)
    await rc.sadd('s', [binary])
    const members: Buffer[] = []
    for await (const member of bytes.sscan('s')) members.push(member)
    expect(members).toEqual([binary])
    const keys: Buffer[] = []
    for await (const key of bytes.scan({ match: '{b}*' })) keys.push(key)
    expect(keys).toEqual([Buffer.from('{b}k')])
    const [node] = rc.nodes('primary')
    expect(await node?.bytes().echo('x')).toEqual(Buffer.from('x'))
  })

  it('a dump is bytes, also where text is asked for, and in a transaction beside text', async () => {
    const rc = used.client({ protocol })
    await rc.set('{d}k', 'v')
    const dump = await rc.dump('{d}k')
    expect(dump).toBeInstanceOf(Buffer)
    const [text, same] = await rc.multi().get('{d}k').dump('{d}k').execute()
    expect(text).toBe('v')
    expect(same).toEqual(dump)
    await rc.restore('{d}copy', 0, same as Buffer)
    expect(await rc.get('{d}copy')).toBe('v')
  })
})
