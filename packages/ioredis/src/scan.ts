import type { KeyScanOptions, RedisCluster } from '@rc/client'
import type { Word } from './words.js'

/**
 * A page of the keys of all primaries. ioredis asks any node, so that whoever loops over SCAN gets some keys of one node
 * and some of another.
 *
 * @returns the cursor to go on with, `'0'` at the end, and keys
 */
export async function scanPage(
  client: Pick<RedisCluster, 'scan'>,
  [cursor, ...rest]: readonly Word[],
): Promise<[cursor: string, keys: unknown[]]> {
  const given: Record<string, unknown> = {}
  for (let i = 0; i < rest.length; i += 2) {
    const name = String(rest[i]).toLowerCase()
    given[name] = name === 'count' ? Number(rest[i + 1]) : name === 'type' ? String(rest[i + 1]) : rest[i + 1]
  }
  const from = String(cursor)
  const scan = client.scan({ ...given, ...(from === '0' ? {} : { cursor: from }) } as KeyScanOptions)
  for await (const keys of scan.batches()) return [scan.cursor, keys]
  return ['0', []]
}
