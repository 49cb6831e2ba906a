import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as data from './data.mjs'
import { verify } from './verify.mjs'

/**
 * A client that keeps the bench's data in memory: what `verify` says of it is about `verify`.
 * @returns {import('./clients/client.mjs').Client}
 */
function inMemory() {
  const written = new Map([
    ...data.times(data.KEYS, n => /** @type {const} */ ([data.keyName(n), data.value(n)])),
    ...data.times(data.BIG_KEYS, n => /** @type {const} */ ([data.bigName(n), data.bigValue(n)])),
  ])
  const set = (/** @type {string} */ key, /** @type {string} */ value) => {
    written.set(key, value)
    return 'OK'
  }
  const mget = async (/** @type {readonly string[]} */ keys) => keys.map(key => written.get(key) ?? null)
  return {
    get: async key => written.get(key) ?? null,
    set: async (key, value) => set(key, value),
    mget,
    getMany: mget,
    setMany: async (keys, values) => keys.map((key, i) => set(key, values[i] ?? '')),
    lrange: async () => data.times(data.LIST_LENGTH, n => data.element(5, n)),
    hgetall: async () =>
      Object.fromEntries(data.times(data.HASH_FIELDS, n => [data.fieldName(n), data.fieldValue(5, n)])),
    close: async () => {},
  }
}

void test('a client that does what it should passes', () => verify(inMemory()))

void test('so does one that gives a hash as a list of fields', () => {
  const client = inMemory()
  const { hgetall } = client
  client.hgetall = async key =>
    Object.entries(/** @type {object} */ (await hgetall(key))).map(([field, value]) => ({ field, value }))
  return verify(client)
})

/** @type {[what: string, named: RegExp, broken: (client: import('./clients/client.mjs').Client) => void][]} */
const cheats = [
  ['reads nothing', /GET gives/, client => (client.get = async () => null)],
  ['writes nothing', /GET after a SET/, client => (client.set = async () => 'OK')],
  ['turns MGET around', /MGET/, client => (client.mget = async keys => inMemory().mget([...keys].reverse()))],
  ['drops replies', /1000 GETs/, client => (client.getMany = async keys => inMemory().getMany(keys.slice(1)))],
  ['answers for a group', /1000 SETs/, client => (client.setMany = async () => 'OK')],
  ['cuts a list short', /LRANGE/, client => (client.lrange = async () => [data.element(5, 0)])],
  ['gives an empty hash', /HGETALL/, client => (client.hgetall = async () => ({}))],
]

for (const [what, named, breakIt] of cheats) {
  void test(`one that ${what} is found out`, async () => {
    const client = inMemory()
    breakIt(client)
    await assert.rejects(verify(client), named)
  })
}
