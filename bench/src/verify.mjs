import assert from 'node:assert/strict'
import * as data from './data.mjs'

/**
 * A client that is fast by doing nothing, or in the wrong order, is found here, before anything is measured.
 * @param {import('./clients/client.mjs').Client} client
 * @throws {assert.AssertionError} that names what was wrong
 */
export async function verify(client) {
  const numbers = data.times(1000, i => data.walk(i, data.KEYS))
  const keys = numbers.map(data.keyName)
  const values = numbers.map(data.value)

  equal(await client.get(data.keyName(7)), data.value(7), 'GET gives the value of its key')
  equal(await client.get('key:missing'), null, 'GET of no key gives null')
  await client.set('verify', 'before')
  await client.set('verify', 'after')
  equal(await client.get('verify'), 'after', 'a GET after a SET sees it')

  const few = keys.slice(0, 99)
  const expected = [...values.slice(0, 50), null, ...values.slice(50, 99)]
  equal(
    await client.mget([...few.slice(0, 50), 'key:missing', ...few.slice(50)]),
    expected,
    'MGET keeps the order of its keys',
  )
  equal(await client.getMany(keys), values, '1000 GETs at once keep their order')

  equal(
    await client.setMany(keys, values),
    keys.map(() => 'OK'),
    '1000 SETs at once answer each',
  )
  equal(await client.getMany(keys), values, '1000 SETs at once write each value to its own key')
  equal(await client.get(data.bigName(3)), data.bigValue(3), 'GET gives a large value whole')
  await client.set(data.bigName(3), data.bigValue(3))
  equal(await client.get(data.bigName(3)), data.bigValue(3), 'SET writes a large value whole')
  equal(
    await client.lrange(data.listName(5)),
    data.times(data.LIST_LENGTH, n => data.element(5, n)),
    'LRANGE gives every element in order',
  )
  equal(
    asRecord(await client.hgetall(data.hashName(5))),
    Object.fromEntries(data.times(data.HASH_FIELDS, n => [data.fieldName(n), data.fieldValue(5, n)])),
    'HGETALL gives every field',
  )
}

/** @type {(actual: unknown, expected: unknown, message: string) => void} */
function equal(actual, expected, message) {
  assert.deepStrictEqual(actual, expected, `not so: ${message}`)
}

/**
 * valkey-glide gives a list of `{ field, value }`, the others an object with this prototype or that.
 * @param {any} reply
 */
const asRecord = reply =>
  Array.isArray(reply) ? Object.fromEntries(reply.map(({ field, value }) => [field, value])) : { ...reply }
