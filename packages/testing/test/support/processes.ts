import { existsSync, readFileSync } from 'node:fs'
import { pollUntil } from '../../src/poll.js'

/** Whether a process is there: also one that is stopped, but not one that ended and waits to be collected. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return !existsSync('/proc/self')
  }
}

/** Waits until none of the processes is there, nor the folder. */
export async function untilGone(pids: readonly number[], folder: string): Promise<void> {
  await pollUntil(
    'the end of all servers',
    () => {
      const alive = pids.filter(isAlive)
      if (alive.length > 0) return `${alive.join(', ')} still run`
      return existsSync(folder) ? `${folder} is still there` : undefined
    },
    { timeoutMs: 10_000 },
  )
}
