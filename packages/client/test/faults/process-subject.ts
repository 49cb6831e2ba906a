import { type ChildProcess, fork } from 'node:child_process'
import type { ClientName } from './clients/names.js'
import type { Orders, Subject, Testimony } from './subject.js'
import type { Message } from './worker.js'

/** Where the programs and the adapters of other clients are. */
export interface Places {
  readonly worker: string
  readonly adapters: string
}

/** Puts a client to work in a process of its own: what it leaves behind there is its own too. */
export async function startProcess(client: ClientName, orders: Orders, places: Places): Promise<Subject> {
  const child = fork(places.worker, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  try {
    await ask(child, { kind: 'start', client, folder: places.adapters, orders })
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    close: async () => {
      await ask(child, { kind: 'close' })
    },
    async finish(healMs) {
      try {
        return (await ask(child, { kind: 'finish', healMs })) as Testimony
      } finally {
        child.kill('SIGKILL')
      }
    },
  }
}

function ask(child: ChildProcess, message: Message): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`The client's process ended with ${code}.`))
    child.once('exit', gone)
    child.once('message', (answer: { value?: unknown; error?: string }) => {
      child.off('exit', gone)
      if (answer.error === undefined) resolve(answer.value)
      else reject(new Error(answer.error))
    })
    child.send(message)
  })
}
