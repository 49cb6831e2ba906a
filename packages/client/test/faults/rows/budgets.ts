import { exponentialBackoff } from '@rc/pool'

/** Looks are 50 ms apart four times, then 100 ms; each asks three nodes. */
const FIRST_LOOKS = 4
const FIRST_SPACING_MS = 50
const SPACING_MS = 100
const ASKED = 3

/** Questions to nodes that one client may put while it waits so long for its cluster. */
export const questionsWithin = (ms: number): number =>
  ASKED * (FIRST_LOOKS + Math.ceil(Math.max(0, ms - FIRST_LOOKS * FIRST_SPACING_MS) / SPACING_MS))

/** How often one client may dial a node that refuses it for so long: with the delays that chance gives on average. */
export function dialsWithin(ms: number): number {
  let dials = 0
  for (let at = 0; at <= ms; at += exponentialBackoff.delayMs(dials, 0.5)) dials++
  return dials
}

/** What a connection lets wait by default (`maxQueuedCommands`), and what one that waits takes up in memory. */
const MAX_QUEUED = 250_000
const OPERATION_BYTES = 1024
/** What the process holds with three callers of 10 MB values and no queue: sources, values, copies on their way. */
const BIG_VALUES_MB = 250
/** A heap grows by about as much as is in use before what is not is freed. */
const UNTIL_FREED = 2

/** Megabytes that a process may hold whose queue is full, however much is asked of it beyond. */
export const FULL_QUEUE_MB = BIG_VALUES_MB + Math.ceil((UNTIL_FREED * MAX_QUEUED * OPERATION_BYTES) / 2 ** 20)
