/** How much may wait for one node. */
export interface QueueLimits {
  readonly maxQueuedCommands: number
  /** Memory in bytes: of arguments, and half a kilobyte for each command. */
  readonly maxQueuedBytes: number
}

/** The limits that a user gave, and those that hold where he gave none. */
export const queueLimits = (given: { [Name in keyof QueueLimits]?: number | undefined }): QueueLimits => ({
  maxQueuedCommands: given.maxQueuedCommands ?? 250_000,
  maxQueuedBytes: given.maxQueuedBytes ?? 256 * 1024 * 1024,
})
