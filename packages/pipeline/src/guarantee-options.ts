import { ConfigError } from '@rc/errors'
import type { Guarantee } from './guarantee.js'
import { checkOptions, NOT_NEGATIVE, oneOf, POSITIVE, type Rules } from './option-rules.js'

/** How far writes have to have come: options of `withReplication`. */
export interface ReplicationOptions {
  /** Replicas that have the write in memory. Default 1. */
  replicas?: number | undefined
  /** Milliseconds that they may take. Default 100. */
  timeoutMs?: number | undefined
}

/** How far writes have to have come: options of `withPersistence`. */
export interface PersistenceOptions {
  /** 1 (default): the primary has the write on disk. 0: it need not. */
  local?: 0 | 1 | undefined
  /** Replicas that have the write on disk. Default 0. */
  replicas?: number | undefined
  /** Milliseconds that they may take. Default 100. */
  timeoutMs?: number | undefined
}

/** @throws ConfigError where an option is not known or cannot be */
export function replicationOf(given: ReplicationOptions): Guarantee {
  check('withReplication', given, REPLICATION)
  const { replicas = 1, timeoutMs = 100 } = given
  if (replicas === 0) throw new ConfigError('withReplication needs replicas of at least 1: 0 would guarantee nothing.')
  return { kind: 'replication', replicas, timeoutMs }
}

/** @throws ConfigError where an option is not known or cannot be */
export function persistenceOf(given: PersistenceOptions): Guarantee {
  check('withPersistence', given, PERSISTENCE)
  const { local = 1, replicas = 0, timeoutMs = 100 } = given
  if (local + replicas === 0)
    throw new ConfigError('withPersistence needs local: 1 or replicas: none guarantees nothing.')
  return { kind: 'persistence', local, replicas, timeoutMs }
}

// 0 milliseconds would mean for ever to the servers.
const REPLICATION: Rules<ReplicationOptions> = { replicas: NOT_NEGATIVE, timeoutMs: POSITIVE }
const PERSISTENCE: Rules<PersistenceOptions> = { local: /* @__PURE__ */ oneOf([0, 1]), ...REPLICATION }

const check = <T extends object>(method: string, given: T, rules: Rules<T>): void =>
  checkOptions(given, rules, { example: '{ replicas: 1 }', no: `${method} has no option` })
