import { describe, expect, it } from 'vitest'
import { fromIoredisOptions } from './options.js'

describe('options of ioredis', () => {
  it('become ours', () => {
    const options = fromIoredisOptions(['redis://a:7000', 7001, { host: 'b', port: 7002 }], {
      scaleReads: 'all',
      slotsRefreshInterval: 1000,
      natMap: { '10.0.0.1:7000': { host: 'a', port: 1 } },
      redisOptions: {
        username: 'u',
        password: 'p',
        connectionName: 'n',
        connectTimeout: 5,
        commandTimeout: 6,
        tls: {},
      },
    })
    const { addressMap, ...rest } = options
    expect(rest).toEqual({
      nodes: ['redis://a:7000', '127.0.0.1:7001', { host: 'b', port: 7002 }],
      protocol: 2,
      username: 'u',
      password: 'p',
      tls: {},
      clientName: 'n',
      connectTimeoutMs: 5,
      timeoutMs: 6,
      topologyRefreshMs: 1000,
      readFrom: 'any',
    })
    if (typeof addressMap !== 'function') throw new Error('no function')
    expect(addressMap({ host: '10.0.0.1', port: 7000 })).toEqual({ host: 'a', port: 1 })
    expect(addressMap({ host: 'x', port: 2 })).toEqual({ host: 'x', port: 2 })
  })

  it('that cannot be kept are refused', () => {
    expect(() => fromIoredisOptions([7000], { redisOptions: { db: 1 } })).toThrow('database 0')
    expect(() => fromIoredisOptions([7000], { scaleReads: () => {} })).toThrow('scaleReads')
  })
})
