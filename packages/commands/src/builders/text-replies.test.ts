import { describe, expect, it } from 'vitest'
import { toFields, toInfo } from './text-replies.js'

describe('toInfo', () => {
  it('makes a record of each section', () => {
    const text = '# Server\r\nredis_version:7.0.15\r\n\r\n# Keyspace\r\ndb0:keys=2,expires=0,avg_ttl=0\r\n# Modules\r\n'
    const info = toInfo(text)
    expect(info).toEqual({
      server: { redis_version: '7.0.15' },
      keyspace: { db0: { keys: 2, expires: 0, avg_ttl: 0 } },
      modules: {},
    })
    expect(Object.getPrototypeOf(info)).toBeNull()
    expect(Object.getPrototypeOf(info['server'])).toBeNull()
    expect(toInfo(Buffer.from(text))).toEqual(info)
    expect(toInfo('')).toEqual({})
  })

  it('takes for a number what is one, and loses no digit', () => {
    expect(
      toFields(
        [
          'whole:12',
          'below:-3',
          'fraction:1.05',
          'zero:0',
          'id:00000000',
          'big:18446744073709551615',
          'version:7.0.15',
          'share:0.50%',
          'human:1.2M',
          'empty:',
          'with:a:colon',
          'no colon',
          ':no name',
        ].join('\n'),
      ),
    ).toEqual({
      whole: 12,
      below: -3,
      fraction: 1.05,
      zero: 0,
      id: '00000000',
      big: '18446744073709551615',
      version: '7.0.15',
      share: '0.50%',
      human: '1.2M',
      empty: '',
      with: 'a:colon',
    })
  })

  it('takes pairs for a record, and a path for none', () => {
    expect(
      toFields(
        [
          'slave0:ip=10.0.0.1,port=7001,state=online,offset=14,lag=0',
          'latency_percentiles_usec_get:p50=1.003,p99.9=2.007',
          'listener0:name=tcp,bind=127.0.0.1,bind=-::1,port=6379',
          'executable:/opt/a=b,c=d/redis-server',
        ].join('\r\n'),
      ),
    ).toEqual({
      slave0: { ip: '10.0.0.1', port: 7001, state: 'online', offset: 14, lag: 0 },
      latency_percentiles_usec_get: { p50: 1.003, 'p99.9': 2.007 },
      listener0: { name: 'tcp', bind: '127.0.0.1,-::1', port: 6379 },
      executable: '/opt/a=b,c=d/redis-server',
    })
  })

  it('tells modules apart by their names', () => {
    const text = '# Modules\r\nmodule:name=search,ver=20800,using=[json|bf]\r\nmodule:name=json,ver=20600\r\n'
    expect(toInfo(text)).toEqual({
      modules: {
        search: { name: 'search', ver: 20800, using: '[json|bf]' },
        json: { name: 'json', ver: 20600 },
      },
    })
  })

  it('cannot be led to another prototype', () => {
    expect(Object.keys(toFields('__proto__:polluted=1\nconstructor:x'))).toEqual(['__proto__', 'constructor'])
  })
})
