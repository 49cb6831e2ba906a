import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

type Request = readonly (string | Uint8Array)[]

/** A few lines of RESP2: enough to ask a server what is true. */
export class Wire {
  readonly address: { readonly host: string; readonly port: number }
  readonly #socket: Socket
  #bytes = Buffer.alloc(0)
  #at = 0

  private constructor(socket: Socket, address: { host: string; port: number }) {
    this.#socket = socket
    this.address = address
  }

  static async open({ host, port }: { host: string; port: number }): Promise<Wire> {
    const socket = connect({ host, port, noDelay: true })
    await once(socket, 'connect')
    return new Wire(socket, { host, port })
  }

  /** Sends all requests at once, and gives their replies in order; error replies as errors. */
  async all(requests: readonly Request[]): Promise<unknown[]> {
    this.#socket.write(Buffer.concat(requests.map(encode)))
    const replies: unknown[] = []
    while (replies.length < requests.length) {
      const start = this.#at
      const reply = this.#read()
      if (reply !== undefined) {
        replies.push(reply.value)
        continue
      }
      const [chunk] = (await once(this.#socket, 'data')) as [Buffer]
      this.#bytes = Buffer.concat([this.#bytes.subarray(start), chunk])
      this.#at = 0
    }
    return replies
  }

  close(): void {
    this.#socket.destroy()
  }

  /** The next reply; undefined where it has not come whole. */
  #read(): { value: unknown } | undefined {
    const end = this.#bytes.indexOf('\r\n', this.#at)
    if (end === -1) return undefined
    const type = String.fromCharCode(this.#bytes[this.#at] ?? 0)
    const text = this.#bytes.toString('utf8', this.#at + 1, end)
    this.#at = end + 2
    if (type === '+') return { value: text }
    if (type === '-') return { value: new Error(text) }
    if (type === ':') return { value: Number(text) }
    if (text === '-1') return { value: null }
    return type === '$' ? this.#readBulk(Number(text)) : this.#readArray(Number(text))
  }

  #readBulk(length: number): { value: string } | undefined {
    if (this.#bytes.length < this.#at + length + 2) return undefined
    const value = this.#bytes.toString('utf8', this.#at, this.#at + length)
    this.#at += length + 2
    return { value }
  }

  #readArray(length: number): { value: unknown[] } | undefined {
    const items: unknown[] = []
    for (let i = 0; i < length; i++) {
      const item = this.#read()
      if (item === undefined) return undefined
      items.push(item.value)
    }
    return { value: items }
  }
}

function encode(request: Request): Buffer {
  const words = request.flatMap(word => {
    const bytes = Buffer.from(word as string)
    return [Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')]
  })
  return Buffer.concat([Buffer.from(`*${request.length}\r\n`), ...words])
}
