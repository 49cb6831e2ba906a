import type { ChildProcess } from 'node:child_process'

/** Tells a process something and waits for its answer; one question at a time. */
export function ask(child: ChildProcess, message: object): Promise<unknown> {
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
