import { Emitter } from '@rc/pipeline'
import type { Connection } from '@rc/pool'
import { expect, it } from 'vitest'
import type { ClusterEvents } from './cluster-events.js'
import { NodePresence } from './node-presence.js'

const connection = (name: string, protocol: 2 | 3 | undefined) => ({ name, protocol }) as Connection

it('tells of the first connection to a node and of the end of the last, not of those between', () => {
  const told: unknown[] = []
  const events = new Emitter<ClusterEvents>(error => told.push(error))
  events.on('node:up', ({ node }) => told.push(`up ${node}`))
  events.on('node:down', ({ node, error }) => told.push(`down ${node}: ${error?.message}`))
  const presence = new NodePresence(events)
  const error = new Error('cut')
  presence.ready(connection('a', 3))
  presence.ready(connection('a', 3))
  presence.ready(connection('b', 2))
  expect(told.splice(0)).toEqual(['up a', 'up b'])
  expect(presence.closed(connection('a', 3), error)).toBe(false)
  // It was never greeted, so it was never there.
  expect(presence.closed(connection('a', undefined), error)).toBe(false)
  expect(told).toEqual([])
  expect(presence.closed(connection('a', 3), error)).toBe(true)
  expect(presence.closed(connection('b', 2), undefined)).toBe(true)
  expect(told.splice(0)).toEqual(['down a: cut', 'down b: undefined'])
  presence.ready(connection('a', 3))
  expect(told).toEqual(['up a'])
})
