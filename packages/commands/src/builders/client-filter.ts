import type { OneOrMany } from './args.js'
import type { OptionTable } from './options.js'

/** A kind of client, in the servers' own words. */
export type ClientType = 'NORMAL' | 'MASTER' | 'PRIMARY' | 'SLAVE' | 'REPLICA' | 'PUBSUB'

/**
 * Which clients CLIENT LIST tells of and CLIENT KILL ends; all that is given must hold. Redis knows `type`, `id`, and for
 * CLIENT KILL `user`, `addr`, `laddr`, `skipme`; Valkey all of them for both since 9.0.
 */
export interface ClientFilter {
  type?: ClientType
  /** Clients of these ids. More than one for CLIENT KILL: Valkey alone, since 8.1. */
  id?: OneOrMany<number | bigint>
  user?: string
  /** The client at this `host:port`. */
  addr?: string
  /** Clients of this `host:port` of the server. */
  laddr?: string
  /** Whether to leave out the connection that asks. The default of CLIENT KILL is `'YES'`, of CLIENT LIST `'NO'`. */
  skipme?: 'YES' | 'NO'
  /** Clients that are at least so many seconds old. */
  maxage?: number
  /** Clients of this name. Valkey alone, since 9.0. */
  name?: string
  /** Clients that sent nothing for at least so many seconds. Valkey alone, since 9.0. */
  idle?: number
  /** Clients with all of these flags, such as `'N'`. Valkey alone, since 9.0. */
  flags?: string
  /** Clients of this library. Valkey alone, since 9.0. */
  libName?: string
  /** Clients of this version of their library. Valkey alone, since 9.0. */
  libVer?: string
  /** Clients of this database. Valkey alone, since 9.0. */
  db?: number
  /** Clients that can all of this, such as `'r'`. Valkey alone, since 9.0. */
  capa?: string
  /** Clients of this IP address. Valkey alone, since 9.0. */
  ip?: string
  /** As `type`, but not these; and so on. Valkey alone, since 9.0. */
  notType?: ClientType
  notId?: OneOrMany<number | bigint>
  notUser?: string
  notAddr?: string
  notLaddr?: string
  notName?: string
  notFlags?: string
  notLibName?: string
  notLibVer?: string
  notDb?: number
  notCapa?: string
  notIp?: string
}

export const CLIENT_FILTER: OptionTable<ClientFilter> = {
  tokens: {
    type: 'value',
    id: 'values',
    user: 'value',
    addr: 'value',
    laddr: 'value',
    skipme: 'value',
    maxage: 'value',
    name: 'value',
    idle: 'value',
    flags: 'value',
    libName: 'value',
    libVer: 'value',
    db: 'value',
    capa: 'value',
    ip: 'value',
    notType: 'value',
    notId: 'values',
    notUser: 'value',
    notAddr: 'value',
    notLaddr: 'value',
    notName: 'value',
    notFlags: 'value',
    notLibName: 'value',
    notLibVer: 'value',
    notDb: 'value',
    notCapa: 'value',
    notIp: 'value',
  },
  words: {
    libName: 'LIB-NAME',
    libVer: 'LIB-VER',
    notType: 'NOT-TYPE',
    notId: 'NOT-ID',
    notUser: 'NOT-USER',
    notAddr: 'NOT-ADDR',
    notLaddr: 'NOT-LADDR',
    notName: 'NOT-NAME',
    notFlags: 'NOT-FLAGS',
    notLibName: 'NOT-LIB-NAME',
    notLibVer: 'NOT-LIB-VER',
    notDb: 'NOT-DB',
    notCapa: 'NOT-CAPA',
    notIp: 'NOT-IP',
  },
}
