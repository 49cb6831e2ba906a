import {
  type Key,
  XADD,
  XCLAIM,
  XDEL,
  XGROUP_CREATE,
  XGROUP_CREATECONSUMER,
  XGROUP_DESTROY,
  XPENDING,
  XRANGE,
  XSETID,
} from '@rc/commands'
import type { Arg } from '@rc/resp'
import { CHUNK, FIRST_COUNT, nextCount, pour } from './chunks.js'
import type { Copying } from './copying.js'
import type { DraftWrite } from './draft.js'
import type { Steps } from './steps.js'
import { type Group, type StreamInfo, streamInfo } from './stream-info.js'

type Entry = readonly [id: Buffer, fields: readonly Buffer[]]
type Pending = readonly [id: Buffer, consumer: Buffer, idleMs: number, deliveries: number]

interface Page {
  readonly entries: readonly Entry[]
  /** What is pending for each group, up to the last entry of the page. */
  readonly pending: readonly (readonly Pending[])[]
}

/**
 * Copies a stream: entries, last id, counters, groups, consumers, what is pending, and for how long. When a consumer was
 * last seen is not copied: no command sets it.
 */
export async function copyStream({ steps, from, draft, renew }: Copying): Promise<void> {
  const info = await streamInfo(steps, from)
  await draft.addAll(groupWrites(info.groups))
  await pour(pagesOf(steps, from, info.groups), async page => {
    await renew()
    await draft.addAll(pageWrites(page, info.groups))
  })
  await draft.add(XSETID, ...lastIdOf(info))
}

/** A group makes the stream, also an empty one; where there is none, one is made for it and removed. */
function groupWrites(groups: readonly Group[]): readonly DraftWrite[] {
  if (groups.length === 0)
    return [
      [XGROUP_CREATE, 'none', 0, 'MKSTREAM'],
      [XGROUP_DESTROY, 'none'],
    ]
  return groups.flatMap(({ name, lastId, read, consumers }): DraftWrite[] => [
    [XGROUP_CREATE, name, lastId, 'MKSTREAM', ...(read === undefined ? [] : ['ENTRIESREAD', read])],
    ...consumers.map((consumer): DraftWrite => [XGROUP_CREATECONSUMER, name, consumer]),
  ])
}

function lastIdOf({ lastId, added, maxDeletedId }: StreamInfo): Arg[] {
  if (added === undefined || maxDeletedId === undefined) return [lastId]
  return [lastId, 'ENTRIESADDED', added, 'MAXDELETEDID', maxDeletedId]
}

async function* pagesOf(steps: Steps, key: Key, groups: readonly Group[]): AsyncGenerator<Page> {
  let count = FIRST_COUNT
  for (let from: Arg = '-'; ; ) {
    const entries: Entry[] = await steps.read(XRANGE, key, from, '+', 'COUNT', count)
    const last: Entry | undefined = entries[entries.length - 1]
    const pending: Pending[][] = []
    for (const { name } of groups) pending.push(await pendingOf(steps, [key, name], { from, to: last?.[0] ?? '+' }))
    yield { entries, pending }
    if (last === undefined) return
    from = after(last[0])
    count = nextCount(
      count,
      entries.length,
      entries.reduce((sum, [, fields]) => sum + sizeOf(fields), 0),
    )
  }
}

const sizeOf = (fields: readonly Buffer[]): number => fields.reduce((sum, { length }) => sum + length, 0)

const after = (id: Buffer): string => `(${id.toString()}`

async function pendingOf(
  steps: Steps,
  [key, group]: [Key, Arg],
  { from, to }: { from: Arg; to: Arg },
): Promise<Pending[]> {
  const pending: Pending[] = []
  for (let begin = from; ; ) {
    const page: Pending[] = await steps.read(XPENDING, key, group, begin, to, CHUNK)
    pending.push(...page)
    const last = page[page.length - 1]
    if (last === undefined || page.length < CHUNK) return pending
    begin = after(last[0])
  }
}

/**
 * Entries first, then who has them. What is pending but deleted from the stream can only be claimed while it is there: it
 * is added for the moment.
 */
function pageWrites({ entries, pending }: Page, groups: readonly Group[]): readonly DraftWrite[] {
  const contents = new Map<string, readonly Buffer[] | undefined>(
    entries.map(([id, fields]) => [id.toString(), fields]),
  )
  for (const [id] of pending.flat()) if (!contents.has(id.toString())) contents.set(id.toString(), undefined)
  const deleted = [...contents].filter(([, fields]) => fields === undefined).map(([id]) => id)
  const ordered = deleted.length === 0 ? [...contents] : [...contents].sort(([a], [b]) => compareIds(a, b))
  return [
    ...ordered.map(([id, fields = DELETED]): DraftWrite => [XADD, id, ...fields]),
    ...groups.flatMap(({ name }, i) =>
      (pending[i] ?? []).map(
        ([id, consumer, idle, deliveries]): DraftWrite => [
          XCLAIM,
          name,
          consumer,
          0,
          id,
          'IDLE',
          idle,
          'RETRYCOUNT',
          deliveries,
          'FORCE',
          'JUSTID',
        ],
      ),
    ),
    ...(deleted.length === 0 ? [] : ([[XDEL, ...deleted]] as const)),
  ]
}

const DELETED: readonly Buffer[] = /* @__PURE__ */ ['', ''].map(text => Buffer.from(text))

function compareIds(a: string, b: string): number {
  const [first = 0n, second = 0n] = a.split('-').map(BigInt)
  const [third = 0n, fourth = 0n] = b.split('-').map(BigInt)
  const difference = first - third || second - fourth
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
