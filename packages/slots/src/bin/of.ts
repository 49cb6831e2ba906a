import { parseArgs } from 'node:util'
import { hashTag } from '../hash-tag.js'
import { keySlot } from '../key-slot.js'
import { printable, UsageError } from './io.js'
import { table } from './table.js'

/** `slots of KEY…` */
export function of(args: string[]): string {
  const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true })
  if (positionals.length === 0) throw new UsageError('Which keys? Name one or more: slots of KEY…')
  const found = positionals.map(key => ({ key, slot: keySlot(key), hashed: hashTag(key) }))
  if (values.json === true) return `${JSON.stringify(found, null, 2)}\n`
  return table(
    ['slot', 'hashed', 'key'],
    found.map(({ key, slot, hashed }) => [String(slot), printable(hashed), printable(key)]),
    ['right', 'left', 'left'],
  )
}
