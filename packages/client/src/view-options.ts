import {
  ANY,
  type CallOptions,
  checkOptions,
  type CrossSlot,
  FLAG,
  type ReadFrom,
  type RetryMode,
  type RetryPolicy,
  retryPolicy,
  type Rules,
  SIGNAL,
} from '@rc/pipeline'
import type { NamedAddress } from '@rc/pool'
import { formatAddress, type NodeAddress, parseAddress } from '@rc/slots'
import { RULES } from './options.js'
import { checkReads, need, type Parts } from './parts.js'

/** What may be settled anew for some commands: options of `with` and of `run`. */
export interface ViewOptions {
  /** Milliseconds for a whole command, redirects and retries included. */
  timeoutMs?: number | undefined
  /** Gives commands up when it fires: they reject with AbortError. */
  signal?: AbortSignal | undefined
  /** What may be sent again after an attempt failed. */
  retry?: RetryMode | RetryPolicy | undefined
  /** Where reads go. */
  readFrom?: ReadFrom | undefined
  /** Milliseconds that what a replica answers may be old at most; `Infinity` for however old. */
  maxStalenessMs?: number | undefined
  /** What to do with a command whose keys live in several slots. */
  crossSlot?: CrossSlot | undefined
  /**
   * Writes resolve once so many replicas have them, within 100 ms: `withReplication({ replicas })` in short. 0: they need
   * not.
   */
  replicas?: number | undefined
  /** Every command goes to this node, `'host:port'` or `{ host, port }`; redirects are thrown, not followed. */
  node?: string | NodeAddress | undefined
  /** False: reads go to the servers, though the client has a cache. */
  cache?: boolean | undefined
}

const VIEW_RULES: Rules<ViewOptions> = {
  timeoutMs: RULES.timeoutMs,
  signal: SIGNAL,
  retry: RULES.retry,
  readFrom: RULES.readFrom,
  maxStalenessMs: RULES.maxStalenessMs,
  crossSlot: RULES.crossSlot,
  // Whoever reads them checks them.
  replicas: ANY,
  node: ANY,
  cache: FLAG,
}

/**
 * Options of one view out of those of another and what is changed.
 *
 * @throws ConfigError where an option is not known or cannot be
 */
export function derive(base: CallOptions, changes: ViewOptions, parts: Parts): CallOptions {
  checkOptions(changes, VIEW_RULES, { example: '{ timeoutMs: 100 }', no: 'A view has no option' })
  checkReads(changes, parts)
  const { timeoutMs, signal, readFrom, maxStalenessMs, crossSlot, retry, replicas, node, cache } = changes
  return {
    ...base,
    timeoutMs: timeoutMs ?? base.timeoutMs,
    signal: signal ?? base.signal,
    readFrom: readFrom ?? base.readFrom,
    maxStalenessMs: maxStalenessMs === undefined ? base.maxStalenessMs : boundOf(maxStalenessMs),
    crossSlot: crossSlot ?? base.crossSlot,
    retry: retry === undefined ? base.retry : resolveRetry(retry),
    guarantee: replicas === undefined ? base.guarantee : guaranteeOf(replicas, parts),
    node: node === undefined ? base.node : named(node),
    cache: cache ?? base.cache,
  }
}

/** No bound is the same as none. */
export const boundOf = (ms: number | undefined): number | undefined => (ms === Infinity ? undefined : ms)

const guaranteeOf = (replicas: number, parts: Parts): CallOptions['guarantee'] =>
  replicas === 0 ? undefined : need(parts, 'guarantees', 'The option replicas').replicationOf({ replicas })

/** The policy that an option means. */
export const resolveRetry = (retry: RetryMode | RetryPolicy): RetryPolicy =>
  typeof retry === 'string' ? retryPolicy(retry) : retry

/** A node's address with its name. */
export function named(node: string | NodeAddress): NamedAddress {
  const { host, port } = typeof node === 'string' ? parseAddress(node) : node
  const name = formatAddress({ host, port })
  // A node out of the map says whether it is a replica, which decides how it is connected to.
  return typeof node === 'object' && 'role' in node ? { ...node, name } : { host, port, name }
}
