import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { type FrameHandler, SimulatedConnection } from './simulated-connection.js'
import type { SimulatedNode } from './simulated-node.js'

let nextConnection = 1

/** The listening socket of a simulated node and its connections. */
export class NodeServer {
  readonly node: SimulatedNode
  readonly #handler: FrameHandler
  readonly #authenticated: boolean
  #server: Server | undefined

  constructor(node: SimulatedNode, { handler, authenticated }: { handler: FrameHandler; authenticated: boolean }) {
    this.node = node
    this.#handler = handler
    this.#authenticated = authenticated
  }

  /** Listens, on the port that the node had if it had one. */
  async start(): Promise<void> {
    if (this.#server !== undefined) return
    const server = createServer(socket => this.#take(socket))
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: this.node.host, port: this.node.port }, resolve)
    })
    // Clients keep the process alive, not the server that waits for them.
    server.unref()
    this.#server = server
    this.node.bound((server.address() as AddressInfo).port)
    this.node.state = 'running'
  }

  /** Closes all connections and refuses new ones. */
  stop(): void {
    this.#server?.close()
    this.#server = undefined
    this.node.state = 'stopped'
    for (const connection of this.node.connections) connection.destroy()
  }

  /** Takes connections but reads nothing, as a frozen process does. */
  pause(): void {
    if (this.node.state !== 'running') return
    this.node.state = 'paused'
    for (const connection of this.node.connections) connection.pause()
  }

  /** Goes on where it was. */
  resume(): void {
    if (this.node.state !== 'paused') return
    this.node.state = 'running'
    for (const connection of this.node.connections) connection.resume()
  }

  #take(socket: Socket): void {
    const { node } = this
    const connection = new SimulatedConnection(nextConnection++, socket)
    connection.authenticated = this.#authenticated
    node.accepted++
    node.connections.add(connection)
    socket.once('close', () => node.connections.delete(connection))
    connection.serve(this.#handler)
    if (node.state === 'paused') connection.pause()
  }
}
