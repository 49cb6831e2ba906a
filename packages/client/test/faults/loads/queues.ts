import { type Load, repeat, rest } from './load.js'

const START = 1000
const accounts = (key: string): [string, string] => [`left:{${key}}`, `right:{${key}}`]

/** W5: transfers between two accounts of a slot; what they hold together stays the same. */
export const transfers: Load = {
  name: 'W5',
  title: 'WATCH and MULTI, constant sum',
  async prepare({ client, keys }) {
    if (client.transfer === undefined) throw new Error('its adapter has no transactions that WATCH guards')
    await Promise.all(keys.flatMap(key => accounts(key).map(name => client.set(name, String(START)))))
  },
  caller: (work, key) =>
    repeat(work, () =>
      work.journal.run(key, async () => {
        await work.client.transfer?.(...accounts(key))
        return undefined
      }),
    ),
  async conclude({ client, keys, journal }) {
    for (const key of keys) {
      const held = await Promise.all(accounts(key).map(async name => Number(await client.get(name))))
      const sum = held.reduce((a, b) => a + b, 0)
      if (sum !== 2 * START) journal.wrong.push(`${key}: the sum is ${sum}`)
    }
  },
}

/** W6: a queue, pushed to and popped from; no item comes twice. */
export const queue: Load = {
  name: 'W6',
  title: 'BLPOP queue',
  async prepare({ client }) {
    if (client.pop === undefined) throw new Error('its adapter has no queue')
  },
  async caller(work, key) {
    const { client, journal } = work
    if (work.keys.indexOf(key) >= 6) return
    const name = `queue:{${key}}`
    const came = new Set<string>()
    let item = 0
    const producing = repeat(work, async () => {
      await client.push?.(name, String(item++)).catch(() => rest(20))
    })
    await repeat(work, () =>
      journal.run(key, async () => {
        const popped = (await client.pop?.(name, 1)) ?? null
        if (popped !== null && came.has(popped)) journal.wrong.push(`${key}: item ${popped} came twice`)
        if (popped !== null) came.add(popped)
        return undefined
      }),
    )
    await producing
  },
}
