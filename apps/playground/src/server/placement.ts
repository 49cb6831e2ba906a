import { isRedisClusterError, PartialFailureError, type RedirectEvent, type RedisCluster } from '@rc/client'
import type { Placement } from '../shared/protocol.js'
import type { Word } from '../shared/words.js'

/** What is known of a command's way besides its words. */
export interface Way {
  /** The node that the user named. */
  readonly node: string | undefined
  readonly redirects: readonly RedirectEvent[]
  readonly reply: unknown
}

/** Where a command went: its slots by its keys, its nodes by the map and by the redirects that it met. */
export function placementOf(rc: RedisCluster, keys: readonly Word[], { node, redirects, reply }: Way): Placement {
  const slots = [...new Set(keys.map(key => rc.slotOf(key)))]
    .sort((a, b) => a - b)
    .map(slot => ({ slot, node: node ?? askedTo(slot, redirects) ?? rc.topology.ownerOf(slot)?.name }))
  return {
    slots,
    nodes: [...new Set(nodesOf(rc, reply, node === undefined ? slots.map(one => one.node) : [node]))].filter(isNamed),
    redirects: redirects.map(({ asking, from, to }) => ({ kind: asking ? 'ASK' : 'MOVED', from, to })),
  }
}

/**
 * The keys among a command's words, by a server's own word. None where it has none, or where no server says so in time:
 * the reply does not wait for it longer than a moment.
 */
export async function keysOf(rc: RedisCluster, words: readonly Word[]): Promise<readonly Word[]> {
  const asking = rc.with({ timeoutMs: 300, retry: 'none' })
  try {
    const keys = await asking.call(['COMMAND', 'GETKEYS', ...words])
    // A key of bytes comes back as text; the word itself is the truth.
    return (keys as string[]).map(key => words.find(word => textOf(word) === key) ?? key)
  } catch {
    // No keys, or too few words, or a server that does not know this question.
    const info = await asking.call(['COMMAND', 'INFO', words[0] as Word]).catch(() => [null])
    return keysByPosition(words, (info as readonly (readonly unknown[] | null)[])[0] ?? [])
  }
}

/** The positions of the first and the last key, and the step between them, as COMMAND INFO tells them. */
function keysByPosition(words: readonly Word[], info: readonly unknown[]): Word[] {
  const [first = 0, last = 0, step = 0] = info.slice(3, 6).map(Number)
  const end = last < 0 ? words.length + last : last
  return first > 0 && step > 0 ? words.filter((_, at) => at >= first && at <= end && (at - first) % step === 0) : []
}

/** ASK leaves the map as it was: the node that answered is the one of the last redirect. */
function askedTo(slot: number, redirects: readonly RedirectEvent[]): string | undefined {
  const last = redirects.findLast(event => event.slot === slot)
  return last?.asking ? last.to : undefined
}

/** An error knows best where it comes from, and a reply of all nodes names them. */
function nodesOf(rc: RedisCluster, reply: unknown, expected: readonly Name[]): readonly Name[] {
  if (reply instanceof PartialFailureError) return [...reply.succeeded, ...reply.failed].map(part => part.node)
  if (isRedisClusterError(reply)) return [reply.node]
  if (expected.length > 0 || typeof reply !== 'object' || reply === null) return expected
  const names = Object.keys(reply)
  return names.every(name => rc.topology.nodes.has(name)) ? names : []
}

type Name = string | undefined

const isNamed = (name: Name): name is string => name !== undefined

const textOf = (word: Word): string => (typeof word === 'string' ? word : new TextDecoder().decode(word))
