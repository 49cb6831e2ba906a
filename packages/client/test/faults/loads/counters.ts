import { type Load, repeat } from './load.js'

/** W2: bare INCR. A count that grew by more than was asked for says that a command ran twice. */
export const counters: Load = {
  name: 'W2',
  title: 'INCR, one writer a key',
  async caller({ journal, client, ...rest }, key) {
    let last: number | undefined
    let unsure = 0
    const work = { journal, client, ...rest }
    await repeat(work, async () => {
      const { reply } = await journal.run(key, () => client.incr(`w2:{${key}}`))
      if (reply === undefined) {
        unsure++
        return
      }
      // A failover may lose what was not replicated yet: then the count goes back, and says nothing.
      const extra = last === undefined ? 0 : reply - last - 1
      if (extra > unsure) journal.wrong.push(`${key}: counted ${extra - unsure} more than was asked for`)
      last = reply
      unsure = 0
    })
  },
}
