import { ConfigError } from '@rc/errors'
import { isHost, unbracket } from './host.js'

/** Where a node listens. */
export interface NodeAddress {
  /** A host name, an IPv4 address, or an IPv6 address without brackets. */
  readonly host: string
  /** 1 to 65535. */
  readonly port: number
}

/**
 * The address as text, an IPv6 address in brackets. It is also the node's name in a {@link Topology}.
 *
 * @example
 * formatAddress({ host: '::1', port: 7000 })  // '[::1]:7000'
 */
export const formatAddress = (address: NodeAddress): string =>
  address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`

/**
 * The address that a text such as `localhost:7000`, `[::1]:7000` or `::1:7000` means. Split at the last colon, so that
 * an IPv6 address needs no brackets.
 *
 * @throws ConfigError where the text is of no such form. The message does not repeat it: it may be a URL with a password.
 * @example
 * parseAddress('[::1]:7000')  // { host: '::1', port: 7000 }
 */
export function parseAddress(text: string): NodeAddress {
  const colon = text.lastIndexOf(':')
  const host = unbracket(text.slice(0, Math.max(colon, 0)))
  const port = parsePort(text.slice(colon + 1))
  if (colon === -1 || port === undefined || !isHost(host)) {
    throw new ConfigError(
      'A node address must be "host:port" or "[IPv6 address]:port" with a port from 1 to 65535, such as ' +
        '"localhost:7000" or "[::1]:7000"' +
        (text.includes('://') ? '; a URL does not fit here.' : '.'),
    )
  }
  return { host, port }
}

/** Whether two addresses are the same, letter by letter. Names are not looked up. */
export const sameAddress = (a: NodeAddress, b: NodeAddress): boolean => a.port === b.port && a.host === b.host

/** The port that a text means; undefined where it is none. */
export function parsePort(text: string): number | undefined {
  if (!/^[1-9][0-9]{0,4}$/.test(text)) return undefined
  const port = Number(text)
  return port <= 65535 ? port : undefined
}
