import { ConfigError } from '@rc/errors'
import type { Guarantee } from './guarantee.js'

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
  check('withReplication', given, ['replicas', 'timeoutMs'])
  const { replicas = 1, timeoutMs = 100 } = given
  if (replicas === 0) throw new ConfigError('withReplication needs replicas of at least 1: 0 would guarantee nothing.')
  return { kind: 'replication', replicas, timeoutMs }
}

/** @throws ConfigError where an option is not known or cannot be */
export function persistenceOf(given: PersistenceOptions): Guarantee {
  check('withPersistence', given, ['local', 'replicas', 'timeoutMs'])
  const { local = 1, replicas = 0, timeoutMs = 100 } = given
  if (local > 1) throw new ConfigError('The option local must be 0 or 1: there is one primary.')
  if (local + replicas === 0)
    throw new ConfigError('withPersistence needs local: 1 or replicas: none guarantees nothing.')
  return { kind: 'persistence', local, replicas, timeoutMs }
}

function check(method: string, given: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(given ?? {}) as [string, unknown][]) {
    if (!names.includes(name))
      throw new ConfigError(`${method} has no option ${name}. Options are: ${names.join(', ')}.`)
    if (value === undefined) continue
    // 0 milliseconds would mean for ever to the servers.
    const least = name === 'timeoutMs' ? 1 : 0
    if (!Number.isInteger(value) || (value as number) < least) {
      throw new ConfigError(`The option ${name} of ${method} must be a whole number, at least ${least}.`)
    }
  }
}
