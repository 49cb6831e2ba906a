import { fork } from 'node:child_process'
import { ask } from './ask.js'
import type { ClientName } from './clients/names.js'
import { onSide, type Side } from './network.js'
import type { Orders, Subject, Testimony } from './subject.js'
import type { Message } from './worker.js'

/** Where the programs and the adapters of other clients are. */
export interface Places {
  readonly worker: string
  readonly adapters: string
  /** On which side of a network that falls apart. */
  readonly side?: Side
}

/** Puts a client to work in a process of its own: what it leaves behind there is its own too. */
export async function startProcess(client: ClientName, orders: Orders, places: Places): Promise<Subject> {
  const [execPath, ...before] = places.side === undefined ? [] : onSide(places.side)
  const child = fork(places.worker, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    ...(execPath !== undefined && { execPath, execArgv: [...before, process.execPath] }),
  })
  const tell = (message: Message) => ask(child, message)
  try {
    await tell({ kind: 'start', client, folder: places.adapters, orders })
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    flood: async (key, times) => {
      await tell({ kind: 'flood', key, times })
    },
    close: async () => {
      await tell({ kind: 'close' })
    },
    async finish(healMs) {
      try {
        return (await tell({ kind: 'finish', healMs })) as Testimony
      } finally {
        child.kill('SIGKILL')
      }
    },
  }
}
