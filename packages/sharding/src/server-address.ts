import { ConfigError } from '@rc/errors'
import { type NodeAddress, parseAddress } from '@rc/slots'
import { ACCESS_CHECKS, type AccessOptions, checkAll, type ServerOptions } from './options.js'

/** Where a server is, and who the client is to it. */
export interface ServerAccess extends NodeAddress, AccessOptions {}

const DEFAULT_PORT = 6379

/**
 * The server that an alias stands for.
 *
 * @param defaults what holds where the server says nothing else
 * @throws ConfigError that names the alias; never a password
 */
export function serverOf(alias: string, given: ServerOptions | string, defaults: AccessOptions): ServerAccess {
  const own = typeof given === 'string' ? parseText(alias, given) : parseObject(alias, given)
  const { username, password, tls, database } = own
  if (username !== undefined && password === undefined) {
    throw new ConfigError(`${alias} has a username and no password: give both, or neither.`)
  }
  // A user of its own comes with a password of its own.
  const who = password === undefined ? defaults : own
  return {
    host: own.host,
    port: own.port,
    username: who.username,
    password: who.password,
    tls: tlsOf(tls, defaults.tls),
    database: database ?? defaults.database,
  }
}

/** A scheme says that there is TLS, not how: that, the options of the client may. */
const tlsOf = (own: AccessOptions['tls'], all: AccessOptions['tls']): AccessOptions['tls'] =>
  own === undefined || (own === true && typeof all === 'object') ? all : own

function parseObject(alias: string, given: ServerOptions): ServerAccess {
  if (typeof given !== 'object' || given === null || typeof given.host !== 'string' || given.host === '') {
    throw new ConfigError(`${alias} must be { host, port }, 'host:port' or a redis:// URL.`)
  }
  const { host, port = DEFAULT_PORT, ...access } = given
  checkAll(access, ACCESS_CHECKS, `${alias} has an option that a server has not:`)
  return { ...access, ...addressOf(alias, host, String(port)) }
}

function parseText(alias: string, text: string): ServerAccess {
  if (!text.includes('://')) {
    const bare = text.startsWith('[') ? text.endsWith(']') : !text.includes(':')
    return addressOfText(alias, bare ? `${text}:${DEFAULT_PORT}` : text)
  }
  let url: URL
  try {
    url = new URL(text)
  } catch {
    // The original error would repeat the password.
    throw new ConfigError(`The URL of ${alias} is none. It should look like redis://user:password@host:6379/0.`)
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') {
    throw new ConfigError(`The scheme of ${alias} is not known. Use redis://host:port, or rediss://host:port for TLS.`)
  }
  if (url.search !== '' || url.hash !== '') {
    throw new ConfigError(`The URL of ${alias} has parameters, and there are none. Pass options beside it.`)
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return {
    ...addressOf(alias, host, url.port === '' ? String(DEFAULT_PORT) : url.port),
    ...userOf(alias, url),
    tls: url.protocol === 'rediss:' ? true : undefined,
    database: databaseOf(alias, url.pathname),
  }
}

function userOf(alias: string, { username, password }: URL): AccessOptions {
  try {
    return {
      username: username === '' ? undefined : decodeURIComponent(username),
      password: password === '' ? undefined : decodeURIComponent(password),
    }
  } catch {
    throw new ConfigError(
      `User or password of ${alias} are not percent-encoded correctly (encodeURIComponent does it).`,
    )
  }
}

function databaseOf(alias: string, path: string): number | undefined {
  if (path === '' || path === '/') return undefined
  if (/^\/[0-9]{1,9}$/.test(path)) return Number(path.slice(1))
  throw new ConfigError(`The path in the URL of ${alias} must be the number of a database, such as /0.`)
}

const addressOf = (alias: string, host: string, port: string): NodeAddress =>
  addressOfText(alias, host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)

function addressOfText(alias: string, text: string): NodeAddress {
  try {
    return parseAddress(text)
  } catch (error) {
    throw new ConfigError(`${alias}: ${(error as Error).message}`)
  }
}
