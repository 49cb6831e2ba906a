import type { MessageKind, MessageTaker, Reply } from '@rc/resp'
import { startServers } from '@rc/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connectionOptions } from '../test/connection-options.js'
import { Connection } from './connection.js'
import type { Listener } from './listener.js'
import { Deadlines } from './deadlines.js'
import { request } from './handshake.js'
import type { Pending } from './pending.js'
import { systemClock, Ticker } from './ticker.js'

let servers: Awaited<ReturnType<typeof startServers>>
beforeAll(async () => {
  servers = await startServers(1)
})
afterAll(() => servers?.stop())

const opened: Connection[] = []
afterEach(() => {
  for (const connection of opened.splice(0)) connection.destroy()
})

/** Takes everything, and counts a confirmation as the whole answer. */
class Taker implements Listener {
  asBytes = false
  readonly version = 0
  ended: { error: Error | undefined } | undefined
  readonly messages: (readonly Reply[])[] = []

  take(message: readonly Reply[]): boolean {
    this.messages.push(message)
    return String(message[0]).endsWith('subscribe') || String(message[0]) === 'pong'
  }

  takerOf(kind: MessageKind, name: string): MessageTaker {
    const word = { channel: 'message', pattern: 'pmessage', shard: 'smessage' }[kind]
    return {
      message: (payload, channel) => {
        this.messages.push(channel === undefined ? [word, name, payload] : [word, name, channel, payload])
      },
    }
  }

  closed(error: Error | undefined): void {
    this.ended = { error }
  }
}

function connect(protocol: 2 | 3, listener?: Listener): Connection {
  const ticker = new Ticker(systemClock)
  const node = servers.nodes[0]
  if (node === undefined) throw new Error('no server')
  const connection = new Connection(
    { host: node.host, port: node.port, name: node.name },
    {
      options: connectionOptions({ handshake: { protocol, readonly: false } }),
      context: { ticker, deadlines: new Deadlines(ticker) },
    },
  )
  opened.push(connection)
  if (listener !== undefined) connection.listen(listener)
  return connection
}

const send = (connection: Connection, ...words: string[]): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const [name = '', ...args] = words
    const pending: Pending = {
      request: request(name, args),
      asBytes: false,
      deadline: Number.POSITIVE_INFINITY,
      settled: false,
      joined: false,
      settle: resolve,
      fail: reject,
      expire: () => {},
    }
    connection.send(pending)
  })

describe.each([3, 2] as const)('a connection that subscribes under RESP%i', protocol => {
  it('hands messages to its listener and answers to their commands, in whatever order they come', async () => {
    const taker = new Taker()
    const connection = connect(protocol, taker)
    const publisher = connect(3)
    expect(await send(connection, 'SUBSCRIBE', 'a')).toEqual(['subscribe', 'a', 1])
    const answers = Promise.all([send(connection, 'PING', 'x'), send(publisher, 'PUBLISH', 'a', '1')])
    expect(await send(connection, 'SUBSCRIBE', 'b')).toEqual(['subscribe', 'b', 2])
    const [pong] = await answers
    expect(pong).toEqual(protocol === 3 ? 'x' : ['pong', 'x'])
    await expect.poll(() => taker.messages).toContainEqual(['message', 'a', '1'])
    await expect(send(connection, 'SUBSCRIBE')).resolves.toBeInstanceOf(Error)
  })

  it('gives messages as bytes where they are wanted so, also while an answer is due', async () => {
    const taker = new Taker()
    taker.asBytes = true
    const connection = connect(protocol, taker)
    const publisher = connect(3)
    await send(connection, 'SUBSCRIBE', 'a')
    const pings = Array.from({ length: 50 }, (_, i) =>
      Promise.all([send(connection, 'PING', String(i)), send(publisher, 'PUBLISH', 'a', String(i))]),
    )
    await Promise.all(pings)
    const ofChannel = () => taker.messages.filter(([word]) => String(word) === 'message')
    await expect.poll(() => ofChannel().length).toBe(50)
    for (const message of ofChannel()) for (const part of message) expect(part).toBeInstanceOf(Buffer)
  })

  it('reads nothing while it is paused, and tells its listener of the end', async () => {
    const taker = new Taker()
    const connection = connect(protocol, taker)
    const publisher = connect(3)
    await send(connection, 'SUBSCRIBE', 'a')
    const before = taker.messages.length
    connection.pause()
    for (let i = 0; i < 20; i++) expect(await send(publisher, 'PUBLISH', 'a', String(i))).toBe(1)
    expect(taker.messages.length).toBe(before)
    connection.resume()
    await expect.poll(() => taker.messages.length).toBe(before + 20)
    await send(publisher, 'CLIENT', 'KILL', 'TYPE', 'pubsub')
    await expect.poll(() => taker.ended?.error?.message).toContain('was closed by the server')
  })

  it.each([true, false])(
    'is given up for an answer that nobody waits for, unless its listener says it may be: %s',
    async may => {
      const heard: Reply[] = []
      const taker = Object.assign(new Taker(), { unasked: (reply: Reply) => heard.push(reply) > 0 && may })
      const connection = connect(protocol, taker)
      await send(connection, 'SUBSCRIBE', 'a')
      // Two commands that are refused, told as one.
      const twice: Pending = {
        request: { spec: { head: '$3\r\nGET\r\n*1\r\n$3\r\nGET\r\n', words: 1 }, args: [] },
        asBytes: false,
        deadline: Number.POSITIVE_INFINITY,
        settled: false,
        joined: false,
        settle: () => {},
        fail: () => {},
        expire: () => {},
      }
      connection.send(twice)
      await expect.poll(() => heard.length).toBe(1)
      expect(heard[0]).toBeInstanceOf(Error)
      expect(connection.over).toBe(!may)
    },
  )
})
