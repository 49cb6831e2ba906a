import { describe, expect, it } from 'vitest'
import { expectRefused, untyped } from '../../test/bad-input.js'
import { ifKnown } from '../../test/if-known.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { clientSetname } from './clients.js'
import { configSet } from './server.js'
import { commandlogGet, commandlogLen, commandlogReset, slowlogGet, slowlogLen, slowlogReset } from './slowlog.js'
import { set } from './strings.js'

const server = useServer()

describe.each(PROTOCOLS)('logs under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('slowlogGet, slowlogLen, slowlogReset', async () => {
    await run(clientSetname('me'))
    await run(configSet({ 'slowlog-log-slower-than': 0 }))
    expect(await run(slowlogReset())).toBe('OK')
    await run(set('k', 'v'))
    await run(set('l', 2))
    expect(await run(slowlogLen())).toBeGreaterThanOrEqual(3)
    await run(configSet({ 'slowlog-log-slower-than': -1 }))
    const all = await run(slowlogGet())
    expect(all).toContainEqual({
      id: expect.any(Number),
      timestamp: expect.any(Number),
      duration: expect.any(Number),
      arguments: ['SET', 'l', '2'],
      clientAddress: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      clientName: 'me',
    })
    expect(await run(slowlogGet(1))).toEqual(all.slice(0, 1))
    expect(await run(slowlogGet(-1))).toEqual(all)
    expect(await run(slowlogReset())).toBe('OK')
    expect(await run(slowlogGet())).toEqual([])
    expect(await run(slowlogLen())).toBe(0)
  })

  it('commandlogGet, commandlogLen, commandlogReset, where the server has them', async () => {
    const reset = await ifKnown(run(commandlogReset('LARGE-REQUEST')))
    expect(await ifKnown(run(commandlogLen('LARGE-REQUEST')))).toBe(reset && 0)
    expect(await ifKnown(run(commandlogGet(-1, 'LARGE-REQUEST')))).toEqual(reset && [])
    expect(reset).toBeOneOf(['OK', undefined])
    if (reset === undefined) return
    await run(configSet({ 'commandlog-request-larger-than': 10 }))
    await run(set('k', 'a value that is larger than ten bytes'))
    await run(configSet({ 'commandlog-request-larger-than': -1 }))
    expect(await run(commandlogGet(10, 'LARGE-REQUEST'))).toContainEqual(
      expect.objectContaining({ arguments: ['SET', 'k', 'a value that is larger than ten bytes'] }),
    )
  })
})

describe('logs are not asked for with', () => {
  it('what is no number', () => {
    expectRefused(() => slowlogGet(Number.NaN), 'SLOWLOG GET', 'NaN')
    expectRefused(() => commandlogGet(untyped(null), 'SLOW'), 'COMMANDLOG GET', 'null')
  })
})
