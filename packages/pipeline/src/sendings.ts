// Sendings are numbered, to tell which came first. The numbers begin again from 1: beyond 2^31 each would be an object of
// its own, and a client sends more than that in a day.
const LAST = 2 ** 30

/** The number that follows another; 0 stands before all. */
export const nextSending = (last: number): number => (last === LAST ? 1 : last + 1)

/** Whether one sending came before another. True to the facts as long as less than half of all numbers lie between. */
export function isBefore(first: number, second: number): boolean {
  const between = (second - first) & (LAST - 1)
  return between !== 0 && between < LAST / 2
}
