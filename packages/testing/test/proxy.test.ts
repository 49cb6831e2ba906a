import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { encodeReply, type NodeProxy, startProxies, startProxy, startServers } from '../src/index.js'
import type { Servers } from '../src/start-servers.js'
import { TestSocket } from './support/test-socket.js'

let servers: Servers
let proxy: NodeProxy
const sockets: TestSocket[] = []

beforeAll(async () => {
  servers = await startServers(1)
})
afterAll(() => servers.stop())

beforeEach(async () => {
  await servers.command(0, 'FLUSHALL')
  proxy = await startProxy({ target: { host: '127.0.0.1', port: servers.nodes[0]?.port ?? 0 } })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await proxy.stop()
})

async function dial(): Promise<TestSocket> {
  const socket = await TestSocket.connect(proxy.host, proxy.port)
  sockets.push(socket)
  return socket
}

test('commands and replies pass, also many at once and large ones, and are counted', async () => {
  const socket = await dial()
  const large = 'x'.repeat(3_000_000)
  expect(await socket.ask('SET', 'k', large)).toBe('OK')
  expect(await socket.ask('GET', 'k')).toBe(large)
  const replies = await Promise.all(Array.from({ length: 500 }, () => socket.ask('INCR', 'n')))
  expect(replies).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
  await socket.ask('client', 'setname', 'me')
  socket.write('PING\r\n')
  expect(await socket.reply()).toBe('PONG')
  expect(proxy.commands.all()).toEqual({ SET: 1, GET: 1, INCR: 500, 'CLIENT SETNAME': 1, PING: 1 })
  expect(proxy.commands.count('client')).toBe(1)
  expect(proxy.commands.count()).toBe(504)
  expect(proxy.connections).toEqual({ total: 1, open: 1 })
  socket.destroy()
  await expect.poll(() => proxy.connections.open).toBe(0)
  proxy.commands.clear()
  expect(proxy.commands.count()).toBe(0)
})

test('a server that closes the connection closes it behind what it said', async () => {
  const socket = await dial()
  socket.write('*1\r\n$4\r\nQUIT\r\n')
  expect(await socket.reply()).toBe('OK')
  expect(await socket.closed).toBe('end')
})

describe('replies', () => {
  test('cut before the nth: the command has run', async () => {
    const socket = await dial()
    const trap = proxy.cutBeforeReply(2)
    expect(await socket.ask('INCR', 'n')).toBe(1)
    await expect(socket.ask('INCR', 'n')).rejects.toThrow('closed')
    expect(await servers.command(0, 'GET', 'n')).toBe('2')
    expect(trap.caught).toBe(1)
    expect(await (await dial()).ask('INCR', 'n')).toBe(3)
  })

  test('reset before a reply to a certain command', async () => {
    const socket = await dial()
    const trap = proxy.resetBeforeReply({ command: 'incr' })
    expect(await socket.ask('SET', 'n', 5)).toBe('OK')
    await expect(socket.ask('INCR', 'n')).rejects.toThrow()
    expect(await socket.closed).toBe('ECONNRESET')
    await trap.sprung()
    expect(await servers.command(0, 'GET', 'n')).toBe('6')
  })

  test('dropped: the next reply stands in its place', async () => {
    const socket = await dial()
    proxy.dropReply({ command: 'GET', times: 2 })
    for (const name of ['GET', 'GET', 'ECHO']) socket.write(command(name, 'x'))
    expect(await socket.reply()).toBe('x')
  })

  test('replaced, by a trap and by a hook', async () => {
    const socket = await dial()
    proxy.replaceReply(encodeReply(['a', 1, null]), { command: 'GET' })
    expect(await socket.ask('GET', 'k')).toEqual(['a', 1, null])
    expect(await socket.ask('GET', 'k')).toBe(null)
    proxy.onReply = ({ command }) =>
      command?.name === 'ECHO' ? encodeReply(`${command.args[0]?.toString()}!`) : undefined
    expect(await socket.ask('ECHO', 'x')).toBe('x!')
    expect(await socket.ask('ECHO', 'y')).toBe('y!')
    await proxy.heal()
    expect(await socket.ask('ECHO', 'y')).toBe('y')
  })

  test('corrupted: one bit differs', async () => {
    const socket = await dial()
    proxy.corruptReply({ command: 'ECHO', byte: 4, bit: 1 })
    expect(await socket.ask('ECHO', 'abc')).toBe('cbc')
    proxy.corruptReply({ byte: -3 })
    expect(await socket.ask('ECHO', 'abc')).toBe('abb')
    proxy.corruptReply()
    expect(await socket.ask('ECHO', 'abc')).toBe('`bc')
    expect(await socket.ask('ECHO', 'abc')).toBe('abc')
  })

  test('late: those behind it too, in order', async () => {
    const socket = await dial()
    const order: string[] = []
    proxy.delayReply(150, { command: 'GET' })
    const other = await dial()
    await Promise.all([
      socket.ask('GET', 'a').then(() => order.push('late')),
      socket.ask('ECHO', 'a').then(() => order.push('behind it')),
      other.ask('ECHO', 'a').then(() => order.push('another connection')),
    ])
    expect(order).toEqual(['another connection', 'late', 'behind it'])
  })

  test('a trap that was removed catches nothing, nor does any in a handshake unless it says so', async () => {
    const socket = await dial()
    const trap = proxy.cutBeforeReply()
    expect(await socket.ask('HELLO', '3')).toBeInstanceOf(Map)
    expect(await socket.ask('CLIENT', 'SETNAME', 'x')).toBe('OK')
    trap.remove()
    expect(await socket.ask('GET', 'k')).toBe(null)
    expect(trap.caught).toBe(0)
    proxy.cutBeforeReply({ command: 'READONLY' })
    await expect(socket.ask('READONLY')).rejects.toThrow('closed')
  })

  test.each([2, 3])('messages of subscriptions answer no command (RESP%i)', async protocol => {
    const socket = await dial()
    await socket.ask('HELLO', protocol)
    const seen: (string | undefined)[] = []
    proxy.onReply = ({ command }) => {
      seen.push(command?.name)
      return undefined
    }
    socket.write(command('SUBSCRIBE', 'a', 'b'))
    expect(await socket.reply()).toEqual(['subscribe', 'a', 1])
    expect(await socket.reply()).toEqual(['subscribe', 'b', 2])
    await servers.command(0, 'PUBLISH', 'a', 'hello')
    expect(await socket.reply()).toEqual(['message', 'a', 'hello'])
    socket.write(command('PING'))
    await socket.reply()
    expect(seen).toEqual(
      protocol === 2 ? ['SUBSCRIBE', 'SUBSCRIBE', undefined, 'PING'] : [undefined, undefined, undefined, 'PING'],
    )
  })
})

describe('bytes', () => {
  test('cut in the middle of a reply', async () => {
    const socket = await dial()
    proxy.cutAfterBytes(7)
    const reply = socket.ask('ECHO', 'abcdef')
    await expect(reply).rejects.toThrow('closed')
    expect(socket.received.toString()).toBe('$6\r\nabc')
    expect(await (await dial()).ask('PING')).toBe('PONG')
  })

  test('cut in the middle of a request: the command has not run', async () => {
    const socket = await dial()
    proxy.cutAfterBytes(20, 'requests')
    await expect(socket.ask('INCR', 'n')).rejects.toThrow('closed')
    expect(await servers.command(0, 'GET', 'n')).toBe(null)
  })

  test('one at a time', async () => {
    const socket = await dial()
    proxy.set({ sliceBytes: 1 })
    const chunks: number[] = []
    socket.onChunk = chunk => chunks.push(chunk.length)
    expect(await socket.ask('ECHO', 'abcdefgh')).toBe('abcdefgh')
    expect(chunks.length).toBeGreaterThan(5)
    proxy.set({ sliceBytes: 5, sliceEveryMs: 1 })
    expect(await socket.ask('ECHO', 'abcdefgh')).toBe('abcdefgh')
  })

  test('delayed, with jitter, in order', async () => {
    const numbers = [0.9, 0.1, 0.5, 0.3]
    const jittery = await startProxy({
      target: { host: '127.0.0.1', port: servers.nodes[0]?.port ?? 0 },
      line: { delayMs: 5, jitterMs: 10 },
      random: () => numbers[0] ?? 0,
    })
    const socket = await TestSocket.connect(jittery.host, jittery.port)
    sockets.push(socket)
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        numbers.push(numbers.shift() ?? 0)
        return socket.ask('ECHO', index)
      }),
    )
    expect(replies).toEqual(Array.from({ length: 20 }, (_, index) => String(index)))
    await jittery.stop()
  })

  test('throttled: all arrive, and a slow line slows the sender down', async () => {
    const socket = await dial()
    proxy.set({ bytesPerSecond: 2_000_000 })
    const value = 'v'.repeat(300_000)
    await socket.ask('SET', 'k', value)
    expect(await socket.ask('GET', 'k')).toBe(value)
  })

  test('held back and let go: nothing is lost', async () => {
    const socket = await dial()
    proxy.set({ hold: true })
    const large = 'x'.repeat(5_000_000)
    const replies = Promise.all([socket.ask('SET', 'k', large), socket.ask('STRLEN', 'k')])
    expect(await Promise.race([replies, silence()])).toBe('silence')
    expect(await servers.command(0, 'EXISTS', 'k')).toBe(0)
    proxy.set({ hold: false })
    expect(await replies).toEqual(['OK', 5_000_000])
  })
})

describe('connections', () => {
  test('a black hole takes connections and answers nothing; after it, those that lost bytes are reset', async () => {
    const socket = await dial()
    const idle = await dial()
    await idle.ask('PING')
    proxy.set({ blackHole: true })
    expect(await Promise.race([socket.ask('INCR', 'n').catch(() => 'reset'), silence()])).toBe('silence')
    const late = await dial()
    expect(await Promise.race([late.ask('PING').catch(() => 'reset'), silence()])).toBe('silence')
    proxy.set({ blackHole: false })
    expect(await socket.closed).toBe('ECONNRESET')
    expect(await late.closed).toBe('ECONNRESET')
    expect(await idle.ask('PING')).toBe('PONG')
    expect(await servers.command(0, 'GET', 'n')).toBe(null)
  })

  test('reset and cut', async () => {
    const reset = await dial()
    await reset.ask('PING')
    proxy.reset()
    expect(await reset.closed).toBe('ECONNRESET')
    const cut = await dial()
    await cut.ask('PING')
    proxy.cut()
    expect(await cut.closed).toBe('end')
  })

  test('half-open: the client hears nothing, new connections are well', async () => {
    const socket = await dial()
    await socket.ask('CLIENT', 'SETNAME', 'gone')
    proxy.halfOpen()
    expect(await Promise.race([socket.ask('PING'), silence()])).toBe('silence')
    await expect.poll(() => servers.text(0, 'CLIENT', 'LIST')).not.toContain('name=gone')
    expect(await (await dial()).ask('PING')).toBe('PONG')
  })

  test('refused, and taken again on the same port', async () => {
    const open = await dial()
    const { port } = proxy
    await proxy.refuse()
    await expect(TestSocket.connect(proxy.host, port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(await open.ask('PING')).toBe('PONG')
    await proxy.accept()
    expect(proxy.port).toBe(port)
    expect(await (await dial()).ask('PING')).toBe('PONG')
  })

  test('a server that is gone is a reset', async () => {
    const nobody = await startProxy({ target: { host: '127.0.0.1', port: 1 } })
    const socket = await TestSocket.connect(nobody.host, nobody.port)
    expect(await socket.closed).toBe('ECONNRESET')
    await nobody.stop()
  })

  test('a client that is reset is reset at the server too, and a stopped proxy leaves nothing open', async () => {
    const socket = await dial()
    await socket.ask('CLIENT', 'SETNAME', 'resetting')
    socket.reset()
    await expect.poll(() => servers.text(0, 'CLIENT', 'LIST')).not.toContain('name=resetting')
    const last = await dial()
    await last.ask('PING')
    await proxy.stop()
    expect(await last.closed).toBe('end')
    await proxy.stop()
  })
})

test('proxies stand in front of every node and know who is who', async () => {
  const proxies = await startProxies(servers)
  const node = servers.nodes[0]
  if (node === undefined) throw new Error('no server')
  expect(proxies.seeds).toEqual([proxies.of(node).address])
  expect(proxies.addressMap).toEqual({ [node.name]: proxies.of(node.name).address })
  expect(proxies.of(node).target).toBe(node.name)
  expect(() => proxies.of('127.0.0.1:1')).toThrow('There is no proxy in front of 127.0.0.1:1')
  await proxies.stop()
  const refused = await new Promise(resolve => {
    connect(proxies.of(node).port, '127.0.0.1').once('error', error => resolve((error as NodeJS.ErrnoException).code))
  })
  expect(refused).toBe('ECONNREFUSED')
})

const silence = (): Promise<'silence'> => new Promise(resolve => setTimeout(resolve, 200, 'silence' as const))

const command = (...words: string[]): string =>
  `*${words.length}\r\n${words.map(word => `$${word.length}\r\n${word}\r\n`).join('')}`

test('a connection that is reset while it is being closed leaves no socket behind', async () => {
  const sockets = () => process.getActiveResourcesInfo().filter(kind => kind === 'TCPSocketWrap').length
  const before = sockets()
  const socket = await dial()
  proxy.onReply = () => {
    queueMicrotask(() => proxy.reset())
    return 'cut'
  }
  socket.write('PING\r\n')
  await expect.poll(() => proxy.connections.open).toBe(0)
  socket.destroy()
  await expect.poll(sockets).toBe(before)
})
