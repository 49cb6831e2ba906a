import { createServer } from 'node:net'

/** Whether this machine has the address. Containers often lack IPv6, and macOS knows 127.0.0.1 alone. */
export function canListenOn(host: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host, port: 0 }, () => server.close(() => resolve(true)))
  })
}
