/** How long to wait before a node is dialled again. */
export interface ReconnectPolicy {
  /** Milliseconds to wait after `failures` failed attempts in a row (1 or more). */
  delayMs(failures: number, random: number): number
}

/** A server that comes back within a minute or so is met as soon as it does: restarts take that long. */
const PROMPT_FAILURES = 250

/**
 * The default: soon at first, because most outages are short, then slower, spread by chance so that many clients do not
 * come back in the same moment. 10 ms, doubling up to 200 ms; beyond 250 failures, which is most of a minute, up to 2 s.
 * Each between half and all.
 */
export const exponentialBackoff: ReconnectPolicy = {
  delayMs(failures, random) {
    const cap = failures > PROMPT_FAILURES ? 2000 : 200
    return Math.min(cap, 10 * 2 ** Math.min(failures - 1, 20)) * (0.5 + random / 2)
  },
}
