import { describe, expect, it } from 'vitest'
import { UsageError } from '../io.js'
import { parsePlace, placeName } from './place.js'

describe('a place', () => {
  it.each([
    ['localhost:7000', { kind: undefined, addresses: [{ host: 'localhost', port: 7000 }], tls: false, database: 0 }],
    ['localhost', { addresses: [{ host: 'localhost', port: 6379 }] }],
    ['cluster', { kind: undefined, addresses: [{ host: 'cluster', port: 6379 }] }],
    ['server:7000', { kind: undefined, addresses: [{ host: 'server', port: 7000 }] }],
    ['server:a:7000', { kind: 'server', addresses: [{ host: 'a', port: 7000 }] }],
    ['server:redis://a:7000/3', { kind: 'server', addresses: [{ host: 'a', port: 7000 }], database: 3 }],
    ['cluster:rediss://u:p%40@a,b:7001', { kind: 'cluster', tls: true, username: 'u', password: 'p@' }],
    [
      'redis://:secret@[::1]:7000/',
      { password: 'secret', username: undefined, addresses: [{ host: '::1', port: 7000 }] },
    ],
  ])('%s', (text, expected) => {
    expect(parsePlace(text, {})).toMatchObject(expected)
  })

  it('takes user and password of the environment where it has none', () => {
    const env = { RC_USERNAME: 'me', RC_PASSWORD: 'secret' }
    expect(parsePlace('a', env)).toMatchObject({ username: 'me', password: 'secret' })
    expect(parsePlace('redis://:other@a', env)).toMatchObject({ username: undefined, password: 'other' })
  })

  it('has a name without user and password', () => {
    expect(placeName(parsePlace('redis://u:secret@a:1,b:2', {}))).toBe('a:1,b:2')
    expect(placeName(parsePlace('redis://a:1/4', {}))).toBe('a:1/4')
  })

  it.each([
    '',
    'http://secret',
    'redis://secret@',
    'a:99999',
    'redis://a/secret',
    'server:a:1,b:2',
    'redis://%zz:secret@a',
  ])('%j is refused, and not repeated', text => {
    let message = ''
    try {
      parsePlace(text, {})
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError)
      message = (error as Error).message
    }
    expect(message).not.toBe('')
    expect(message).not.toContain('secret')
  })
})
