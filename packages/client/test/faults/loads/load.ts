import type { FaultClient } from '../client.js'
import type { Journal } from '../journal.js'

export type LoadName = 'W1' | 'W2' | 'W3' | 'W4' | 'W5' | 'W6' | 'W7' | 'W8'

/** What a load works with. */
export interface Work {
  readonly client: FaultClient
  readonly journal: Journal
  readonly keys: readonly string[]
  /** Milliseconds that a caller rests between two operations. */
  readonly paceMs: number
  readonly over: () => boolean
}

export interface Load {
  readonly name: LoadName
  readonly title: string
  /** What must be there before the fault. */
  prepare?(work: Work): Promise<void>
  /** One caller's loop for a key; ends when the load is over. */
  caller(work: Work, key: string): Promise<void>
  /** A last look through the client, where everything is well again. */
  conclude?(work: Work): Promise<void>
}

export const rest = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Repeats until the load is over. */
export async function repeat(work: Work, step: () => Promise<unknown>): Promise<void> {
  while (!work.over()) {
    await step()
    await rest(work.paceMs)
  }
}
