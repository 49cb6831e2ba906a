import { createServer, type Server, type Socket } from 'node:net'
import { ConnectError, ConnectionLostError, ProtocolError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import { afterEach, describe, expect, it } from 'vitest'
import { connectionOptions } from '../test/connection-options.js'
import { Connection } from './connection.js'
import { Deadlines } from './deadlines.js'
import { request } from './handshake.js'
import type { Pending } from './pending.js'
import { systemClock, Ticker } from './ticker.js'

/** A caller that keeps what it is told. */
class Caller implements Pending {
  readonly request
  readonly asBytes = false
  readonly joined: boolean
  readonly deadline: number
  settled = false
  readonly done: Promise<Reply>
  sent: boolean | undefined
  #resolve!: (reply: Reply) => void
  #reject!: (error: Error) => void

  constructor(words: readonly string[], options: { deadline?: number; joined?: boolean } = {}) {
    const [name = '', ...args] = words
    this.request = request(name, args)
    this.deadline = options.deadline ?? Number.POSITIVE_INFINITY
    this.joined = options.joined ?? false
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.done.catch(() => {})
  }

  settle(reply: Reply): void {
    this.settled = true
    this.#resolve(reply)
  }

  fail(error: Error, sent: boolean): void {
    this.settled = true
    this.sent = sent
    this.#reject(error)
  }

  expire(sent: boolean): void {
    this.fail(new Error('expired'), sent)
  }
}

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** A server that answers HELLO, then does as it is told with whatever comes. */
async function server(
  handle: (text: string, socket: Socket) => void,
  hello = '%1\r\n+proto\r\n:3\r\n',
): Promise<number> {
  const sockets = new Set<Socket>()
  const listening: Server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    let greeted = false
    socket.on('data', chunk => {
      const text = chunk.toString()
      if (greeted) handle(text, socket)
      else socket.write(hello)
      greeted = true
    })
  })
  await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy()
    listening.close()
  })
  return (listening.address() as { port: number }).port
}

function connect(port: number, options: Partial<ConstructorParameters<typeof Connection>[1]['options']> = {}) {
  const ticker = new Ticker(systemClock)
  const ended: (Error | undefined)[] = []
  const connection = new Connection(
    { host: '127.0.0.1', port, name: `127.0.0.1:${port}` },
    {
      options: connectionOptions(options),
      context: { ticker, deadlines: new Deadlines(ticker), closed: (_, error) => ended.push(error) },
    },
  )
  cleanups.push(() => connection.destroy(new Error('test over')))
  return { connection, ended, ticker }
}

const send = (connection: Connection, ...words: string[]): Caller => {
  const caller = new Caller(words)
  expect(connection.send(caller)).toBe(true)
  return caller
}

describe('Connection', () => {
  it('writes the commands of a tick together, and answers them in order', async () => {
    const writes: string[] = []
    const port = await server((text, socket) => {
      writes.push(text)
      socket.write(Array.from({ length: text.split('*').length - 1 }, (_, i) => `:${i}\r\n`).join(''))
    })
    const { connection } = connect(port)
    const callers = Array.from({ length: 50 }, (_, i) => send(connection, 'GET', String(i)))
    expect(await Promise.all(callers.map(caller => caller.done))).toEqual(callers.map((_, i) => i))
    expect(writes).toHaveLength(1)
  })

  it('writes nothing of the callers before the handshake is answered', async () => {
    const seen: string[] = []
    const listening = createServer(socket => {
      socket.on('error', () => {})
      socket.on('data', chunk => seen.push(chunk.toString()))
    })
    await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve))
    const { connection, ended } = connect((listening.address() as { port: number }).port, { connectTimeoutMs: 150 })
    const caller = send(connection, 'SET', 'a', 'b')
    await expect(caller.done).rejects.toBeInstanceOf(ConnectError)
    expect(caller.sent).toBe(false)
    expect(seen.join('')).not.toContain('SET')
    expect(ended).toHaveLength(1)
    listening.close()
  })

  it('tells each caller whether its command had been written when the connection broke', async () => {
    const port = await server((_, socket) => setTimeout(() => socket.destroy(), 20))
    const { connection } = connect(port)
    const first = send(connection, 'INCR', 'a')
    await expect(first.done).rejects.toBeInstanceOf(ConnectionLostError)
    expect(first.sent).toBe(true)
    expect(connection.send(new Caller(['GET', 'a']))).toBe(false)
  })

  it.each([
    ['a reply that nobody asked for', '+OK\r\n+OK\r\n'],
    ['bytes that are no RESP', ':abc\r\n'],
    ['a stream of garbage', '\0\0\0\0'],
  ])('gives the connection up upon %s, and no caller gets another one’s reply', async (_, bytes) => {
    const port = await server((_text, socket) => socket.write(bytes))
    const { connection, ended } = connect(port)
    const caller = send(connection, 'GET', 'a')
    const outcome = await caller.done.catch((error: unknown) => error)
    expect(outcome === 'OK' || outcome instanceof ProtocolError).toBe(true)
    await expect.poll(() => ended.length).toBe(1)
    expect(ended[0]).toBeInstanceOf(ProtocolError)
  })

  it('expires what is overdue, and gives its late reply to nobody', async () => {
    const port = await server((text, socket) => {
      if (text.includes('slow')) setTimeout(() => socket.write(':1\r\n:2\r\n'), 200)
    })
    const { connection, ticker } = connect(port)
    const late = new Caller(['GET', 'slow'], { deadline: ticker.now() + 80 })
    connection.send(late)
    const patient = send(connection, 'GET', 'b')
    await expect(late.done).rejects.toThrow('expired')
    expect(late.sent).toBe(true)
    expect(await patient.done).toBe(2)
  })

  it('does not write what has settled before the end of the tick', async () => {
    const writes: string[] = []
    const port = await server((text, socket) => {
      writes.push(text)
      socket.write(':1\r\n')
    })
    const { connection } = connect(port)
    await expect.poll(() => connection.state).toBe('ready')
    const gone = send(connection, 'SET', 'gone', '1')
    const kept = send(connection, 'GET', 'kept')
    gone.settled = true
    expect(await kept.done).toBe(1)
    expect(writes.join('')).not.toContain('gone')
  })

  it('holds to its limits, and takes a single command of any size', async () => {
    const port = await server(() => {})
    const { connection } = connect(port, { maxQueuedCommands: 3, maxQueuedBytes: 100 })
    expect(connection.send(new Caller(['SET', 'a', 'x'.repeat(500)]))).toBe(true)
    expect(connection.send(new Caller(['GET', 'a']))).toBe(false)
    const other = connect(port, { maxQueuedCommands: 3, maxQueuedBytes: 10_000 }).connection
    expect([1, 2, 3, 4].map(() => other.send(new Caller(['GET', 'a'])))).toEqual([true, true, true, false])
  })

  it('closes when all that wait are answered', async () => {
    const port = await server((_, socket) => setTimeout(() => socket.write(':1\r\n:2\r\n'), 50))
    const { connection, ended } = connect(port)
    await expect.poll(() => connection.state).toBe('ready')
    const callers = [send(connection, 'GET', 'a'), send(connection, 'GET', 'b')]
    const closed = connection.close()
    expect(connection.send(new Caller(['GET', 'c']))).toBe(false)
    expect(await Promise.all(callers.map(caller => caller.done))).toEqual([1, 2])
    await closed
    expect(connection.state).toBe('closed')
    expect(ended).toEqual([undefined])
  })

  it('falls back to RESP2 where the server knows no HELLO', async () => {
    const port = await server(
      (_, socket) => socket.write('+PONG\r\n'),
      "-ERR unknown command 'HELLO', with args beginning with: '3'\r\n",
    )
    const { connection } = connect(port)
    expect(await send(connection, 'PING').done).toBe('PONG')
    expect(connection.protocol).toBe(2)
  })

  it('holds back what is not written while the node is suspected, and goes on when it is heard of', async () => {
    const writes: string[] = []
    let answer: () => void = () => {}
    const port = await server((text, socket) => {
      writes.push(text)
      answer = () => socket.write(':1\r\n')
      if (writes.length > 1) answer()
    })
    const { connection } = connect(port)
    const first = send(connection, 'GET', 'first')
    await expect.poll(() => writes.length).toBe(1)
    connection.suspect()
    const second = send(connection, 'GET', 'second')
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(writes).toHaveLength(1)
    answer()
    expect(await first.done).toBe(1)
    expect(await second.done).toBe(1)
  })
})
