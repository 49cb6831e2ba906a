import type { Reply } from '@rc/resp'
import type { Command } from '../command.js'
import type { ByNode } from '../methods.js'
import { aclDryrun, aclGetuser, type AclUser } from './acl.js'
import type { ClientInfo } from './client-info.js'
import { clientKill, clientList, clientPause } from './clients.js'
import { clusterNodes, clusterSlots } from './cluster.js'
import { clusterAddslotsrange, clusterFailover, clusterSetslot } from './cluster-admin.js'
import type { ClusterNodeInfo } from './cluster-node-lines.js'
import { command as allCommands, commandList } from './command-info.js'
import { expire } from './expiry.js'
import { functionLoad, functionRestore } from './functions.js'
import { copy, restore } from './keys.js'
import { memoryUsage } from './memory.js'
import { eval as evaluate, fcall, scriptFlush } from './scripting.js'
import { configSet, flushall, info } from './server.js'
import { slowlogGet } from './slowlog.js'
import { sort, sort_ro } from './sort.js'
import type { Info } from './text-replies.js'

// Compiled, never run: a line that should not compile says so, and tsc complains where it does.

export const misspelt = (): unknown[] => [
  // @ts-expect-error keys, not key
  evaluate('return 1', { key: 'k' }),
  // @ts-expect-error args, not argv
  fcall('f', { argv: [1] }),
  // @ts-expect-error replace, not overwrite
  copy('a', 'b', { overwrite: true }),
  // @ts-expect-error absttl, not absTtl
  restore('k', 0, 'x', { absTtl: true }),
  // @ts-expect-error nx, not NX
  expire('k', 1, { NX: true }),
  // @ts-expect-error desc, not order
  sort('k', { order: 'desc' }),
  // @ts-expect-error SORT_RO stores nothing
  sort_ro('k', { store: 'l' }),
  // @ts-expect-error async, not lazy
  flushall({ lazy: true }),
  // @ts-expect-error sync, not SYNC
  scriptFlush({ SYNC: true }),
  // @ts-expect-error replace, not update
  functionLoad('code', { update: true }),
  // @ts-expect-error samples, not sample
  memoryUsage('k', { sample: 1 }),
  // @ts-expect-error laddr, not localAddress
  clientKill({ localAddress: '127.0.0.1:1' }),
  // @ts-expect-error takeover, not takeOver
  clusterFailover({ takeOver: true }),
  // @ts-expect-error aclcat, not category
  commandList({ category: 'read' }),
]

export const ofTheWrongKind = (): unknown[] => [
  // @ts-expect-error options are an object
  expire('k', 1, 'NX'),
  // @ts-expect-error a flag is true or false
  copy('a', 'b', { replace: 1 }),
  // @ts-expect-error a policy is one of three
  functionRestore('x', { policy: 'MERGE' }),
  // @ts-expect-error a range has two ends
  clusterAddslotsrange({ from: 0 }),
  // @ts-expect-error a slot's state is one of four
  clusterSetslot(1, 'MOVING', 'id'),
  // @ts-expect-error a list of words
  aclDryrun('user', 'GET'),
  // @ts-expect-error milliseconds are a number
  clientPause('1000'),
  // @ts-expect-error an array is no setting
  configSet({ save: [] }),
]

export const replies: [
  Command<Reply>,
  Command<ByNode<Info>>,
  Command<ByNode<ClientInfo[]>>,
  Command<ClusterNodeInfo[]>,
  Command<AclUser | null>,
] = [evaluate('return 1', { keys: ['a'], args: 'x' }), info(), clientList(), clusterNodes(), aclGetuser('u')]

export async function read(run: <T>(command: Command<T>) => Promise<T>): Promise<void> {
  const [range] = await run(clusterSlots())
  range?.primary.host satisfies string | null | undefined
  const [description] = await run(allCommands())
  description?.keySpecs[0]?.begin_search.type satisfies string | undefined
  const entries = await run(slowlogGet())
  entries['127.0.0.1:7000']?.[0]?.arguments satisfies string[] | undefined
}
