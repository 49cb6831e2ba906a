import { type Command, command, WAIT, WAITAOF } from '@rc/commands'
import type { Reply } from '@rc/resp'

/** What has to have happened to a write before its caller is told of it. */
export type Guarantee = Replication | Persistence

/** So many replicas have the write in memory. */
export interface Replication {
  readonly kind: 'replication'
  readonly replicas: number
  /** Milliseconds that they may take. */
  readonly timeoutMs: number
}

/** So many servers have the write on disk. */
export interface Persistence {
  readonly kind: 'persistence'
  /** 1: the primary itself has it on disk. */
  readonly local: number
  readonly replicas: number
  /** Milliseconds that they may take. */
  readonly timeoutMs: number
}

/** How many servers acknowledged. */
export interface Acknowledged {
  readonly local: number
  readonly replicas: number
}

/** The command that waits for a guarantee to be kept, and answers with how many servers acknowledged. */
export function waitFor(guarantee: Guarantee): Command<Acknowledged> {
  const { replicas, timeoutMs } = guarantee
  if (guarantee.kind === 'replication') {
    return command(WAIT, [replicas, timeoutMs], reply => ({ local: 0, replicas: Number(reply) }))
  }
  return command(WAITAOF, [guarantee.local, replicas, timeoutMs], toAcknowledged)
}

function toAcknowledged(reply: Reply): Acknowledged {
  const [local, replicas] = reply as readonly Reply[]
  return { local: Number(local), replicas: Number(replicas) }
}
