import { isIPv4, isIPv6 } from 'node:net'
import { ConfigError } from '@rc/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHost } from './host.js'
import { formatAddress, parseAddress, sameAddress } from './node-address.js'

describe('parseAddress', () => {
  it.each([
    ['localhost:7000', 'localhost', 7000],
    ['127.0.0.1:1', '127.0.0.1', 1],
    ['redis_node-1.example.com.:65535', 'redis_node-1.example.com.', 65535],
    ['[::1]:7000', '::1', 7000],
    ['::1:7000', '::1', 7000],
    ['2001:db8::1:7000', '2001:db8::1', 7000],
    ['fe80::1%eth0:7000', 'fe80::1%eth0', 7000],
    ['[::ffff:1.2.3.4]:7000', '::ffff:1.2.3.4', 7000],
  ])('reads %s', (text, host, port) => {
    expect(parseAddress(text)).toEqual({ host, port })
  })

  it.each([
    '',
    ':',
    'localhost',
    ':7000',
    'localhost:',
    'localhost:0',
    'localhost:65536',
    'localhost:07000',
    'localhost:7000 ',
    ' localhost:7000',
    'localhost:+7000',
    'localhost:7e3',
    '[::1]',
    '::1',
    '2001:db8::1',
    '[localhost]:7000',
    '[::1:7000',
    'user:secret@host:7000',
    'redis://:secret@host:7000',
    '__proto__:7000',
    '256.1.1.1:7000',
    '1.2.3:7000',
    'a b:7000',
    '-a:7000',
    'a\n:7000',
    '1::2::3:7000',
    '?:7000',
  ])('refuses %j without repeating it', text => {
    const error = (() => {
      try {
        parseAddress(text)
      } catch (caught) {
        return caught as Error
      }
      return undefined
    })()
    expect(error).toBeInstanceOf(ConfigError)
    expect(error?.message).toContain('"host:port"')
    expect(error?.message).not.toContain('secret')
  })

  it('reads what formatAddress writes', () => {
    const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain())
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65535 }), (name, port) => {
        expect(parseAddress(formatAddress({ host: name, port }))).toEqual({ host: name, port })
      }),
    )
  })

  it('knows IP addresses as the runtime does', () => {
    const alike = fc.string({ unit: fc.constantFrom(':', '::', '.', '1', '0', 'f', '255', '256', 'abcd', 'g') })
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), alike), text => {
        if (text.includes(':')) expect(isHost(text)).toBe(isIPv6(text))
        else if (/^[0-9.]+$/.test(text)) expect(isHost(text)).toBe(isIPv4(text))
      }),
      { numRuns: 5000 },
    )
  })
})

describe('formatAddress', () => {
  it('puts an IPv6 address into brackets', () => {
    expect(formatAddress({ host: '::1', port: 7000 })).toBe('[::1]:7000')
    expect(formatAddress({ host: 'a.example', port: 7000 })).toBe('a.example:7000')
  })
})

describe('sameAddress', () => {
  it('compares host and port and nothing else', () => {
    const node = { host: 'a', port: 1, name: 'x' }
    expect(sameAddress(node, { host: 'a', port: 1 })).toBe(true)
    expect(sameAddress(node, { host: 'a', port: 2 })).toBe(false)
    expect(sameAddress(node, { host: 'b', port: 1 })).toBe(false)
  })
})
