import type { Entry } from '../logs.js'
import type { Testimony } from '../subject.js'

export type InvariantId =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'RSS'
  | 'heals'
  | 'errors'

/** All that is known of a run. */
export interface Evidence {
  readonly testimony: Testimony
  readonly logs: ReadonlyMap<string, readonly Entry[]>
  readonly timeoutMs: number
  /** Whether replication may have lost what was acknowledged. */
  readonly lossy: boolean
  /** Since when nothing could be acknowledged that replication loses: the primary that lost the others took no writes. */
  readonly refusedAt?: number
  /** When the fault began: what came before it was well. */
  readonly injectedAt?: number
  /** When the last frozen server went on; what it had received before, it runs then. */
  readonly thawedAt: number
  /** When the servers served the hurt shard again, its keys, and, if it was parted, when the network was whole again. */
  readonly servedAgain?: { readonly at: number; readonly keys: readonly string[]; readonly wholeAt?: number }
  /** How late the proxies between the client and its servers were at most: silence, as the client sees it. */
  readonly proxiesLateMs?: number
  readonly refreshes: number
  readonly connects: number
  /** The most that the client's process may ever hold, in MB. */
  readonly peakRssMb?: number
  readonly budget?: { readonly refreshes: number; readonly connects: number }
}

/** What an invariant says of a run: a figure, whether it is as promised, and an example where it is not. */
export interface Finding {
  readonly id: InvariantId
  readonly ok: boolean
  readonly figure: number
  readonly unit: string
  readonly example?: string
}

export type Invariant = (evidence: Evidence) => Finding

/** A finding from a list of offences. */
export function offences(id: InvariantId, unit: string, found: readonly string[]): Finding {
  const [example] = found
  return { id, ok: found.length === 0, figure: found.length, unit, ...(example !== undefined && { example }) }
}
