import { parseArgs } from 'node:util'
import { SLOT_COUNT } from '../key.js'
import { tagForSlot } from '../tag-for-slot.js'
import { UsageError } from './io.js'
import { table } from './table.js'

/** `slots tag SLOT…` */
export function tag(args: string[]): string {
  const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true })
  if (positionals.length === 0) throw new UsageError('Which slots? Name one or more: slots tag SLOT…')
  const found = positionals.map(text => {
    if (!/^[0-9]+$/.test(text)) throw new UsageError(`A slot must be a whole number from 0 to ${SLOT_COUNT - 1}.`)
    return { slot: Number(text), tag: tagForSlot(Number(text)) }
  })
  if (values.json === true) return `${JSON.stringify(found, null, 2)}\n`
  // One alone is most likely wanted by a script.
  if (found.length === 1) return `${found[0]?.tag}\n`
  return table(
    ['slot', 'tag'],
    found.map(item => [String(item.slot), item.tag]),
    ['right', 'left'],
  )
}
