import { ConfigError } from '@rc/errors'
import {
  type CallOptions,
  type CrossSlot,
  type ReadFrom,
  type RetryMode,
  type RetryPolicy,
  retryPolicy,
} from '@rc/pipeline'
import type { NamedAddress } from '@rc/pool'
import { formatAddress, type NodeAddress, parseAddress } from '@rc/slots'

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
  /** What to do with a command whose keys live in several slots. */
  crossSlot?: CrossSlot | undefined
  /** Every command goes to this node, `'host:port'` or `{ host, port }`; redirects are thrown, not followed. */
  node?: string | NodeAddress | undefined
}

const NAMES = ['timeoutMs', 'signal', 'retry', 'readFrom', 'crossSlot', 'node'] as const satisfies (keyof ViewOptions)[]

/**
 * Options of one view out of those of another and what is changed.
 *
 * @throws ConfigError where an option is not known or cannot be
 */
export function derive(base: CallOptions, changes: ViewOptions): CallOptions {
  for (const name of Object.keys(changes)) {
    if (!(NAMES as readonly string[]).includes(name)) {
      throw new ConfigError(`There is no option ${name} here. Options are: ${NAMES.join(', ')}.`)
    }
  }
  const {
    timeoutMs = base.timeoutMs,
    signal = base.signal,
    readFrom = base.readFrom,
    crossSlot = base.crossSlot,
  } = changes
  if (typeof timeoutMs !== 'number' || !(timeoutMs > 0)) {
    throw new ConfigError('The option timeoutMs must be a positive number of milliseconds.')
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new ConfigError('The option signal must be an AbortSignal.')
  }
  return {
    ...base,
    timeoutMs,
    signal,
    readFrom,
    crossSlot,
    retry: changes.retry === undefined ? base.retry : resolveRetry(changes.retry),
    node: changes.node === undefined ? base.node : named(changes.node),
  }
}

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
