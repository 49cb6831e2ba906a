// Publishes as fast as the servers take it: node publish.mjs '{ "nodes": …, "load": … }'. One raw connection a node.
import { connect } from 'node:net'
import { keySlot } from '@rc/slots'
import { channelsOf, PAYLOAD } from './loads.mjs'

const BATCH = 500

/** @type {{ nodes: { host: string, port: number, slots: [number, number][] }[], load: import('./loads.mjs').Load }} */
const { nodes, load } = JSON.parse(process.argv[2] ?? '')
const word = load.sharded ? 'SPUBLISH' : 'PUBLISH'
const channels = channelsOf(load)

/** @param {string} channel */
const nodeOf = channel => {
  const slot = keySlot(channel)
  return Math.max(
    0,
    nodes.findIndex(({ slots }) => slots.some(([from, to]) => slot >= from && slot <= to)),
  )
}

const encode = (/** @type {string} */ channel) =>
  `*3\r\n$${word.length}\r\n${word}\r\n$${channel.length}\r\n${channel}\r\n$${PAYLOAD.length}\r\n${PAYLOAD}\r\n`

await Promise.all(
  nodes.map(async ({ host, port }, at) => {
    const mine = channels.flatMap((channel, i) =>
      nodeOf(channel) === at
        ? [{ request: encode(channel), count: Math.ceil((load.messages - i) / channels.length) }]
        : [],
    )
    const socket = connect({ host, port, noDelay: true })
    /** @type {string[]} */
    let batch = []
    const flush = () =>
      new Promise(resolve => {
        let left = batch.length
        socket.write(batch.join(''))
        batch = []
        const read = (/** @type {Buffer} */ bytes) => {
          for (const byte of bytes) if (byte === 10) left--
          if (left > 0) return
          socket.off('data', read)
          resolve(undefined)
        }
        socket.on('data', read)
      })
    for (let going = true; going; ) {
      going = false
      for (const one of mine) {
        if (one.count-- <= 0) continue
        going = true
        if (batch.push(one.request) >= BATCH) await flush()
      }
    }
    if (batch.length > 0) await flush()
    socket.destroy()
  }),
)
