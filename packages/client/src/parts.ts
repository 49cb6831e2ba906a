import { ConfigError } from '@rc/errors'
import type { Guaranteeing, ReadFrom, Transactions } from '@rc/pipeline'
import type { KeyPrefix } from './key-prefix.js'
import type { ReplicaReads } from './replica-reads.js'

/**
 * What a client of `@rc/client/bare` has if it is given it, so that who does not use it need not ship it. `RedisCluster`
 * has all of them.
 *
 * @example
 * import { ClusterClient, keyPrefixes, transactions } from '@rc/client/bare'
 * const rc = new ClusterClient({ nodes: ['127.0.0.1:7000'], keyPrefix: 'app:' }, { keyPrefixes, transactions })
 */
export interface Parts {
  /** For `multi()`. */
  readonly transactions?: Transactions | undefined
  /** For `withReplication()`, `withPersistence()` and the option `replicas`. */
  readonly guarantees?: Guaranteeing | undefined
  /** For the option `readFrom`, where it is not `'primary'`. */
  readonly replicaReads?: ReplicaReads | undefined
  /** For the option `keyPrefix`. */
  readonly keyPrefixes?: ((prefix: string) => KeyPrefix) | undefined
}

/**
 * A part that is used.
 *
 * @param what is used of it, for the error
 * @throws ConfigError where the client was made without it
 */
export function need<K extends keyof Parts>(parts: Parts, name: K, what: string): NonNullable<Parts[K]> {
  const part = parts[name]
  if (part !== undefined) return part
  throw lacking(name, what)
}

/** The error about a part that a client was made without. */
export const lacking = (name: keyof Parts, what: string): ConfigError =>
  new ConfigError(
    `${what} is no part of the bare client unless it is given it: new ClusterClient(options, { ${name} }), with ${name} ` +
      'out of @rc/client/bare. RedisCluster of @rc/client has it.',
  )

/** @throws ConfigError where reads are to go to replicas, and the client was made without what chooses them */
export function checkReads({ readFrom = 'primary' }: { readFrom?: ReadFrom | undefined }, parts: Parts): void {
  if (readFrom !== 'primary') need(parts, 'replicaReads', 'The option readFrom')
}
