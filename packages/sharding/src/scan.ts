import { type Command, hscan, type Key, scanPage, sscan, type Value, zscan } from '@rc/commands'
import { ConfigError, ConnectionLostError } from '@rc/errors'
import type { CallOptions } from '@rc/pipeline'
import type { ShardCore } from './core.js'
import { Server } from './server.js'

/** A scan, lazy: nothing is sent before the first item is asked for, and nothing after a loop over it has ended. */
export interface Scan<T> extends AsyncIterable<T> {
  /** The same items, as many at a time as the servers give: at least one. */
  batches(): AsyncIterable<T[]>
}

/** Options of a scan over the parts of one key. */
export interface PartScanOptions {
  /** Only names that match this pattern. */
  match?: Value | undefined
  /** How many parts a server looks at for one page. Default 100. */
  count?: number | undefined
}

/** Options of a scan over keys. */
export interface KeyScanOptions extends PartScanOptions {
  /** Only keys of this type: `'string'`, `'hash'` … */
  type?: string | undefined
}

interface Page<T> {
  readonly cursor: string
  readonly items: readonly T[]
}

type Pages<T> = () => AsyncGenerator<readonly T[], void>

/** All keys, node by node. A node that cannot be reached ends it with an error: no key is left out silently. */
export function scanKeys(core: ShardCore, options: CallOptions, given: KeyScanOptions = {}): Scan<string> {
  const { match, type, count = 1000 } = checked(given, ['match', 'type', 'count'])
  if (type !== undefined && (typeof type !== 'string' || type === '')) {
    throw new ConfigError("The option type must name a type, such as 'hash'.")
  }
  const page = (cursor: string): Command<Page<string>> => {
    const command = scanPage(cursor, { count, ...(match !== undefined && { match }), ...(type && { type }) })
    return { ...command, read: reply => itemsOf(command.read?.(reply), 'keys') }
  }
  return scanOf(async function* () {
    const { node } = options
    const servers = node instanceof Server ? [node] : core.shards.map(({ primary }) => primary)
    for (const server of servers) yield* walk(core, { ...options, node: server }, { server, page })
  })
}

/** What one key holds. A cursor belongs to the server that gave it, so that all pages come from one. */
export function scanParts<T>(
  core: ShardCore,
  options: CallOptions,
  {
    build,
    field,
    key,
    given = {},
  }: { build: PageBuilder; field: string; key: Key; given: PartScanOptions | undefined },
): Scan<T> {
  const { match, count = 100 } = checked(given, ['match', 'count'])
  const page = (cursor: string): Command<Page<T>> => {
    const command = build(key, cursor, { count, ...(match !== undefined && { match }) })
    return { ...command, read: reply => itemsOf<T>(command.read?.(reply), field) }
  }
  const slot = core.keyspace.slotOf(key)
  return scanOf(async function* () {
    const server = options.node instanceof Server ? options.node : core.router.pick(slot, options.readFrom)
    if (server !== undefined) yield* walk(core, { ...options, node: server }, { server, page })
  })
}

type PageBuilder = (key: Key, cursor: string, options: { match?: Value; count: number }) => Command<unknown>

/** What walks over each kind of key, and where the pages have their items. */
export const PARTS = {
  hscan: { build: hscan as PageBuilder, field: 'entries' },
  sscan: { build: sscan as PageBuilder, field: 'members' },
  zscan: { build: zscan as PageBuilder, field: 'members' },
} as const

/** So often a walk may begin anew. */
const MOST_BEGINNINGS = 100

/**
 * Pages of one server. A cursor belongs to the process that gave it: where a connection broke, another one may answer
 * now, and the walk begins anew, so that nothing is left out. Then items come twice.
 */
async function* walk<T>(
  core: ShardCore,
  options: CallOptions,
  { server, page }: { server: Server; page: (cursor: string) => Command<Page<T>> },
): AsyncGenerator<readonly T[], void> {
  let cursor = '0'
  let { breaks } = server
  for (let beginnings = 1; ; ) {
    const { cursor: next, items } = await core.runner.run(page(cursor), options)
    if (items.length > 0) yield items
    if (server.breaks === breaks || cursor === '0') {
      cursor = next
      if (cursor === '0') return
    } else {
      if (++beginnings > MOST_BEGINNINGS)
        throw new ConnectionLostError(`The scan of ${server.name} began anew too often.`)
      cursor = '0'
    }
    breaks = server.breaks
  }
}

const scanOf = <T>(pages: Pages<T>): Scan<T> => ({
  async *batches() {
    for await (const items of pages()) yield [...items]
  },
  async *[Symbol.asyncIterator]() {
    for await (const items of pages()) yield* items
  },
})

function itemsOf<T>(page: unknown, field: string): Page<T> {
  const { cursor, [field]: items } = page as Record<string, unknown>
  return { cursor: cursor as string, items: items as readonly T[] }
}

/** @throws ConfigError where an option is not known or cannot be */
function checked<T extends KeyScanOptions>(given: T, names: readonly string[]): T {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new ConfigError("Options of a scan are a record, such as { match: 'user:*' }.")
  }
  const unknown = Object.keys(given).find(name => !names.includes(name))
  if (unknown !== undefined) {
    throw new ConfigError(`A scan has no option ${unknown} here. Options are: ${names.join(', ')}.`)
  }
  if (given.count !== undefined && (!Number.isSafeInteger(given.count) || given.count < 1)) {
    throw new ConfigError('The option count must be a positive whole number.')
  }
  return given
}
