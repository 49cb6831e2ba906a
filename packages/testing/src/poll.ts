import { TimeoutError } from '@rc/errors'

/** Waits. The timer keeps the process alive: somebody awaits it. */
export const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** How long to go on asking, and how often. */
export interface PollOptions {
  readonly timeoutMs: number
  readonly everyMs?: number
}

/**
 * Asks until the answer is `undefined`; any other answer says what is still missing.
 *
 * @throws TimeoutError that names what was awaited and what was missing last
 */
export async function pollUntil(
  what: string,
  missing: () => Promise<string | undefined> | string | undefined,
  { timeoutMs, everyMs = 25 }: PollOptions,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const problem = await missing()
    if (problem === undefined) return
    if (performance.now() >= deadline) {
      throw new TimeoutError(`${what} did not happen within ${timeoutMs} ms. Last seen: ${problem}.`)
    }
    await sleep(everyMs)
  }
}
