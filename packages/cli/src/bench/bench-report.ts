import type { ConnectOptions } from '../store/open.js'
import type { Latencies } from './latencies.js'

/** Options of `rc bench`. */
export interface BenchOptions extends ConnectOptions {
  readonly seconds: number
  readonly concurrency: number
  readonly mix: string
  readonly keys: number
  readonly size: number
  readonly readFrom: 'primary' | 'replica' | 'any'
  readonly keep?: boolean | undefined
  readonly json?: boolean | undefined
}

/** What a load came to. */
export interface BenchReport {
  readonly seconds: number
  readonly commands: number
  readonly perSecond: number
  readonly all: Latencies
  readonly byCommand: Readonly<Record<string, Latencies>>
  /** How often commands failed, by the code of the error. */
  readonly errors: Readonly<Record<string, number>>
}
