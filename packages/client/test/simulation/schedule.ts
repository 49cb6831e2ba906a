import type { ReadFrom, RetryMode } from '@rc/pipeline'
import type { Op } from './ledger.js'

/** A command of a step: what, and with which keys, as indexes of `KEYS`. */
export interface PlannedCommand {
  readonly op: Op
  readonly keys: readonly number[]
  /** Length of the value, where there is one. */
  readonly size: number
}

/** Options that a step asks for, where they are not those of the client. */
export interface AskOptions {
  readonly timeoutMs?: number
  readonly retry?: RetryMode
  readonly readFrom?: ReadFrom
  /** Milliseconds until the commands are given up; 0 for before they are issued. */
  readonly abortAfterMs?: number
}

/** Something that happens at a time. Nodes and slots are numbers; connections a number to choose one of those open. */
export type Step = { readonly at: number } & (
  | {
      readonly do: 'ask'
      readonly commands: readonly PlannedCommand[]
      readonly as: 'calls' | 'pipeline'
      readonly options: AskOptions | undefined
    }
  | { readonly do: 'close' | 'destroy' | 'connect' }
  | { readonly do: 'stall'; readonly ms: number }
  | { readonly do: 'cut' | 'finish' | 'silence' | 'garble' | 'push'; readonly wire: number }
  | { readonly do: 'slow'; readonly wire: number; readonly ms: number; readonly byMs: number }
  | { readonly do: 'trap'; readonly node: number; readonly left: number; readonly when: 'before' | 'middle' | 'after' }
  | {
      readonly do: 'freeze' | 'isolate' | 'down' | 'load' | 'orphan' | 'empty' | 'garbage'
      readonly node: number
      readonly ms: number
    }
  | {
      readonly do: 'crash'
      readonly node: number
      readonly ms: number
      readonly silently: boolean
      readonly loadMs: number
    }
  | { readonly do: 'door'; readonly node: number; readonly ms: number; readonly door: 'refuses' | 'hangs' }
  | { readonly do: 'failover'; readonly node: number; readonly graceful: boolean }
  | {
      readonly do: 'migrate'
      readonly hot: number
      readonly to: number
      readonly pauseMs: number
      readonly back: boolean
    }
  | { readonly do: 'disown'; readonly hot: number; readonly ms: number }
)

/** How the world and the client of a schedule are made. */
export interface Settings {
  readonly seed: number
  readonly primaries: number
  readonly replicas: number
  readonly latencyMs: number
  readonly jitterMs: number
  readonly pieces: number
  readonly gossipMs: number
  readonly replicationMs: number
  readonly protocol: 2 | 3
  readonly timeoutMs: number
  readonly connectTimeoutMs: number
  readonly retry: RetryMode
  readonly readFrom: ReadFrom
  readonly connectionsPerNode: number
  readonly maxConnections: number | undefined
  readonly maxQueuedCommands: number | undefined
  readonly topologyRefreshMs: number
  readonly requireFullCoverage: boolean
}

/** All that a run is made of. The same schedule goes the same way each time. */
export interface Schedule {
  readonly settings: Settings
  /** In the order of time. */
  readonly steps: readonly Step[]
}
