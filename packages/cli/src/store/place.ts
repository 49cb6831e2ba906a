import { ConfigError } from '@rc/errors'
import { formatAddress, type NodeAddress, parseAddress } from '@rc/slots'
import { UsageError } from '../io.js'

/** What a place is: one server, many servers among which clients choose by themselves, or a cluster. */
export type PlaceKind = 'server' | 'shards' | 'cluster'

/** A place that keys are in, as it was named on the command line. */
export interface Place {
  /** Undefined where the servers are to be asked. */
  readonly kind: PlaceKind | undefined
  readonly addresses: readonly NodeAddress[]
  readonly username: string | undefined
  readonly password: string | undefined
  readonly tls: boolean
  /** Database of a single server. */
  readonly database: number
}

const FORM =
  /^(?:(server|cluster|shards):(?!\d+$))?(?:(redis|rediss):\/\/)?(?:([^/?#]*)@)?([^/?#@]+)(?:\/([0-9]{1,5})?)?$/

export const PLACE_FORMS =
  'host:port, redis://user:password@host:port or rediss:// for TLS; several hosts with commas; "server:", "cluster:" or ' +
  '"shards:" before it says what it is, else the servers are asked'

/**
 * Reads a place. What the URL leaves open, user and password, may come from the environment.
 *
 * @throws UsageError where it is of no known form. The message does not repeat it: it may hold a password.
 */
export function parsePlace(text: string, env: Readonly<Record<string, string | undefined>>): Place {
  const [, kind, scheme, user, hosts, database = '0'] = FORM.exec(text.trim()) ?? []
  if (hosts === undefined) throw new UsageError(`A place is named as ${PLACE_FORMS}.`)
  const credentials = readUser(user)
  const place = {
    kind: kind as PlaceKind | undefined,
    addresses: hosts.split(',').map(readHost),
    username: credentials.username ?? (credentials.password === undefined ? nonEmpty(env.RC_USERNAME) : undefined),
    password: credentials.password ?? nonEmpty(env.RC_PASSWORD),
    tls: scheme === 'rediss',
    database: Number(database),
  }
  if (place.kind === 'server' && place.addresses.length > 1) {
    throw new UsageError('A single server has one address. Several plain servers are named with "shards:" before them.')
  }
  return place
}

/** A place for people and for files: without user and password. */
export const placeName = ({ addresses, database }: Place): string =>
  addresses.map(formatAddress).join(',') + (database === 0 ? '' : `/${database}`)

function readHost(text: string): NodeAddress {
  const host = text.trim()
  const bare = host.startsWith('[') ? host.endsWith(']') : !host.includes(':')
  try {
    return parseAddress(bare ? `${host}:6379` : host)
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message)
    throw error
  }
}

function readUser(text: string | undefined): { username?: string | undefined; password?: string | undefined } {
  if (text === undefined || text === '') return {}
  const colon = text.indexOf(':')
  try {
    const username = decodeURIComponent(colon === -1 ? text : text.slice(0, colon))
    const password = colon === -1 ? undefined : decodeURIComponent(text.slice(colon + 1))
    return { username: nonEmpty(username), password }
  } catch {
    // The original error would repeat the password.
    throw new UsageError('User or password in the URL are not percent-encoded correctly.')
  }
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text)
