import * as data from './data.mjs'

/** @typedef {import('./clients/client.mjs').Client} Client */

/**
 * @typedef {object} Load
 * @property {string} id
 * @property {string} title
 * @property {number} callers each has one operation in flight
 * @property {number} size commands or keys in one operation; throughput counts these
 * @property {number} sampleEvery one operation of so many has its latency taken
 * @property {string} [unit] what is counted, 'commands' if not said
 * @property {() => (client: Client, i: number) => Promise<unknown>} prepare makes the keys and values, returns the operation
 */

const ONE_IN_16 = 16
const EVERY = 1

const small = () => ({ keys: data.times(data.KEYS, data.keyName), values: data.times(data.KEYS, data.value) })
const big = () => ({ keys: data.times(data.BIG_KEYS, data.bigName), values: data.times(data.BIG_KEYS, data.bigValue) })

/**
 * Groups of keys in the order of the walk: all of them over all slots.
 * @param {number} size
 */
function groups(size) {
  const numbers = data.times(data.KEYS, i => data.walk(i, data.KEYS))
  return data.times(data.KEYS / size, group => {
    const slice = numbers.slice(group * size, (group + 1) * size)
    return { keys: slice.map(data.keyName), values: slice.map(data.value) }
  })
}

/**
 * The element of a list that operation `i` uses.
 * @template T
 * @param {readonly T[]} list
 * @param {number} i
 */
const pick = (list, i) => /** @type {T} */ (list[data.walk(i, list.length)])

/** @type {(make: () => { keys: string[], values: string[] }) => Load['prepare']} */
const gets = make => () => {
  const { keys } = make()
  return (client, i) => client.get(pick(keys, i))
}

/** @type {(make: () => { keys: string[], values: string[] }) => Load['prepare']} */
const sets = make => () => {
  const { keys, values } = make()
  return (client, i) => client.set(pick(keys, i), pick(values, i))
}

/** @type {readonly Load[]} */
export const loads = [
  { id: 'get-1', title: 'GET, 1 caller', callers: 1, size: 1, sampleEvery: EVERY, prepare: gets(small) },
  { id: 'get-64', title: 'GET, 64 callers', callers: 64, size: 1, sampleEvery: ONE_IN_16, prepare: gets(small) },
  { id: 'set-64', title: 'SET, 64 callers', callers: 64, size: 1, sampleEvery: ONE_IN_16, prepare: sets(small) },
  { id: 'get-1000', title: 'GET, 1000 callers', callers: 1000, size: 1, sampleEvery: ONE_IN_16, prepare: gets(small) },
  {
    id: 'mixed-256',
    title: '80 % GET, 256 callers',
    callers: 256,
    size: 1,
    sampleEvery: ONE_IN_16,
    prepare: () => {
      const { keys, values } = small()
      return (client, i) => (i % 5 === 4 ? client.set(pick(keys, i), pick(values, i)) : client.get(pick(keys, i)))
    },
  },
  {
    id: 'gets-at-once',
    title: '1000 GETs at once, over all nodes',
    callers: 1,
    size: 1000,
    sampleEvery: EVERY,
    prepare: () => {
      const batches = groups(1000)
      return (client, i) => client.getMany(pick(batches, i).keys)
    },
  },
  {
    id: 'sets-at-once',
    title: '1000 SETs at once',
    callers: 1,
    size: 1000,
    sampleEvery: EVERY,
    prepare: () => {
      const batches = groups(1000)
      return (client, i) => client.setMany(pick(batches, i).keys, pick(batches, i).values)
    },
  },
  {
    id: 'mget-100',
    title: 'MGET of 100 keys over all slots',
    callers: 1,
    size: 100,
    unit: 'keys',
    sampleEvery: EVERY,
    prepare: () => {
      const batches = groups(100)
      return (client, i) => client.mget(pick(batches, i).keys)
    },
  },
  { id: 'get-16k', title: 'GET 16 KB, 64 callers', callers: 64, size: 1, sampleEvery: ONE_IN_16, prepare: gets(big) },
  { id: 'set-16k', title: 'SET 16 KB, 64 callers', callers: 64, size: 1, sampleEvery: ONE_IN_16, prepare: sets(big) },
  {
    id: 'lrange-1000',
    title: 'LRANGE of 1000, 16 callers',
    callers: 16,
    size: 1,
    sampleEvery: EVERY,
    prepare: () => {
      const keys = data.times(data.LISTS, data.listName)
      return (client, i) => client.lrange(pick(keys, i))
    },
  },
  {
    id: 'hgetall-100',
    title: 'HGETALL of 100 fields, 16 callers',
    callers: 16,
    size: 1,
    sampleEvery: EVERY,
    prepare: () => {
      const keys = data.times(data.HASHES, data.hashName)
      return (client, i) => client.hgetall(pick(keys, i))
    },
  },
]
