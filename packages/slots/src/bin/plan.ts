import { parseArgs } from 'node:util'
import { SLOT_COUNT } from '../key.js'
import { KeyPlanner } from '../plan.js'
import { type Io, UsageError } from './io.js'
import { printPlan } from './print-plan.js'
import { openKeys, readKeys, unreadable } from './read-keys.js'
import { readTopology } from './read-topology.js'

const OPTIONS = {
  file: { type: 'string', short: 'f' },
  nodes: { type: 'string', short: 'n' },
  topology: { type: 'string', short: 't' },
  top: { type: 'string', short: 'k' },
  null: { type: 'boolean', short: '0' },
  json: { type: 'boolean' },
} as const

/** `slots plan [options] < keys` */
export async function plan(args: string[], io: Io): Promise<string> {
  const { values } = parseArgs({ args, options: OPTIONS })
  if (values.nodes !== undefined && values.topology !== undefined) {
    throw new UsageError('Give either --nodes or --topology: a topology says how many there are.')
  }
  const top = count(values.top ?? '10', { option: '--top', max: SLOT_COUNT })
  const shards = count(values.nodes ?? '3', { option: '--nodes', max: SLOT_COUNT })
  const topology = values.topology === undefined ? undefined : await readTopology(values.topology)
  const planner = new KeyPlanner(topology, { shards, top })
  const stream = openKeys(values.file, io)
  try {
    await readKeys(stream, values.null === true ? 0 : 0x0a, key => planner.add(key))
  } catch (error) {
    throw unreadable(values.file ?? 'the standard input', error)
  }
  const result = planner.result()
  return values.json === true ? `${JSON.stringify(result, null, 2)}\n` : printPlan(result, { topology, io })
}

function count(text: string, { option, max }: { option: string; max: number }): number {
  const value = /^[0-9]{1,6}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > max) throw new UsageError(`${option} takes a whole number from 1 to ${max}.`)
  return value
}
