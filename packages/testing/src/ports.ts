import { createServer } from 'node:net'
import { ConfigError } from '@rc/errors'

/**
 * Below the ports that Linux and macOS give to outgoing connections, with room for the bus port 10000 above: otherwise
 * any connection of any process could take a port between the check and the start.
 */
const FIRST = 10_000
const LAST = 21_999
/** A cluster node talks to its peers on the port this far above its own. */
export const BUS_OFFSET = 10_000

const ATTEMPTS = 200
/** Ports handed out by this process whose servers may not have bound them yet. */
const reserved = new Set<number>()

/**
 * A port of `host` that nobody listens on, its bus port neither, and that no other call of this process was given.
 * Another process may still take it: whoever binds it must be ready to ask again.
 */
export async function freePort(host: string): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1))
    if (reserved.has(port)) continue
    reserved.add(port)
    if ((await isFree(host, port)) && (await isFree(host, port + BUS_OFFSET))) return port
    reserved.delete(port)
  }
  throw new ConfigError(
    `No free port was found on ${host} in ${ATTEMPTS} attempts between ${FIRST} and ${LAST}. ` +
      'Is the address one of this machine? On macOS every 127.x.x.x but 127.0.0.1 wants "ifconfig lo0 alias" first.',
  )
}

/** Takes a port that the caller chose, or says that it is busy. */
export async function claimPort(host: string, port: number): Promise<number> {
  const taken = reserved.has(port) || !(await isFree(host, port)) || !(await isFree(host, port + BUS_OFFSET))
  if (taken) {
    throw new ConfigError(
      `Port ${port} or its bus port ${port + BUS_OFFSET} is in use on ${host}. Choose another basePort, or leave it out ` +
        'to get free ports.',
    )
  }
  reserved.add(port)
  return port
}

/** Says that the port's server is gone for good. */
export function releasePort(port: number): void {
  reserved.delete(port)
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
