import type { Core } from '../core.js'

/** Resolves after `ms`, or when the signal fires. */
export function pause(core: Core, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const wake = (): void => {
      cancel()
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const cancel = core.ticker.clock.after(ms, wake, true)
    signal.addEventListener('abort', wake)
  })
}
