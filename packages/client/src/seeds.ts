import { ConfigError } from '@rc/errors'
import { type NodeAddress, parseAddress } from '@rc/slots'

/**
 * Where to begin to look for the cluster: `'127.0.0.1:7000'`, `'redis://user:password@host:7000'`, `'rediss://host'`,
 * several hosts as `'redis://a:7000,b:7001'` or `'redis://a:7000?addr=b:7001'`, or `{ host, port }`. Port 6379 where none is named.
 */
export type Seed = string | { readonly host: string; readonly port?: number | string | undefined }

/** What seeds say, all together. */
export interface Seeds {
  readonly addresses: readonly NodeAddress[]
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** A URL said `rediss:`. */
  readonly tls: boolean
}

const DEFAULT_PORT = 6379

/**
 * Reads seeds.
 *
 * @throws ConfigError where one has a form, a scheme, a database or a parameter that cannot work
 */
export function parseSeeds(nodes: Seed | readonly Seed[]): Seeds {
  const list = Array.isArray(nodes) ? (nodes as readonly Seed[]) : [nodes as Seed]
  if (list.length === 0) throw new ConfigError("nodes is empty: name at least one node, such as '127.0.0.1:7000'.")
  const parsed = list.map(seed => (typeof seed === 'string' ? parseText(seed) : parseObject(seed)))
  const schemes = new Set(parsed.map(({ tls }) => tls).filter(tls => tls !== undefined))
  if (schemes.size > 1) {
    throw new ConfigError('nodes mixes redis: and rediss:. TLS holds for every node or for none: choose one scheme.')
  }
  const withUser = parsed.find(seed => seed.password !== undefined || seed.username !== undefined)
  return {
    addresses: parsed.flatMap(({ addresses }) => addresses),
    username: withUser?.username,
    password: withUser?.password,
    tls: schemes.has(true),
  }
}

type Parsed = Omit<Seeds, 'tls'> & { readonly tls: boolean | undefined }

function parseObject(seed: Exclude<Seed, string>): Parsed {
  const { host, port = DEFAULT_PORT } = seed ?? {}
  if (typeof host !== 'string' || host === '') {
    throw new ConfigError("A node must be 'host:port', a redis:// URL or { host, port }; host is missing or no string.")
  }
  // Ports come as text out of many configuration files.
  const number = typeof port === 'string' ? (/^[0-9]+$/.test(port) ? Number(port) : Number.NaN) : port
  if (!Number.isInteger(number) || number < 1 || number > 65535) {
    throw new ConfigError(`The port of node ${host} must be a whole number from 1 to 65535.`)
  }
  return { addresses: [{ host, port: number }], tls: undefined }
}

function parseText(text: string): Parsed {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return { addresses: [parseAddress(text)], tls: undefined }
  if (scheme !== 'redis' && scheme !== 'rediss') {
    throw new ConfigError(
      `The scheme ${scheme}: is not known. Use redis://host:port, or rediss://host:port for TLS` +
        `${scheme.startsWith('unix') || scheme.endsWith('+unix') ? '; a cluster cannot be reached through a unix socket' : ''}.`,
    )
  }
  return parseUrl(text.slice(scheme.length + 3), scheme === 'rediss')
}

/** What stands behind the scheme: `[user[:password]@]host[:port][,host[:port]…][/0][?addr=host:port…]`. */
function parseUrl(rest: string, tls: boolean): Parsed {
  const [, userinfo, hosts = '', path = '', query = ''] =
    /^(?:([^/?#]*)@)?([^/?#@]*)(?:\/([^?#]*))?(?:\?(.*))?$/.exec(rest) ?? []
  if (hosts === '') throw new ConfigError('The URL names no host. It should look like redis://user:password@host:7000.')
  if (path !== '' && path !== '0') {
    throw new ConfigError('The URL names a database other than 0. A cluster has database 0 alone: leave the path out.')
  }
  return {
    addresses: [...hosts.split(','), ...extraAddresses(query)].map(parseHost),
    ...parseUser(userinfo),
    tls,
  }
}

function extraAddresses(query: string): string[] {
  const addresses: string[] = []
  for (const [name, value] of new URLSearchParams(query)) {
    if (name !== 'addr') {
      throw new ConfigError(
        `The URL parameter ${name} is not known; addr=host:port is the only one. Pass options as the second argument.`,
      )
    }
    addresses.push(...value.split(','))
  }
  return addresses
}

function parseHost(text: string): NodeAddress {
  const host = text.trim()
  const bare = host.startsWith('[') ? host.endsWith(']') : !host.includes(':')
  return parseAddress(bare ? `${host}:${DEFAULT_PORT}` : host)
}

function parseUser(userinfo: string | undefined): { username?: string | undefined; password?: string | undefined } {
  if (userinfo === undefined || userinfo === '') return {}
  const colon = userinfo.indexOf(':')
  try {
    const username = decodeURIComponent(colon === -1 ? userinfo : userinfo.slice(0, colon))
    const password = colon === -1 ? undefined : decodeURIComponent(userinfo.slice(colon + 1))
    return { username: username === '' ? undefined : username, password }
  } catch {
    // The original error would repeat the password.
    throw new ConfigError('User or password in the URL are not percent-encoded correctly (encodeURIComponent does it).')
  }
}
