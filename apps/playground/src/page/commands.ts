import { signal } from '@preact/signals'
import type { CommandResult, Placement } from '../shared/protocol.js'
import { fillKeys, runCommand } from './api.js'

/** A line that was run, and what came of it. */
export interface Entry {
  readonly id: number
  readonly line: string
  /** The node that it was sent to by hand. */
  readonly node: string | undefined
  readonly result: CommandResult | undefined
  /** Why there is none. */
  readonly problem: string | undefined
}

/** What was run, the latest last. */
export const entries = signal<readonly Entry[]>([])
/** Where the latest command's keys are. */
export const latestSlots = signal<Placement['slots']>([])
/** The node that commands are sent to by hand; undefined where the client finds the way. */
export const chosenNode = signal<string | undefined>(undefined)
/** Something went wrong that belongs to no command. */
export const notice = signal<string | undefined>(undefined)
/** Sample keys are being written. */
export const filling = signal(false)

const KEPT = 100
let lastId = 0

/** Runs a line and shows what came of it. */
export async function run(line: string): Promise<void> {
  const node = chosenNode.value
  const entry: Entry = { id: ++lastId, line, node, result: undefined, problem: undefined }
  entries.value = [...entries.value, entry].slice(-KEPT)
  try {
    const result = await runCommand(line, node)
    replace({ ...entry, result })
    latestSlots.value = 'refused' in result ? [] : result.placement.slots
  } catch (error) {
    replace({ ...entry, problem: (error as Error).message })
  }
}

/** Writes sample keys. */
export async function fill(): Promise<void> {
  filling.value = true
  await attempt(fillKeys)
  filling.value = false
}

/** Does something, and says so where it goes wrong. */
export async function attempt(what: () => Promise<unknown>): Promise<void> {
  notice.value = undefined
  try {
    await what()
  } catch (error) {
    notice.value = (error as Error).message
  }
}

function replace(entry: Entry): void {
  entries.value = entries.value.map(one => (one.id === entry.id ? entry : one))
}
