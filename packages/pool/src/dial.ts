// The only file that opens sockets.
import { ConnectError } from '@rc/errors'
import type { NodeAddress } from '@rc/slots'
import { connect as connectTcp, isIP, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import { ON_CHUNK, StreamTransport, type Transport } from './transport.js'

/**
 * Opens a stream to a node. Rejects when it cannot, and when `signal` fires.
 *
 * Give one of your own to go through a proxy or a tunnel, or to test without a network.
 */
export type Dial = (address: NodeAddress, signal: AbortSignal) => Promise<Duplex>

/**
 * Bytes that one read takes at most. All sockets read into the same memory: what came is decoded, or copied, before the
 * next read, and memory that is used again and again is in the processor's cache.
 */
const READ_BUFFER = 256 * 1024
/**
 * Where in its memory the buffer begins. Large memory begins 16 bytes into a page, and what the system copies there from
 * the beginning of a page of its own takes twice the time on some processors. From 64 on it does not.
 */
const READ_FROM = 48

/**
 * A system that hears nothing of a node asks it again after 1 s, then after 2 s more: a network that is whole again would
 * be found out late. Where a node was silent before, it is asked this often, by a socket beside the patient one.
 */
const AGAIN_MS = 150
/** Silent nodes that are remembered. */
const REMEMBERED = 1000

/** Opens plain TCP connections, or TLS connections where `tls` is given. */
export function socketDial(tls?: TlsOptions): Dial {
  const silent = new Set<string>()
  return (address, signal) =>
    new Promise((resolve, reject) => {
      const name = `${address.host} ${address.port}`
      const sockets = new Set<Socket>()
      let answered = false
      let again: NodeJS.Timeout | undefined
      const letGo = (socket: Socket) => {
        sockets.delete(socket)
        socket.off('error', failed)
        socket.off('close', closed)
        // Whoever asked has not attached its listeners yet; an error in between must not end the process.
        socket.on('error', () => {})
      }
      const drop = (socket: Socket) => {
        letGo(socket)
        socket.destroy()
      }
      const failed = (error: Error) => {
        clearInterval(again)
        signal.removeEventListener('abort', abort)
        sockets.forEach(drop)
        reject(error)
      }
      const closed = () => failed(new ConnectError('The connection was closed while it was being opened.'))
      const abort = () => {
        if (!answered) remember(silent, name)
        failed(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
      }
      const attempt = (): Socket => {
        const socket = tls === undefined ? plainSocket(address) : tlsSocket(address, tls)
        sockets.add(socket)
        socket.once('error', failed)
        socket.once('close', closed)
        socket.once('connect', () => {
          answered = true
          silent.delete(name)
          clearInterval(again)
          for (const other of sockets) if (other !== socket) drop(other)
        })
        socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
          signal.removeEventListener('abort', abort)
          letGo(socket)
          resolve(socket)
        })
        return socket
      }
      attempt()
      if (signal.aborted) return abort()
      signal.addEventListener('abort', abort, { once: true })
      if (!silent.has(name)) return
      let beside: Socket | undefined
      again = setInterval(() => {
        if (beside !== undefined) drop(beside)
        beside = attempt()
      }, AGAIN_MS)
    })
}

function remember(names: Set<string>, name: string): void {
  if (names.size >= REMEMBERED) names.clear()
  names.add(name)
}

let readBuffer: Buffer | undefined

/** The transport of a dialled stream. */
export const transportOf = (stream: Duplex): Transport => new StreamTransport(stream, stream instanceof Socket)

function plainSocket({ host, port }: NodeAddress): Socket {
  let receive: ((bytes: Buffer) => void) | undefined
  const early: Buffer[] = []
  const buffer = (readBuffer ??= Buffer.allocUnsafeSlow(READ_FROM + READ_BUFFER).subarray(READ_FROM))
  const socket = connectTcp({
    host,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 10_000,
    onread: {
      buffer,
      callback: count => {
        // Bytes may come before anybody listens; they are copied, for the buffer is read into again.
        if (receive === undefined) early.push(Buffer.from(buffer.subarray(0, count)))
        else receive(count === buffer.length ? buffer : buffer.subarray(0, count))
        return true
      },
    },
  })
  return Object.assign(socket, {
    [ON_CHUNK]: (listener: (bytes: Buffer) => void) => {
      receive = listener
      for (const bytes of early.splice(0)) listener(bytes)
      return true
    },
  })
}

function tlsSocket({ host, port }: NodeAddress, options: TlsOptions): Socket {
  // A certificate is issued for a name: the one that this node is called, unless the user named one for all.
  const servername = options.servername ?? (isIP(host) === 0 ? host : '')
  // Loaded when first used: it takes milliseconds that most processes need not spend at their start.
  const socket = process.getBuiltinModule('node:tls').connect({ ...options, host, port, servername })
  socket.setNoDelay(true)
  socket.setKeepAlive(true, 10_000)
  return socket
}
