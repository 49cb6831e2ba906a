// The bound of the kernel and the runtime, not a client: one socket a node that subscribes and counts bytes. It makes no
// message of them; where a hundred listen, each is called all the same.
import { keySlot } from '@rc/slots'
import { connect } from 'node:net'
import { channelsOf, PAYLOAD } from './loads.mjs'

const READ_BYTES = 64 * 1024

/** @param {string} text */
const bulk = text => `$${text.length}\r\n${text}\r\n`

/** @type {import('./clients.mjs').Subscribe} */
export async function bareSubscribe({ nodes, load, heard }) {
  const channels = channelsOf(load)
  await Promise.all(
    nodes.map(({ host, port, slots = [] }, at) => {
      const mine = channels.filter((channel, i) => {
        const slot = keySlot(channel)
        // Classic ones are heard at every node: they are dealt out.
        return load.sharded ? slots.some(([from, to]) => slot >= from && slot <= to) : i % nodes.length === at
      })
      return mine.length === 0 ? Promise.resolve() : subscribe({ host, port }, mine, { load, heard })
    }),
  )
}

/**
 * @param {{ host: string, port: number }} address
 * @param {readonly string[]} channels
 * @param {{ load: import('./loads.mjs').Load, heard: () => void }} what
 * @returns {Promise<void>}
 */
function subscribe(address, channels, { load, heard }) {
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES)
  const word = load.sharded ? 'smessage' : 'message'
  const [first = ''] = channels
  const size = `>3\r\n${bulk(word)}${bulk(first)}${bulk(PAYLOAD)}`.length
  return new Promise(resolve => {
    let greeting = ''
    let subscribed = false
    let bytes = 0
    const socket = connect({
      ...address,
      noDelay: true,
      onread: {
        buffer,
        callback: count => {
          if (!subscribed) {
            greeting += buffer.toString('latin1', 0, count)
            subscribed = greeting.endsWith(`${channels.at(-1)}\r\n:${channels.length}\r\n`)
            if (subscribed) resolve()
            return true
          }
          bytes += count
          // What is left of a message is counted with the next read.
          for (; bytes >= size; bytes -= size) for (let i = 0; i < load.listeners; i++) heard()
          return true
        },
      },
    })
    const command = load.sharded ? 'SSUBSCRIBE' : 'SUBSCRIBE'
    socket.write('*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n')
    // One command a channel: those of several slots are not taken together.
    for (const channel of channels) socket.write(`*2\r\n${bulk(command)}${bulk(channel)}`)
  })
}
