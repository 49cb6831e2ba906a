import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { command } from '../command.js'
import { AUTH } from '../specs.gen.js'
import {
  aclCat,
  aclDeluser,
  aclDryrun,
  aclGenpass,
  aclGetuser,
  aclList,
  aclLoad,
  aclLog,
  aclLogReset,
  aclSave,
  aclSetuser,
  aclUsers,
  aclWhoami,
} from './acl.js'

const file = join(tmpdir(), `rc-users-${process.pid}.acl`)
writeFileSync(file, 'user default on nopass ~* &* +@all\n')
afterAll(() => rmSync(file, { force: true }))

const server = useServer({ args: ['--aclfile', file] })

/** SHA-256 of `pw`. */
const HASH = '30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4'

describe.each(PROTOCOLS)('users under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  afterEach(async () => {
    await run(aclDeluser(['guest', 'other']))
    await run(aclSave())
    await run(aclLogReset())
  })

  it('aclSetuser, aclGetuser', async () => {
    expect(await run(aclSetuser('guest'))).toBe('OK')
    expect(await run(aclGetuser('guest'))).toMatchObject({ flags: expect.arrayContaining(['off']), commands: '-@all' })
    expect(await run(aclSetuser('guest', ['on', '>pw', '~cache:*', '&news', '+get', '(+set ~log:*)']))).toBe('OK')
    expect(await run(aclSetuser('guest', '+mget'))).toBe('OK')
    const guest = await run(aclGetuser('guest'))
    expect(guest).toMatchObject({
      flags: expect.arrayContaining(['on']),
      passwords: [HASH],
      keys: '~cache:*',
      channels: '&news',
    })
    expect(guest?.commands.split(' ').sort()).toEqual(['+get', '+mget', '-@all'])
    expect(guest?.selectors).toMatchObject([{ commands: '-@all +set', keys: '~log:*', channels: '' }])
    expect(await run(aclGetuser('none'))).toBeNull()
  })

  it('aclUsers, aclList, aclWhoami, aclDeluser', async () => {
    expect(await run(aclWhoami())).toBe('default')
    await run(aclSetuser('guest', 'on'))
    await run(aclSetuser('other', 'on'))
    expect(await run(aclUsers())).toEqual(['default', 'guest', 'other'])
    expect(await run(aclList())).toEqual(expect.arrayContaining([expect.stringContaining('user guest on')]))
    expect(await run(aclDeluser('guest'))).toBe(1)
    expect(await run(aclDeluser(['guest', 'other']))).toBe(1)
    expect(await run(aclUsers())).toEqual(['default'])
  })

  it('aclCat, aclGenpass', async () => {
    expect(await run(aclCat())).toContain('hyperloglog')
    expect(await run(aclCat('hyperloglog'))).toEqual(expect.arrayContaining(['pfadd', 'pfcount', 'pfmerge']))
    expect(await run(aclGenpass())).toMatch(/^[0-9a-f]{64}$/)
    expect(await run(aclGenpass(5))).toMatch(/^[0-9a-f]{2}$/)
  })

  it('aclDryrun', async () => {
    await run(aclSetuser('guest', ['on', '~cache:*', '+get']))
    expect(await run(aclDryrun('guest', ['GET', 'cache:1']))).toBe('OK')
    expect(await run(aclDryrun('guest', ['GET', 'other']))).toContain('no permissions')
    expect(await run(aclDryrun('guest', ['SET', 'cache:1', 2]))).toContain('no permissions')
  })

  it('aclLog, aclLogReset', async () => {
    expect(await run(aclLog())).toEqual([])
    await expect(run(command(AUTH, ['guest', 'wrong']))).rejects.toMatchObject({ code: 'WRONGPASS' })
    await expect(run(command(AUTH, ['other', 'wrong']))).rejects.toMatchObject({ code: 'WRONGPASS' })
    const [other, guest, ...more] = await run(aclLog())
    expect(more).toEqual([])
    expect(guest).toMatchObject({ count: 1, reason: 'auth', context: 'toplevel', object: 'AUTH', username: 'guest' })
    expect(guest?.['age-seconds']).toBeTypeOf('number')
    expect(guest?.['client-info']).toContain('addr=')
    expect(other).toMatchObject({ username: 'other' })
    expect(await run(aclLog(1))).toHaveLength(1)
    expect(await run(aclLogReset())).toBe('OK')
    expect(await run(aclLog())).toEqual([])
  })

  it('aclSave, aclLoad', async () => {
    await run(aclSetuser('guest', 'on'))
    expect(await run(aclSave())).toBe('OK')
    expect(readFileSync(file, 'utf8')).toContain('user guest on')
    await run(aclDeluser('guest'))
    expect(await run(aclLoad())).toBe('OK')
    expect(await run(aclUsers())).toContain('guest')
  })
})

describe('users are not asked for with', () => {
  it('empty lists', () => {
    expectRefused(() => aclDeluser([]), 'ACL DELUSER', 'users')
    expectRefused(() => aclDryrun(SECRET, []), 'ACL DRYRUN', 'words')
  })

  it('what is no text', () => {
    expectRefused(() => aclSetuser('guest', untyped([`>${SECRET}`, null])), 'ACL SETUSER', 'null')
    expectRefused(() => aclGetuser(untyped([SECRET])), 'ACL GETUSER', 'an array')
    expectRefused(() => aclLog(Number.NaN), 'ACL LOG', 'NaN')
  })
})
