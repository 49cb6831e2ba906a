import type { Append } from '../client.js'
import { type Load, repeat, type Work } from './load.js'

const PIPELINE = 50

/** W1: the oracle, one caller for each key. */
export const oracle: Load = {
  name: 'W1',
  title: 'the oracle, one writer a key',
  caller: (work, key) => repeat(work, () => work.journal.run(key, operation => work.client.append(operation))),
}

/** W4: pipelines of 50 operations over eight slots; the first key of every eight has the caller. */
export const pipelines: Load = {
  name: 'W4',
  title: 'pipelines of 50 over 8 slots',
  async caller(work, key) {
    const index = work.keys.indexOf(key)
    if (index % 8 !== 0) return
    const group = work.keys.slice(index, index + 8)
    await repeat(work, () => onePipeline(work, group))
  },
}

async function onePipeline({ client, journal }: Work, group: readonly string[]): Promise<void> {
  const operations = Array.from({ length: PIPELINE }, (_, i) => journal.begin(group[i % group.length] as string))
  const appends: Append[] = operations.map(({ key, id }) => ({ key, id }))
  const results = await client.appendMany(appends).catch((error: unknown) => operations.map(() => error))
  for (const [i, operation] of operations.entries()) {
    const result = results[i]
    if (typeof result === 'number') journal.served(operation, result)
    else journal.failed(operation, result ?? new Error('no result'))
  }
}
