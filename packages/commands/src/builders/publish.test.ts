import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { Connection } from '../../test/connection.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { command } from '../command.js'
import { PSUBSCRIBE, SSUBSCRIBE, SUBSCRIBE } from '../specs.gen.js'
import { info } from './server.js'
import {
  publish,
  pubsubChannels,
  pubsubNumpat,
  pubsubNumsub,
  pubsubShardchannels,
  pubsubShardnumsub,
  spublish,
} from './publish.js'

const server = useServer()

describe.each(PROTOCOLS)('publishing under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('nobody listens', async () => {
    expect(await run(publish('news', 'hello'))).toBe(0)
    expect(await run(spublish('news', 'hello'))).toBe(0)
    expect(await run(pubsubChannels())).toEqual([])
    expect(await run(pubsubShardchannels())).toEqual([])
    expect(await run(pubsubNumpat())).toBe(0)
    expect(await run(pubsubNumsub(['news', 'sport']))).toEqual({ news: 0, sport: 0 })
    expect(await run(pubsubNumsub([]))).toEqual({})
    expect(await run(pubsubShardnumsub('news'))).toEqual({ news: 0 })
  })

  it('somebody listens', async () => {
    const { tcp_port: port } = (await run(info('server')))['server'] ?? {}
    // Under RESP2, so that what it is told comes as replies.
    const listener = await Connection.open(Number(port), { protocol: 2 })
    await listener.run(command(SUBSCRIBE, ['news']))
    await listener.run(command(PSUBSCRIBE, ['n*']))
    await listener.run(command(SSUBSCRIBE, ['shard']))

    expect(await run(publish('news', 'hello'))).toBe(2)
    expect(await run(spublish('shard', Buffer.from('hello')))).toBe(1)
    expect(await run(pubsubChannels())).toEqual(['news'])
    expect(await run(pubsubChannels('x*'))).toEqual([])
    expect(await run(pubsubNumpat())).toBe(1)
    expect(await run(pubsubNumsub(['news', 'sport']))).toEqual({ news: 1, sport: 0 })
    expect(await run(pubsubShardchannels('s*'))).toEqual(['shard'])
    expect(await run(pubsubShardnumsub(['shard']))).toEqual({ shard: 1 })
    listener.close()
    await expect.poll(() => run(pubsubNumpat())).toBe(0)
  })
})

describe('publishing refuses', () => {
  it('what is no text, number or bytes', () => {
    expectRefused(() => publish('news', untyped({ secret: SECRET })), 'PUBLISH', 'an object')
    expectRefused(() => spublish(untyped(null), SECRET), 'SPUBLISH', 'null')
    expectRefused(() => pubsubNumsub(untyped([[SECRET]])), 'PUBSUB NUMSUB', 'an array')
  })
})
