import type { ResponsePolicy } from '@rc/commands'
import type { Reply } from '@rc/resp'

/** The replies of a command's parts, in the order of the parts. */
export interface Replies {
  readonly replies: readonly Reply[]
  /** Which keys each part held; empty lists for a command that went to nodes whole. */
  readonly keys: readonly (readonly number[])[]
  /** Name of the node that a part went to. */
  readonly nodeOf: (part: number) => string
}

/** Makes one reply of many. */
type Merge = (all: Replies) => Reply

const numbers = ({ replies }: Replies): number[] => replies.map(Number)

/** By the position of the keys, where parts answer with a list (MGET); else a record by node. */
const byKeyOrNode: Merge = all => {
  const { replies, keys } = all
  if (keys.every(part => part.length === 0)) return byNode(all)
  const merged: Reply[] = []
  for (let part = 0; part < replies.length; part++) {
    const reply = replies[part] as readonly Reply[]
    const held = keys[part] as readonly number[]
    for (let i = 0; i < held.length; i++) merged[held[i] as number] = reply[i] as Reply
  }
  return merged
}

function byNode({ replies, nodeOf }: Replies): Reply {
  const record = Object.create(null) as Record<string, Reply>
  replies.forEach((reply, part) => {
    record[nodeOf(part)] = reply
  })
  return record
}

/** Truth of one reply or, where replies are lists, of each place in them. */
const logical =
  (join: (flags: boolean[]) => boolean): Merge =>
  ({ replies }) => {
    const one = (values: readonly Reply[]) => (join(values.map(value => value === true || Number(value) !== 0)) ? 1 : 0)
    const [first] = replies
    return Array.isArray(first)
      ? first.map((_, i) => one(replies.map(reply => (reply as Reply[])[i] as Reply)))
      : one(replies)
  }

/** The least or the greatest of the replies or, where they are lists (WAITAOF), of each place in them. */
function extreme(choose: (...values: number[]) => number): Merge {
  return ({ replies }) => {
    const [first] = replies
    if (!Array.isArray(first)) return choose(...replies.map(Number))
    return first.map((_, i) => choose(...replies.map(reply => Number((reply as Reply[])[i]))))
  }
}

/** Lists joined, each element once. */
const union: Merge = ({ replies }) => [...new Set(replies.flatMap(reply => reply as readonly Reply[]))]

/** Names and numbers in turn, the numbers of one name added up. */
const sumFields: Merge = ({ replies }) => {
  const sums = new Map<Reply, number>()
  for (const reply of replies as readonly (readonly Reply[])[]) {
    for (let i = 0; i < reply.length; i += 2) {
      const name = reply[i] as Reply
      sums.set(name, (sums.get(name) ?? 0) + Number(reply[i + 1]))
    }
  }
  return [...sums].flat()
}

/** One of the replies that say something. */
const oneOf: Merge = ({ replies }) => {
  const some = replies.filter(reply => reply !== null)
  return some[Math.floor(Math.random() * some.length)] ?? null
}

const MERGES = {
  default: byKeyOrNode,
  one_succeeded: ({ replies }) => replies[0] as Reply,
  all_succeeded: ({ replies }) => replies[0] as Reply,
  agg_sum: all => numbers(all).reduce((sum, n) => sum + n, 0),
  agg_min: extreme(Math.min),
  agg_max: extreme(Math.max),
  agg_logical_and: logical(flags => flags.every(Boolean)),
  agg_logical_or: logical(flags => flags.some(Boolean)),
  special: byKeyOrNode,
  union,
  sum_fields: sumFields,
  one_of: oneOf,
} as const satisfies Record<ResponsePolicy, Merge>

/** Makes one reply of many, as the command's row says. */
export const merge = (policy: ResponsePolicy, all: Replies): Reply => MERGES[policy](all)
