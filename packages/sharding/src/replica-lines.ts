import type { NodeAddress } from '@rc/slots'

/** What a server says of its replication. */
export interface ReplicationInfo {
  readonly role: 'primary' | 'replica' | undefined
  /** The replicas that are in step with it. */
  readonly replicas: readonly NodeAddress[]
}

/** Reads INFO replication. All replicas count, not the first alone; those that are still loading do not. */
export function parseReplication(text: string): ReplicationInfo {
  const role = /^role:(\w+)/m.exec(text)?.[1]
  const replicas: NodeAddress[] = []
  for (const [, fields = ''] of text.matchAll(/^slave\d+:(.+)$/gm)) {
    const values = new Map(fields.split(',').map(field => splitAt(field, field.indexOf('='))))
    const host = values.get('ip')
    const port = Number(values.get('port'))
    if (values.get('state')?.trim() !== 'online' || host === undefined || host === '') continue
    if (Number.isInteger(port) && port > 0 && port <= 65_535) replicas.push({ host, port })
  }
  return { role: role === 'master' ? 'primary' : role === 'slave' ? 'replica' : undefined, replicas }
}

const splitAt = (text: string, at: number): readonly [string, string] => [text.slice(0, at), text.slice(at + 1)]
