import { type Load, repeat } from './load.js'

const BIG = 10 * 1024 * 1024
const valueOf = (key: string, bytes: number) => `${key}:`.padEnd(bytes, 'x')
const nameOf = (key: string) => `value:{${key}}`

/** W3: GET of values that name their key. */
export const reads: Load = {
  name: 'W3',
  title: 'GET of values that name their key',
  async prepare({ client, keys }) {
    await Promise.all(keys.map(key => client.set(nameOf(key), valueOf(key, 200))))
  },
  caller: (work, key) =>
    repeat(work, () =>
      work.journal.run(key, async () => {
        const value = await work.client.get(nameOf(key))
        if (value !== valueOf(key, 200)) work.journal.wrong.push(`${key}: got ${String(value).slice(0, 20)}`)
        return undefined
      }),
    ),
}

/** W8: values of 10 MB, written and read by three callers. */
export const big: Load = {
  name: 'W8',
  title: '10 MB values',
  async caller(work, key) {
    if (work.keys.indexOf(key) >= 3) return
    const value = valueOf(key, BIG)
    let written = false
    await repeat(work, async () => {
      const put = await work.journal.run(key, async () => {
        await work.client.set(nameOf(key), value)
        return undefined
      })
      written ||= put.error === undefined
      if (!written) return
      await work.journal.run(key, async () => {
        const found = await work.client.get(nameOf(key))
        if (found !== value) work.journal.wrong.push(`${key}: a big value came back with ${found?.length} characters`)
        return undefined
      })
    })
  },
}
