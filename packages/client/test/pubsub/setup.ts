/** What a stream hands out until nothing comes any more. */
export async function drain<T>(stream: { getMessage(timeoutMs?: number): Promise<T | null> }): Promise<T[]> {
  const all: T[] = []
  for (let item = await stream.getMessage(500); item !== null; item = await stream.getMessage(100)) all.push(item)
  return all
}

/** In the order of the alphabet. */
export const sorted = <T extends string | Buffer | false>(texts: Iterable<T>): string[] =>
  [...texts].map(String).sort((a, b) => (a < b ? -1 : 1))

/** Prints a figure: how long it was dark, how much was missed. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
