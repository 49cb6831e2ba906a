import type { ActionRequest, CommandResult } from '../shared/protocol.js'

const token = document.querySelector<HTMLMetaElement>('meta[name="playground-token"]')?.content ?? ''

/** Runs a line of the command box. */
export const runCommand = (line: string, node: string | undefined): Promise<CommandResult> =>
  post('command', { line, node })

/** Writes sample keys. */
export const fillKeys = (): Promise<{ keys: number }> => post('fill', {})

/** Does something to the cluster. */
export const act = (request: ActionRequest): Promise<{ done: true }> => post('action', request)

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`api/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Playground-Token': token },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error('The playground does not answer. Has it been ended?')
  })
  if (response.ok) return (await response.json()) as T
  const { problem } = (await response.json().catch(() => ({}))) as { problem?: string }
  throw new Error(problem ?? `The playground answered ${response.status}.`)
}
