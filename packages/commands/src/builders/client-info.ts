import type { Reply } from '@rc/resp'
import { linesOf, numberOr } from './text-replies.js'

/** A client, under the server's names of the fields. Which there are depends on the server's version. */
export interface ClientInfo {
  id: number
  /** `host:port`. */
  addr: string
  name: string
  /** Seconds since it connected. */
  age: number
  /** Seconds since its last command. */
  idle: number
  flags: string
  /** Its last command. */
  cmd: string
  user: string
  [field: string]: string | number
}

/** Fields that are text even where they look like a number. */
const TEXTS = new Set(['addr', 'laddr', 'name', 'flags', 'events', 'cmd', 'user', 'lib-name', 'lib-ver', 'capa', 'ip'])

/** A line of `name=value` for each client. */
export const toClients = (reply: Reply): ClientInfo[] => linesOf(reply).map(toClientInfo)

/** The one line of CLIENT INFO. */
export const toClient = (reply: Reply): ClientInfo => toClientInfo(linesOf(reply)[0] ?? '')

function toClientInfo(line: string): ClientInfo {
  const info = Object.create(null) as ClientInfo
  for (const pair of line.split(' ')) {
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    if (at > 0) info[name] = TEXTS.has(name) ? value : numberOr(value)
  }
  return info
}
