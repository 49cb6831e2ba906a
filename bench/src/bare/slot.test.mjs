import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keySlot } from '@rc/slots'
import * as data from '../data.mjs'
import { slotOf } from './slot.mjs'

void test('the slot of every key of the bench is the one that the slots package says', () => {
  const names = [
    ...data.times(data.KEYS, data.keyName),
    ...data.times(data.BIG_KEYS, data.bigName),
    ...data.times(data.LISTS, data.listName),
    ...data.times(data.HASHES, data.hashName),
    data.MARKER_KEY,
  ]
  for (const name of names) assert.equal(slotOf(name), keySlot(name), name)
})
