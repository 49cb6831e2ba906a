import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { vi } from 'vitest'
import type { Playground } from './playground.js'

/** The servers behind a playground, by their own word. */
export interface Servers {
  readonly pids: readonly number[]
  /** The folder of all. */
  readonly folder: string
}

export async function serversOf(playground: Playground): Promise<Servers> {
  const nodes = (await playground.state()).shards.flatMap(shard => shard.nodes.map(({ name }) => name))
  const pids: number[] = []
  let folder = ''
  for (const node of nodes) {
    const { reply: info } = await playground.run('INFO server', node)
    pids.push(Number(/process_id:(\d+)/.exec(JSON.stringify(info))?.[1]))
    const { reply: dir } = await playground.run('CONFIG GET dir', node)
    folder = dirname(/"text":"(\/[^"]+)"/.exec(JSON.stringify(dir))?.[1] ?? '')
  }
  return { pids, folder }
}

/** Whether a process is there, and not only waiting to be collected. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Waits until nothing is left of them. */
export async function untilGone({ pids, folder }: Servers): Promise<void> {
  await vi.waitFor(
    () => {
      const alive = pids.filter(isAlive)
      if (alive.length > 0) throw new Error(`${alive.join(', ')} still run`)
      if (existsSync(folder)) throw new Error(`${folder} is still there`)
    },
    { timeout: 15_000, interval: 50 },
  )
}
