import type { Cluster, ServerNode } from '@rc/testing'
import { keysOf } from './client.js'

/** One run of the oracle's script, as the server logged it. */
export interface Entry {
  readonly id: string
  /** By the server's clock, which is this machine's; milliseconds since 1970. */
  readonly at: number
}

/** What the servers say ran, asked past the client; by key, in the order in which it ran. */
export async function readLogs(cluster: Cluster, keys: readonly string[]): Promise<Map<string, Entry[]>> {
  await cluster.refresh()
  const logs = new Map<string, Entry[]>()
  for (const key of keys) {
    const lists = await Promise.all(cluster.primaries.map(node => logOf(cluster, node, key)))
    logs.set(key, lists.find(list => list !== undefined && list.length > 0) ?? [])
  }
  return logs
}

/** Undefined where the node does not own the key. */
async function logOf(cluster: Cluster, node: ServerNode, key: string): Promise<Entry[] | undefined> {
  const [log] = keysOf(key)
  const list = await cluster.command(node, 'LRANGE', log, 0, -1).catch(() => undefined)
  return Array.isArray(list) ? list.map(entryOf) : undefined
}

function entryOf(text: unknown): Entry {
  const [id = '', seconds, micros] = String(text).split('|')
  return { id, at: Number(seconds) * 1000 + Number(micros) / 1000 }
}
