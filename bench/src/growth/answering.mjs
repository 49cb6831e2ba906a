import { connect } from 'node:net'
import { Duplex } from 'node:stream'

const GET = Buffer.from('*2\r\n$3\r\nGET\r\n')
const REPLY = Buffer.from(`$64\r\n${'v'.repeat(64)}\r\n`)
/** Replies that are handed out at once, about as many as a socket reads. */
const MOST = 800
const replies = Buffer.concat(Array.from({ length: MOST }, () => REPLY))

/**
 * A way to a server that answers GETs itself, in the same process and without a system call: what is left is the
 * client's own work. All else goes to the server.
 * @param {number} bytes of each GET on the wire
 * @returns {(address: import('../clients/client.mjs').Address) => Promise<Duplex>}
 */
export const answeringDial = bytes => async address => {
  const socket = connect({ host: address.host, port: address.port, noDelay: true })
  let due = 0
  let begun = 0
  const answer = () => {
    while (due > 0) {
      const now = Math.min(due, MOST)
      due -= now
      stream.push(replies.subarray(0, now * REPLY.length))
    }
  }
  const stream = new Duplex({
    read: () => {},
    write: (/** @type {Buffer} */ chunk, _, done) => {
      if (begun === 0 && !chunk.subarray(0, GET.length).equals(GET)) {
        socket.write(chunk, done)
        return
      }
      begun += chunk.length
      due += Math.floor(begun / bytes)
      begun %= bytes
      setImmediate(answer)
      done()
    },
    destroy: (error, done) => {
      socket.destroy()
      done(error)
    },
  })
  socket.on('data', chunk => stream.push(chunk))
  socket.on('close', () => stream.destroy())
  await new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(undefined))
    socket.once('error', reject)
  })
  socket.on('error', () => {})
  return stream
}
