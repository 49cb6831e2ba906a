import type { ClusterKind } from '../shared/protocol.js'
import type { Controls } from './controls.js'

/** The cluster that the page is about. */
export interface Target {
  readonly kind: ClusterKind
  /** Such as `Redis 7.0.15`. */
  readonly server: string
  /** How to get a real server, where this one is simulated. */
  readonly advice: string | undefined
  readonly seeds: readonly string[]
  /** Undefined where the cluster is not ours. */
  readonly controls: Controls | undefined
  /** Ends what was started for the playground. */
  stop(): Promise<void>
}
