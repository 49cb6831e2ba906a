import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('simulated.mjs', import.meta.url))

/**
 * Runs `use` with a simulated cluster that lives in a process of its own.
 * @template T
 * @param {number} primaries
 * @param {(nodes: readonly import('../clients/client.mjs').Address[]) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withSimulated(primaries, use) {
  const child = fork(PROGRAM, [String(primaries)])
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the simulated cluster ended with code ${code}`)
  })
  ended.catch(() => {})
  try {
    const [nodes] = await Promise.race([once(child, 'message'), ended])
    return await use(nodes)
  } finally {
    child.disconnect()
    await ended.catch(() => {})
  }
}
