import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { ConnectError, ConnectionLostError, ReplyError, TimeoutError } from '@rc/errors'
import { encodeRequest, type RequestArg } from './encode.js'
import { FrameReader } from './frame-reader.js'
import { parseReply, parseRequest, type RawReply } from './raw-reply.js'

/** Where and how to reach one server. */
export interface ConnectionTarget {
  readonly host: string
  readonly port: number
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** The CA that signed the server's certificate; its presence turns TLS on. */
  readonly ca?: string | undefined
}

interface Waiting {
  resolve(frame: Buffer): void
  reject(error: Error): void
}

const CONNECT_TIMEOUT_MS = 2000
const INSIST_ATTEMPTS = 5

/**
 * One plain connection to one node, for asking it what is true. It shares no code with the clients under test.
 *
 * Connects at the first command, and again at the first one after a loss. Keeps the process alive only while it waits.
 */
export class NodeConnection {
  readonly #target: ConnectionTarget
  #socket: Socket | undefined
  #waiting: Waiting[] = []
  #connecting: Promise<void> | undefined

  constructor(target: ConnectionTarget) {
    this.#target = target
  }

  /**
   * Sends one command and returns its reply, errors as rejections.
   *
   * @throws ReplyError what the server answered
   * @throws TimeoutError where no answer came within `timeoutMs`
   * @throws ConnectionError where the node cannot be reached or went away
   */
  async command(args: readonly RequestArg[], timeoutMs = 5000): Promise<RawReply> {
    const reply = await this.send(args, timeoutMs)
    if (reply instanceof ReplyError) throw reply
    return reply
  }

  /** A command that may run twice without harm: sent again where the connection broke, as when a test kills clients. */
  async insist(args: readonly RequestArg[], timeoutMs = 5000): Promise<RawReply> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.command(args, timeoutMs)
      } catch (error) {
        if (!(error instanceof ConnectionLostError) || attempt === INSIST_ATTEMPTS) throw error
      }
    }
  }

  /** A command that only reads and answers with text. */
  async text(...args: RequestArg[]): Promise<string> {
    const reply = await this.insist(args)
    return typeof reply === 'string' ? reply : ''
  }

  /** Like `command`, with an error reply as a value. Commands sent in one tick go out together. */
  async send(args: readonly RequestArg[], timeoutMs = 5000): Promise<RawReply> {
    return parseReply(await this.frame(args, timeoutMs))
  }

  /** A command whose answer is an array of strings, such as a list of keys, as the bytes that they are. */
  async strings(args: readonly RequestArg[], timeoutMs = 5000): Promise<Buffer[]> {
    const frame = await this.frame(args, timeoutMs)
    const reply = frame[0] === 0x2a ? undefined : parseReply(frame)
    if (reply instanceof ReplyError) throw reply
    return parseRequest(frame)
  }

  /** The bytes of the reply. */
  async frame(args: readonly RequestArg[], timeoutMs = 5000): Promise<Buffer> {
    if (this.#socket === undefined) await this.#connect()
    const socket = this.#socket
    if (socket === undefined) throw new ConnectionLostError(`${this.#name} closed the connection.`)
    return this.#exchange(socket, args, timeoutMs)
  }

  /** Gives the connection up. What waits is rejected. */
  close(): void {
    this.#lose(new ConnectionLostError(`The connection to ${this.#name} was closed.`))
  }

  get #name(): string {
    return `${this.#target.host}:${this.#target.port}`
  }

  #exchange(socket: Socket, args: readonly RequestArg[], timeoutMs: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const name = String(args[0]).toUpperCase()
        this.#lose(new TimeoutError(`${this.#name} did not answer ${name} within ${timeoutMs} ms.`, { command: name }))
      }, timeoutMs)
      this.#waiting.push({
        resolve: frame => {
          clearTimeout(timer)
          resolve(frame)
        },
        reject: error => {
          clearTimeout(timer)
          reject(error)
        },
      })
      socket.ref()
      socket.write(encodeRequest(args))
    })
  }

  #connect(): Promise<void> {
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined
    })
    return this.#connecting
  }

  async #open(): Promise<void> {
    const socket = await openSocket(this.#target)
    const reader = new FrameReader()
    socket.on('data', chunk => {
      for (const frame of reader.read(chunk)) this.#settle(frame)
    })
    socket.on('close', () => {
      if (this.#socket === socket) this.#lose(new ConnectionLostError(`${this.#name} closed the connection.`))
    })
    this.#socket = socket
    const { username, password } = this.#target
    if (password === undefined) return
    const auth = username === undefined ? ['AUTH', password] : ['AUTH', username, password]
    const reply = parseReply(await this.#exchange(socket, auth, CONNECT_TIMEOUT_MS))
    if (!(reply instanceof ReplyError)) return
    this.#lose(reply)
    throw reply
  }

  #settle(frame: Buffer): void {
    this.#waiting.shift()?.resolve(frame)
    if (this.#waiting.length === 0) this.#socket?.unref()
  }

  #lose(error: Error): void {
    const waiting = this.#waiting
    this.#waiting = []
    this.#socket?.destroy()
    this.#socket = undefined
    for (const one of waiting) one.reject(error)
  }
}

function openSocket(target: ConnectionTarget): Promise<Socket> {
  const { host, port, ca } = target
  return new Promise((resolve, reject) => {
    const socket = ca === undefined ? connect({ host, port, noDelay: true }) : connectTls({ host, port, ca })
    const fail = (why: string, cause?: unknown) => {
      socket.destroy()
      reject(new ConnectError(`No connection to ${host}:${port}: ${why}.`, { node: `${host}:${port}`, cause }))
    }
    const timer = setTimeout(() => fail(`no answer within ${CONNECT_TIMEOUT_MS} ms`), CONNECT_TIMEOUT_MS)
    socket.once('close', () => clearTimeout(timer))
    socket.once('error', error => fail((error as NodeJS.ErrnoException).code ?? error.message, error))
    socket.once(ca === undefined ? 'connect' : 'secureConnect', () => {
      clearTimeout(timer)
      // A later error is followed by `close`, which is where the loss is dealt with.
      socket.removeAllListeners('error')
      socket.on('error', () => {})
      resolve(socket)
    })
  })
}
