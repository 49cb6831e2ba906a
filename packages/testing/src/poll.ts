import { ConnectionError, TimeoutError } from '@rc/errors'

/** Waits. The timer keeps the process alive: somebody awaits it. */
export const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Says what is still missing. */
type Missing = () => Promise<string | undefined> | string | undefined

/** How long to go on asking, and how often. */
export interface PollOptions {
  readonly timeoutMs: number
  readonly everyMs?: number
}

/**
 * Asks until the answer is `undefined`; any other answer says what is still missing. A server that cannot be asked is
 * something missing too.
 *
 * @throws TimeoutError that names what was awaited and what was missing last
 */
export async function pollUntil(
  what: string,
  missing: Missing,
  { timeoutMs, everyMs = 25 }: PollOptions,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const problem = await look(missing)
    if (problem === undefined) return
    if (performance.now() >= deadline) {
      throw new TimeoutError(`${what} did not happen within ${timeoutMs} ms. Last seen: ${problem}.`)
    }
    await sleep(everyMs)
  }
}

async function look(missing: Missing): Promise<string | undefined> {
  try {
    return await missing()
  } catch (error) {
    if (error instanceof ConnectionError || error instanceof TimeoutError) return error.message.replace(/\.$/, '')
    throw error
  }
}
